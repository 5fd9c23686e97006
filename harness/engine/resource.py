"""One resource as the state remembers it, and its JSON form in Pulumi's deployment format (version 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from harness.engine import urn as urns
from harness.engine.properties import Properties

# Names in the checkpoint, as Pulumi's `apitype.ResourceV3` has them, where they are not the camel case of ours.
_JSON_NAMES = {"identifier": "id", "import_id": "importID", "hooks": "resourceHooks"}


@dataclass(frozen=True)
class Resource:
    """A resource that the stack owns, or reads.

    Attributes:
        custom: a provider manages it; otherwise it is a component.
        identifier: the provider's id; empty for components.
        provider: reference (URN::ID) of the provider that manages it.
        external: only read, never changed or deleted.
        delete: an old copy that its replacement left behind, still to be deleted.
        pending_replacement: deleted before its replacement, which does not exist yet.
        init_errors: why it exists but is not usable: its creation or last update failed half way.
        hooks: names of the program's hooks by moment, such as `BeforeDelete`.
        created, modified: times in ISO 8601.
        extra: fields of the checkpoint that this engine does not use, kept as they are.
    """

    urn: str
    custom: bool
    type: str
    delete: bool = False
    identifier: str = ""
    inputs: Properties = field(default_factory=dict)
    outputs: Properties = field(default_factory=dict)
    parent: str = ""
    protect: bool = False
    external: bool = False
    dependencies: tuple[str, ...] = ()
    init_errors: tuple[str, ...] = ()
    provider: str = ""
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pending_replacement: bool = False
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    custom_timeouts: Mapping[str, float] = field(default_factory=dict)
    import_id: str = ""
    retain_on_delete: bool = False
    deleted_with: str = ""
    replace_with: tuple[str, ...] = ()
    replacement_trigger: Any = None
    created: str = ""
    modified: str = ""
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return urns.name_of(self.urn)

    @property
    def provider_urn(self) -> str:
        return urns.split_reference(self.provider)[0] if self.provider else ""

    @property
    def referenced(self) -> set[str]:
        """URNs of what must exist as long as this resource does."""
        found = {*self.dependencies, self.parent, self.provider_urn, self.deleted_with}
        for dependencies in self.property_dependencies.values():
            found.update(dependencies)
        return found - {"", self.urn}

    def renamed(self, rename: Callable[[str], str]) -> Resource:
        """The resource with every URN it refers to passed through `rename`; itself if none changes."""
        if all(rename(urn) == urn for urn in self.referenced):
            return self
        provider = self.provider
        if provider:
            urn, identifier = urns.split_reference(provider)
            provider = urns.provider_reference(rename(urn), identifier)
        return replace(
            self,
            parent=self.parent and rename(self.parent),
            dependencies=tuple(rename(urn) for urn in self.dependencies),
            property_dependencies={
                key: tuple(rename(urn) for urn in dependencies)
                for key, dependencies in self.property_dependencies.items()
            },
            deleted_with=self.deleted_with and rename(self.deleted_with),
            provider=provider,
        )

    def without_references_to(self, gone: set[str]) -> Resource:
        """The resource with its dependencies on resources that no longer exist dropped."""
        if not self.referenced & gone:
            return self
        return replace(
            self,
            parent="" if self.parent in gone else self.parent,
            dependencies=tuple(urn for urn in self.dependencies if urn not in gone),
            property_dependencies={
                key: tuple(urn for urn in dependencies if urn not in gone)
                for key, dependencies in self.property_dependencies.items()
            },
            deleted_with="" if self.deleted_with in gone else self.deleted_with,
        )

    def to_json(self) -> dict[str, Any]:
        """The checkpoint's object; what is empty is left out, as the Pulumi CLI does."""
        document: dict[str, Any] = dict(self.extra)
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name != "extra" and (value or each.name in ("urn", "custom", "type")):
                document[_json_name(each.name)] = _plain(value)
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Resource:
        """The resource of a checkpoint's object; the inverse of `to_json`."""
        known = {_json_name(each.name): each for each in fields(cls) if each.name != "extra"}
        values = {
            known[key].name: _frozen(value, known[key].name)
            for key, value in document.items()
            if key in known and not (value is None and known[key].default is not MISSING)
        }
        return cls(**values, extra={key: value for key, value in document.items() if key not in known})


def _json_name(name: str) -> str:
    if name in _JSON_NAMES:
        return _JSON_NAMES[name]
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return {key: list(item) if isinstance(item, tuple) else item for key, item in value.items()}
    return value


def _frozen(value: Any, name: str) -> Any:
    if isinstance(value, list) and name != "replacement_trigger":
        return tuple(value)
    if name in ("property_dependencies", "hooks"):
        return {key: tuple(items or ()) for key, items in (value or {}).items()}
    return {} if value is None else value
