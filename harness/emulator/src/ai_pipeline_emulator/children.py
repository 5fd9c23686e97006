"""Starts child processes that cannot outlive this one."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Any

LAUNCHER = Path(__file__).with_name("launch.py")

Order = tuple["Future[subprocess.Popen[bytes]]", dict[str, Any]]


class Spawner:
    """Starts every child from one thread that lives as long as this process.

    The kernel ties a child's "kill me when my parent dies" to the *thread* that forked it, so a child started by a
    short-lived worker thread would die with that worker.
    """

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        threading.Thread(target=self._serve, name="spawner", daemon=True).start()

    def start(self, **options: Any) -> subprocess.Popen[bytes]:
        """Calls `subprocess.Popen(**options)` in the long-lived thread and returns or raises what that does."""
        outcome: Future[subprocess.Popen[bytes]] = Future()
        self._orders.put((outcome, options))
        return outcome.result()

    def _serve(self) -> None:
        while True:
            outcome, options = self._orders.get()
            try:
                process: Any = subprocess.Popen(**options)  # of bytes, as `start_child` asks for no text
                outcome.set_result(process)
            except BaseException as error:  # the caller raises it
                outcome.set_exception(error)


@functools.cache
def spawner() -> Spawner:
    return Spawner()


def start_child(
    command: Sequence[str],
    environment: Mapping[str, str],
    directory: Path,
    output: IO[bytes],
    python: str = sys.executable,
    mounts: Mapping[str, Any] | None = None,
    directory_inside: str | None = None,
) -> subprocess.Popen[bytes]:
    """Starts `command` in its own process group, killed with this process.

    Args:
        command: absolute path of the program, and its arguments.
        environment: all of the child's environment; nothing is inherited.
        directory: working directory.
        output: where standard output and error go.
        python: interpreter that runs the launcher before it becomes the program.
        mounts: private view of the file system, see `launch`.
        directory_inside: working directory as the private view names it.
    """
    specification: dict[str, Any] = {"parent": os.getpid()}
    if mounts is not None:
        specification |= {"mounts": mounts, "directory": directory_inside or str(directory)}
    return spawner().start(
        args=[python, "-I", "-S", str(LAUNCHER), json.dumps(specification), *command],
        env=dict(environment),
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kills the process and what it started, and reaps it; harmless when it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
