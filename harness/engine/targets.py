"""Which resources a deployment may touch: every one, or those that `--target` names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from harness.engine import urn as urns
from harness.engine.resource import Resource


class Targets:
    """The targets of one deployment.

    Args:
        patterns: URNs, in which `*` stands for any text without a colon and `**` for any text; none: every resource.
        dependents: whether what depends on a target is one too.
    """

    def __init__(self, patterns: Iterable[str] = (), *, dependents: bool = False) -> None:
        self._patterns = {text: re.compile(_expression(text)) for text in patterns}
        self._dependents = dependents
        self._covered: set[str] = set()
        self._matched: set[str] = set()

    @property
    def limited(self) -> bool:
        """Whether some resources are left alone."""
        return bool(self._patterns)

    @property
    def unmatched(self) -> list[str]:
        """The patterns that no resource has matched so far."""
        return [text for text in self._patterns if text not in self._matched]

    def cover(self, resource: Resource) -> bool:
        """Whether the resource may be changed. Resources are to be asked about after what they depend on."""
        matching = {text for text, expression in self._patterns.items() if expression.fullmatch(resource.urn)}
        self._matched |= matching
        covered = not self.limited or bool(matching) or (self._dependents and bool(resource.referenced & self._covered))
        if covered:
            self._covered.add(resource.urn)
        return covered


def is_implicit(resource: Resource) -> bool:
    """Whether the resource may be created without being a target: other resources cannot be without it."""
    return resource.type == urns.STACK_TYPE or urns.is_provider(resource.type)


def _expression(pattern: str) -> str:
    parts = re.split(r"(\*\*|\*)", pattern)
    return "".join({"**": ".*", "*": "[^:]*"}.get(part, re.escape(part)) for part in parts)
