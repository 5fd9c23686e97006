"""Which resources a deployment may touch: every one, those that `--target` names, or all that `--exclude` does not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from harness.engine import urn as urns
from harness.engine.resource import Resource


class Targets:
    """The targets of one deployment.

    Args:
        patterns: URNs, in which `*` stands for any text without a colon and `**` for any text; none: every resource.
        dependents: whether what depends on a named resource counts as named too.
        excluded: whether every resource is a target but those that are named.
    """

    def __init__(self, patterns: Iterable[str] = (), *, dependents: bool = False, excluded: bool = False) -> None:
        self._patterns = {text: re.compile(_expression(text)) for text in patterns}
        self._dependents = dependents
        self._named: set[str] = set()
        self._matched: set[str] = set()
        self.excluding = excluded and bool(self._patterns)

    @property
    def limited(self) -> bool:
        """Whether some resources are left alone."""
        return bool(self._patterns)

    @property
    def unmatched(self) -> list[str]:
        """The patterns that no resource has matched so far."""
        return [text for text in self._patterns if text not in self._matched]

    @property
    def refusal(self) -> str:
        """What is the matter with a resource that would have to be changed, and what to do about it."""
        if self.excluding:
            return "is excluded: do not exclude it"
        return "is no target: target it too, or use --target-dependents"

    def cover(self, resource: Resource) -> bool:
        """Whether the resource may be changed. Resources are to be asked about after what they depend on."""
        return not self.limited or self._names(resource) is not self.excluding

    def _names(self, resource: Resource) -> bool:
        matching = {text for text, expression in self._patterns.items() if expression.fullmatch(resource.urn)}
        self._matched |= matching
        named = bool(matching) or (self._dependents and bool(resource.referenced & self._named))
        if named:
            self._named.add(resource.urn)
        return named


def is_implicit(resource: Resource) -> bool:
    """Whether the resource may be created without being a target: other resources cannot be without it."""
    return resource.type == urns.STACK_TYPE or urns.is_provider(resource.type)


def _expression(pattern: str) -> str:
    parts = re.split(r"(\*\*|\*)", pattern)
    return "".join({"**": ".*", "*": "[^:]*"}.get(part, re.escape(part)) for part in parts)
