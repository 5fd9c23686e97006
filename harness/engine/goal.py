"""What the program wants of one resource: a RegisterResource request in the engine's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi.runtime.proto import alias_pb2, resource_pb2

from harness.engine import durations
from harness.engine.aliases import Alias
from harness.engine.errors import ResourceError
from harness.engine.properties import Properties, from_struct, from_value, without_output_values

# The moments of a resource's hooks: the field of the request, and Pulumi's name in the checkpoint.
HOOK_MOMENTS = {
    "before_create": "BeforeCreate",
    "after_create": "AfterCreate",
    "before_update": "BeforeUpdate",
    "after_update": "AfterUpdate",
    "before_delete": "BeforeDelete",
    "after_delete": "AfterDelete",
    "on_error": "OnError",
}


@dataclass(frozen=True)
class Goal:
    """A resource as the program declares it, after transforms.

    Attributes:
        provider: reference of an explicit provider; empty for the default one.
        protect, retain_on_delete: None where the program leaves it to the parent.
        delete_before_replace: None where the program leaves it to the provider.
        custom_timeouts: seconds by operation (`create`, `update`, `delete`, `read`).
    """

    type: str
    name: str
    custom: bool
    remote: bool
    parent: str
    inputs: Properties
    provider: str = ""
    providers: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    protect: bool | None = None
    retain_on_delete: bool | None = None
    delete_before_replace: bool | None = None
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    replace_with: tuple[str, ...] = ()
    replacement_trigger: Any = None
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    import_id: str = ""
    deleted_with: str = ""
    custom_timeouts: Mapping[str, float] = field(default_factory=dict)
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_request(cls, request: resource_pb2.RegisterResourceRequest) -> Goal:
        """The goal of a request.

        Raises:
            ResourceError: the request uses what this engine does not support.
        """
        _refuse_unsupported(request)
        trigger = from_value(request.replacement_trigger) if request.HasField("replacement_trigger") else None
        inputs = from_struct(request.object)
        return cls(
            type=request.type,
            name=request.name,
            custom=request.custom,
            remote=request.remote,
            parent=request.parent,
            inputs=inputs if request.remote else without_output_values(inputs),
            provider=request.provider,
            providers=dict(request.providers),
            version=request.version,
            dependencies=tuple(sorted(set(request.dependencies))),
            property_dependencies={
                key: tuple(sorted(each.urns)) for key, each in sorted(request.propertyDependencies.items())
            },
            protect=request.protect if request.HasField("protect") else None,
            retain_on_delete=request.retainOnDelete if request.HasField("retainOnDelete") else None,
            delete_before_replace=request.deleteBeforeReplace if request.deleteBeforeReplaceDefined else None,
            ignore_changes=tuple(request.ignoreChanges),
            replace_on_changes=tuple(request.replaceOnChanges),
            replace_with=tuple(request.replace_with),
            replacement_trigger=trigger,
            additional_secret_outputs=tuple(request.additionalSecretOutputs),
            aliases=(*(Alias(urn=urn) for urn in request.aliasURNs), *(_alias(each) for each in request.aliases)),
            import_id=request.importId,
            deleted_with=request.deletedWith,
            custom_timeouts=_timeouts(request),
            hooks=_hooks(request),
        )


def _refuse_unsupported(request: resource_pb2.RegisterResourceRequest) -> None:
    unsupported = {
        "a parameterized package": request.packageRef,
        "state migrations": request.state_migrations,
        "environment variable mappings": request.envVarMappings,
    }
    for what, used in unsupported.items():
        if used:
            raise ResourceError(f"{what} is not supported by this engine")


def _alias(alias: alias_pb2.Alias) -> Alias:
    if alias.WhichOneof("alias") == "urn":
        return Alias(urn=alias.urn)
    spec = alias.spec
    parent = {"parentUrn": spec.parentUrn or None, "noParent": "" if spec.noParent else None}
    return Alias(
        name=spec.name,
        type=spec.type,
        stack=spec.stack,
        project=spec.project,
        parent=parent.get(spec.WhichOneof("parent") or ""),
    )


def _timeouts(request: resource_pb2.RegisterResourceRequest) -> dict[str, float]:
    stated = {name: getattr(request.customTimeouts, name) for name in ("create", "update", "delete", "read")}
    try:
        return {name: durations.seconds(text) for name, text in stated.items() if text}
    except ValueError as error:
        raise ResourceError(f"custom timeouts: {error}") from None


def _hooks(request: resource_pb2.RegisterResourceRequest) -> dict[str, tuple[str, ...]]:
    bound = {moment: tuple(getattr(request.hooks, field)) for field, moment in HOOK_MOMENTS.items()}
    return {moment: names for moment, names in bound.items() if names}
