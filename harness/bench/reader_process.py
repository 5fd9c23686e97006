"""Runs a reader over files in a fresh process of its own, on one thread: its readings, and what they took."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.errors import HarnessError
from harness.settings import PROJECT

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class ReaderProgram:
    """A reader as a program.

    Attributes:
        name: for people.
        python: of the environment that holds it.
        module: that serves it by `reader_loop`.
        argument: its only one, or none.
    """

    name: str
    python: Path
    module: str
    argument: str | None = None

    @property
    def command(self) -> list[str]:
        """What starts it in the project's folder."""
        return [str(self.python), "-m", self.module, *([self.argument] if self.argument else [])]


@dataclass(frozen=True)
class Answer:
    """What a reader made of one file.

    Attributes:
        result: as its module gives it; None where it failed.
        wall, processor: seconds that it took.
        error: why it failed, or None.
    """

    result: Any
    wall: float
    processor: float
    error: str | None = None


@dataclass(frozen=True)
class Answers:
    """One reader's run.

    Attributes:
        first_wall, first_processor: seconds from the start of the process to the answer for a first file.
        files: the answers, in the order of the files.
        peak_memory: in bytes, over the whole run.
    """

    first_wall: float
    first_processor: float
    files: tuple[Answer, ...]
    peak_memory: int


def ask(reader: ReaderProgram, first: Path, files: Sequence[Path], done: Callable[[], None] = lambda: None) -> Answers:
    """Starts the reader's process, lets it read a first file, then the others.

    Args:
        first: what the time to a first answer is measured with; not among the answers.
        done: called after each file.

    Raises:
        HarnessError: the process does not start, or ends before it should.
    """
    with tempfile.TemporaryFile("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            reader.command,
            cwd=PROJECT,
            env={**os.environ, **ONE_THREAD},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            conversation = _Conversation(reader.name, process, log)
            loaded = conversation.next()["started"]
            warm_up = conversation.ask(first)
            first_wall = time.perf_counter() - started
            answers = []
            for file in files:
                answers.append(conversation.ask(file))
                done()
            memory = int(conversation.end()["peak_memory_bytes"])
        finally:
            process.kill()
            process.communicate()
    return Answers(first_wall, loaded + warm_up.processor, tuple(answers), memory)


class _Conversation:
    """The other end of a reader's lines of JSON."""

    def __init__(self, name: str, process: subprocess.Popen[str], log: Any) -> None:
        self._name, self._process, self._log = name, process, log

    def ask(self, file: Path) -> Answer:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(str(file)) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        return Answer(**self.next())

    def end(self) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.stdin = None
        return self.next()

    def next(self) -> dict[str, Any]:
        """The next thing said; what libraries print in between is passed over."""
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        raise self._ended()

    def _ended(self) -> HarnessError:
        self._process.wait()
        self._log.seek(0)
        said = "\n".join(self._log.read().splitlines()[-15:])
        return HarnessError(f"{self._name} ended with exit code {self._process.returncode}; it said:\n{said}")
