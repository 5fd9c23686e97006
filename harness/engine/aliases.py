"""Under which URNs a resource may have been known before: its own aliases, and those it inherits from its parent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.engine import urn as urns


@dataclass(frozen=True)
class Alias:
    """One former identity: a whole URN, or the parts that were different.

    Attributes:
        urn: the former URN; the other fields then mean nothing.
        parent: URN of the former parent; None for the present one, empty for none.
    """

    urn: str = ""
    name: str = ""
    type: str = ""
    stack: str = ""
    project: str = ""
    parent: str | None = None


@dataclass(frozen=True)
class Identity:
    """What a resource is called now."""

    stack: str
    project: str
    parent: str
    type: str
    name: str

    @property
    def urn(self) -> str:
        return urns.create(self.stack, self.project, self.parent, self.type, self.name)


def former_urns(
    identity: Identity, aliases: Iterable[Alias], parent_aliases: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Every URN the resource may have had, nearest first, without its present one.

    Args:
        parent_aliases: the former URNs of each resource registered so far.
    """
    own = [_former_urn(identity, alias) for alias in aliases]
    found = list(own)
    for parent_alias in parent_aliases.get(identity.parent, ()):
        found.extend(_inherited(identity, parent_alias, identity.type, identity.name))
        for alias_urn in own:
            found.extend(_inherited(identity, parent_alias, urns.type_of(alias_urn), urns.name_of(alias_urn)))
    for alias in aliases:
        for former_parent in parent_aliases.get(alias.parent or "", ()):
            found.append(_under(former_parent, alias.type or identity.type, alias.name or identity.name))
    return tuple(dict.fromkeys(urn for urn in found if urn != identity.urn))


def _former_urn(identity: Identity, alias: Alias) -> str:
    if alias.urn:
        return alias.urn
    parent = identity.parent if alias.parent is None else alias.parent
    return urns.create(
        alias.stack or identity.stack,
        alias.project or identity.project,
        parent,
        alias.type or identity.type,
        alias.name or identity.name,
    )


def _inherited(identity: Identity, parent_alias: str, resource_type: str, name: str) -> list[str]:
    """The URNs under a former parent; a name that begins with the parent's name changes with it."""
    parent_name = urns.name_of(identity.parent)
    found = []
    if name.startswith(parent_name):
        renamed = urns.name_of(parent_alias) + name.removeprefix(parent_name)
        found.append(_under(parent_alias, resource_type, renamed))
    found.append(_under(parent_alias, resource_type, name))
    return found


def _under(parent: str, resource_type: str, name: str) -> str:
    return urns.create(urns.stack_of(parent), urns.project_of(parent), parent, resource_type, name)
