"""What a deployment reports: its steps, messages and result, with secrets masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from harness.engine import urn as urns
from harness.engine.properties import mask
from harness.engine.property_paths import MISSING, Path, render


class Operation(StrEnum):
    """What is done to a resource, in Pulumi's words."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    DELETE_REPLACED = "delete-replaced"
    SAME = "same"
    READ = "read"
    REFRESH = "refresh"
    IMPORT = "import"


class Status(StrEnum):
    """How far a step is."""

    STARTED = "started"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class PropertyChange:
    """One property that changes.

    Attributes:
        path: Pulumi's property path, such as `tags.owner`.
        kind: `add`, `update` or `delete`, with `-replace` appended where it forces a replacement.
        old, new: the values for people to read; None where there is none.
    """

    path: str
    kind: str
    old: Any = None
    new: Any = None

    def to_dict(self) -> dict[str, Any]:
        return {"path": self.path, "kind": self.kind, "old": self.old, "new": self.new}

    @classmethod
    def between(cls, path: Path, old: Any, new: Any, *, replaces: bool = False) -> PropertyChange:
        """The change from one value to another; `MISSING` stands for no value."""
        kind = "add" if old is MISSING else "delete" if new is MISSING else "update"
        return cls(
            path=render(path),
            kind=f"{kind}-replace" if replaces else kind,
            old=None if old is MISSING else mask(old),
            new=None if new is MISSING else mask(new),
        )


@dataclass(frozen=True)
class ResourceStep:
    """One operation on one resource.

    Attributes:
        id: the provider's id, empty while it is unknown.
        changes: what changes, for updates, replacements and refreshes.
        replace_reasons: the properties (or other causes) that force a replacement.
        seconds: how long it took, once it has ended.
        error: why it failed.
    """

    op: Operation
    urn: str
    parent: str = ""
    id: str = ""
    changes: tuple[PropertyChange, ...] = ()
    replace_reasons: tuple[str, ...] = ()
    status: Status = Status.DONE
    seconds: float = 0.0
    error: str = ""

    @property
    def type(self) -> str:
        return urns.type_of(self.urn)

    @property
    def name(self) -> str:
        return urns.name_of(self.urn)

    def to_dict(self) -> dict[str, Any]:
        """The step for JSON."""
        return {
            "op": str(self.op),
            "type": self.type,
            "name": self.name,
            "urn": self.urn,
            "parent": self.parent,
            "id": self.id,
            "changes": [change.to_dict() for change in self.changes],
            "replace_reasons": list(self.replace_reasons),
            "status": str(self.status),
            "seconds": round(self.seconds, 3),
            "error": self.error,
        }


@dataclass(frozen=True)
class Message:
    """A line for people: from the program, a plugin or the engine.

    Attributes:
        severity: `debug`, `info`, `warning` or `error`.
        urn: the resource it is about, or empty.
    """

    severity: str
    text: str
    urn: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {"severity": self.severity, "text": self.text, "urn": self.urn}


@dataclass(frozen=True)
class DeploymentResult:
    """How a deployment ended.

    Attributes:
        operation: `preview`, `up`, `refresh` or `destroy`.
        steps: the steps that ended, in the order in which they did.
        outputs: the stack's outputs, secrets and unknowns masked.
        seconds: how long it took.
    """

    operation: str
    ok: bool
    steps: list[ResourceStep]
    outputs: Mapping[str, Any]
    messages: list[Message] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def errors(self) -> list[str]:
        return [message.text for message in self.messages if message.severity == "error"]

    @property
    def summary(self) -> dict[str, int]:
        """How many resources each operation was done to; failures and cleaned-up old copies are not counted."""
        return summarise(self.steps)

    def to_dict(self) -> dict[str, Any]:
        """The result for JSON."""
        return {
            "operation": self.operation,
            "ok": self.ok,
            "resources": [step.to_dict() for step in self.steps],
            "summary": self.summary,
            "outputs": dict(self.outputs),
            "messages": [message.to_dict() for message in self.messages],
            "errors": self.errors,
            "seconds": round(self.seconds, 3),
        }


def summarise(steps: Iterable[ResourceStep]) -> dict[str, int]:
    """The count of each operation that was done, as Pulumi's summary has it."""
    counted = (step for step in steps if step.status is Status.DONE and step.op is not Operation.DELETE_REPLACED)
    return dict(sorted(Counter(str(step.op) for step in counted).items()))
