"""One run of a command, measured from outside: wall time, processor time and memory of all its processes."""

from __future__ import annotations

import contextlib
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from harness.errors import HarnessError

SAMPLE_SECONDS = 0.2  # between two looks at the memory; a look takes some milliseconds of a core


@dataclass(frozen=True)
class Run:
    """What a command took.

    Attributes:
        seconds: from its start to its end.
        processor_seconds: user and system time of the command and all descendants that were waited for.
        peak_bytes: the largest resident memory seen of each process, summed. Processes of one program share pages, and
            not all are largest at once, so this is an upper bound of what the command took from the machine.
        output: its standard output.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int
    output: str


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Runs a command to its end and measures it.

    Args:
        command: program and arguments.
        folder: to run it in.
        environment: all its variables.

    Raises:
        HarnessError: it failed; the message has what it printed.
    """
    before, started = _processor_seconds(), time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        peaks: dict[int, int] = {}
        while True:
            _look(process.pid, peaks)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(SAMPLE_SECONDS)
                break
        seconds = time.perf_counter() - started
        output.seek(0)
        text = output.read()
    if process.returncode:
        raise HarnessError(f"`{' '.join(command)}` failed:\n{text}")
    return Run(seconds, _processor_seconds() - before, sum(peaks.values()), text)


def _look(pid: int, peaks: dict[int, int]) -> None:
    """Notes the resident memory of a process and its descendants where it is larger than before."""
    with contextlib.suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                peaks[process.pid] = max(peaks.get(process.pid, 0), process.memory_info().rss)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
