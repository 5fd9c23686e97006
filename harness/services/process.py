"""Processes that are safe to name later: a pid with the start time, so that a recycled pid is never taken for ours."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

START_TIME_TOLERANCE = 0.05  # seconds; the kernel counts start times in hundredths


@dataclass(frozen=True)
class ProcessRecord:
    """What a pid file holds.

    Attributes:
        pid: process id.
        started: start time, seconds since the epoch.
    """

    pid: int
    started: float

    @property
    def run_id(self) -> str:
        """Differs after each start, and is the same for whoever finds the process."""
        return f"{self.pid}-{self.started:.2f}"

    @classmethod
    def read(cls, path: Path) -> ProcessRecord | None:
        """The record in a pid file; None where there is none or it is not ours."""
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_text(json.dumps(asdict(self)))
        unfinished.replace(path)

    def process(self) -> psutil.Process | None:
        """The process, if it still runs and is the one that was recorded."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < START_TIME_TOLERANCE
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


def listener(port: int) -> psutil.Process | None:
    """The process of this user that listens on a TCP port, if it can be known."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if any(
                connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
                for connection in process.net_connections("tcp")
            ):
                return process
    return None


def tree(process: psutil.Process) -> list[psutil.Process]:
    """The process and all its descendants."""
    with contextlib.suppress(psutil.Error):
        return [process, *process.children(recursive=True)]
    return []


def resident_bytes(process: psutil.Process) -> int:
    """Memory that a process and its descendants hold."""
    return sum(_resident(tree(process)))


def end(process: psutil.Process, patience: float) -> None:
    """Ends a process with all its descendants: asks it to stop, and after `patience` seconds kills what is left."""
    family = tree(process)
    with contextlib.suppress(psutil.Error):
        process.terminate()
    psutil.wait_procs([process], timeout=patience)
    for member in family:  # psutil compares start times, so that nobody else's process is hit
        with contextlib.suppress(psutil.Error):
            member.kill()
    psutil.wait_procs(family, timeout=patience)


def _resident(processes: list[psutil.Process]) -> Iterator[int]:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            yield process.memory_info().rss
