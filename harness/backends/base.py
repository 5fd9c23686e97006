"""What the command line asks of a backend, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from harness.services import State

Report = Callable[[str], None]


class BackendError(Exception):
    """The local services cannot do what was asked; the message says why and what helps."""


@dataclass(frozen=True)
class ServiceStatus:
    """One local service as it is now.

    Attributes:
        name: of the service.
        state: stopped, starting or running.
        address: where it listens.
        version: of the program, where known.
        pid: of its process, or None.
        memory_bytes: resident memory with all that it started.
        log_file: its log.
    """

    name: str
    state: State
    address: str
    version: str
    pid: int | None
    memory_bytes: int
    log_file: Path | None


@dataclass(frozen=True)
class Capability:
    """Something the deployed stack needs of the emulator, tried for real.

    Attributes:
        name: such as `lambda`.
        ok: whether it worked.
        detail: what was seen.
        cure: what helps where it did not.
    """

    name: str
    ok: bool
    detail: str
    cure: str = ""


class Backend(Protocol):
    """Where AWS is emulated."""

    name: str

    def prepare(self, report: Report) -> None:
        """Installs what is missing; quick when nothing is. Raises BackendError."""

    def prepare_registry(self, report: Report) -> None:
        """Installs what a stack with training and a model registry needs besides. Raises BackendError."""

    def prepare_training(self, report: Report) -> None:
        """Installs what the first training needs besides. Raises BackendError."""

    def start(self, report: Report) -> None:
        """Starts the services unless they run. Raises BackendError."""

    def stop(self, report: Report) -> list[str]:
        """Stops what it started and nothing else; returns the names of what ran."""

    def status(self) -> list[ServiceStatus]:
        """What runs now."""

    def environment(self) -> dict[str, str]:
        """Variables that lead clients, the program and the plugins to the emulator."""

    def probe(self) -> list[Capability]:
        """Tries what the stack needs."""

    def state_id(self) -> str | None:
        """Changes whenever the emulator lost what was deployed into it; None while it is stopped."""
