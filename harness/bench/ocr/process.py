"""Runs one reader over pages in a fresh process of its own, on one thread."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.evaluation.words import Box, ReadText, composed
from harness.bench.ocr.readers import ReaderProgram
from harness.errors import HarnessError
from harness.settings import PROJECT

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class PageReading:
    """What a reader made of one page.

    Attributes:
        texts: words or lines; none where it failed.
        wall, processor: seconds that it took.
        error: why it failed, or None.
    """

    texts: tuple[ReadText, ...]
    wall: float
    processor: float
    error: str | None = None


@dataclass(frozen=True)
class Run:
    """One reader's run.

    Attributes:
        first_wall, first_processor: seconds from the start of the process to the words of a first page.
        pages: the readings, in the order of the images.
        peak_memory: in bytes, over the whole run.
    """

    first_wall: float
    first_processor: float
    pages: tuple[PageReading, ...]
    peak_memory: int


def run(reader: ReaderProgram, first: Path, images: Sequence[Path], done: Callable[[], None] = lambda: None) -> Run:
    """Starts the reader's process, lets it read a first page, then the others.

    Args:
        first: what the time to a first result is measured with; not among the readings.
        done: called after each page.

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
            worker = _Worker(reader.name, process, log)
            loaded = worker.answer()["started"]
            warm_up = _reading(worker.ask(first))
            first_wall = time.perf_counter() - started
            pages = []
            for image in images:
                pages.append(_reading(worker.ask(image)))
                done()
            memory = int(worker.end()["peak_memory_bytes"])
        finally:
            process.kill()
            process.communicate()
    return Run(first_wall, loaded + warm_up.processor, tuple(pages), memory)


class _Worker:
    """The other end of a worker's lines of JSON."""

    def __init__(self, name: str, process: subprocess.Popen[str], log: Any) -> None:
        self._name, self._process, self._log = name, process, log

    def ask(self, image: Path) -> dict[str, Any]:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(str(image)) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        return self.answer()

    def end(self) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.stdin = None
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """The next answer; what libraries print in between is passed over."""
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


def _reading(answer: dict[str, Any]) -> PageReading:
    return PageReading(tuple(_texts(answer["texts"])), answer["wall"], answer["processor"], answer["error"])


def _texts(rows: Iterable[dict[str, Any]]) -> Iterable[ReadText]:
    for row in rows:
        text = composed(row["text"])
        if text:
            box = Box(row["left"], row["top"], row["right"], row["bottom"])
            yield ReadText(text, box, row["confidence"])
