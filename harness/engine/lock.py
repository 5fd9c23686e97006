"""Keeps two runs from changing one stack at once. The kernel drops the lock with the process, crashed or not."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.engine.errors import EngineError


@contextmanager
def exclusive(path: Path, stack: str, operation: str) -> Iterator[None]:
    """Holds the stack's lock while the block runs.

    Args:
        path: the lock file, which stays behind, unlocked.
        operation: what the run does, for the other's message.

    Raises:
        EngineError: another process holds the lock; the message names it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EngineError(_held(path, stack)) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "operation": operation, "since": time.strftime("%H:%M:%S")}, file)
        file.flush()
        yield


def _held(path: Path, stack: str) -> str:
    try:
        holder = json.loads(path.read_text())
        return (
            f"the stack {stack} is locked: process {holder['pid']} has been running {holder['operation']!r} on it"
            f" since {holder['since']}. Wait for it to end, or stop it."
        )
    except (ValueError, KeyError):  # the holder is just writing the file
        return f"the stack {stack} is locked by another process. Wait for it to end."
