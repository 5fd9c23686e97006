"""The folder that holds the state of stacks, laid out as the Pulumi CLI's self-managed backend lays it out.

    FOLDER/.pulumi/meta.yaml                               the version of the layout
    FOLDER/.pulumi/stacks/PROJECT/STACK.json               a checkpoint
    FOLDER/.pulumi/locks/organization/PROJECT/STACK/       locks of the CLI
    FOLDER/.pulumi/locks/organization/PROJECT/STACK.lock   this engine's lock

So `pulumi login file://FOLDER` opens it (Pulumi's documentation, "State and backends": self-managed backends).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.engine import lock
from harness.engine.errors import EngineError

ORGANIZATION = "organization"  # what the Pulumi CLI calls it where a backend has none

_META = "version: 1\n"
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")  # of projects and stacks, as the CLI has it


@dataclass(frozen=True, order=True)
class StackName:
    """Which stack of which project.

    Raises:
        EngineError: one of the names is none.
    """

    project: str
    stack: str

    def __post_init__(self) -> None:
        for name in (self.project, self.stack):
            if not _NAME.fullmatch(name) or not name.strip("."):
                raise EngineError(f"{name!r} is no name of a project or a stack: letters, digits, -, _ and . make one")

    @classmethod
    def parse(cls, text: str, project: str) -> StackName:
        """The stack that a StackReference names.

        Args:
            text: `STACK`, `PROJECT/STACK`, `organization/STACK` or `organization/PROJECT/STACK`.
            project: the one whose stack is meant where none is named.

        Raises:
            EngineError: it is no such name.
        """
        *qualifiers, stack = text.split("/")
        if qualifiers[:1] == [ORGANIZATION]:
            qualifiers = qualifiers[1:]
        if len(qualifiers) > 1:
            raise EngineError(f"{text!r} names no stack: write STACK, PROJECT/STACK or {ORGANIZATION}/PROJECT/STACK")
        return cls(qualifiers[0] if qualifiers else project, stack)

    def __str__(self) -> str:
        return f"{ORGANIZATION}/{self.project}/{self.stack}"


class StateFolder:
    """The files of every stack in a folder.

    Args:
        path: the folder; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pulumi = path / ".pulumi"
        self._stacks = self._pulumi / "stacks"

    def checkpoint(self, name: StackName) -> Path:
        """Where the stack's checkpoint is, or will be."""
        self._move_former()
        return self._stacks / name.project / f"{name.stack}.json"

    def names(self) -> list[StackName]:
        """Every stack that has a checkpoint."""
        self._move_former()
        return sorted(StackName(path.parent.name, path.stem) for path in self._stacks.glob("*/*.json"))

    @contextmanager
    def locked(self, name: StackName, operation: str) -> Iterator[None]:
        """Keeps other runs away from a stack while the block runs.

        Args:
            operation: what the run does, for the others' message.

        Raises:
            EngineError: another run of this engine or of the CLI holds the stack.
        """
        self._prepare()
        locks = self._pulumi / "locks" / ORGANIZATION / name.project / name.stack
        if held := sorted(locks.glob("*.json")):
            raise EngineError(
                f"the stack {name.stack} is locked by the Pulumi CLI ({held[0]}): wait for it to end, or run"
                " `pulumi cancel`."
            )
        with lock.exclusive(locks.with_name(f"{name.stack}.lock"), name.stack, operation):
            yield

    def _prepare(self) -> None:
        """Makes the folder one that the CLI accepts."""
        meta = self._pulumi / "meta.yaml"
        if not meta.exists():
            meta.parent.mkdir(parents=True, exist_ok=True)
            meta.write_text(_META)

    def _move_former(self) -> None:
        """Checkpoints were FOLDER/STACK.json before there was one layout for all projects."""
        for former in self._path.glob("*.json"):
            name = StackName.parse(json.loads(former.read_text())["checkpoint"]["stack"], "")
            path = self._stacks / name.project / former.name
            path.parent.mkdir(parents=True, exist_ok=True)
            former.replace(path)
