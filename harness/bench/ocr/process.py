"""Runs one reader over pages: the words that it reads, and what that took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.evaluation.words import Box, ReadText, composed
from harness.bench.reader_process import Answer, ReaderProgram, ask


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
    answers = ask(reader, first, images, done)
    pages = tuple(_reading(answer) for answer in answers.files)
    return Run(answers.first_wall, answers.first_processor, pages, answers.peak_memory)


def _reading(answer: Answer) -> PageReading:
    return PageReading(tuple(_texts(answer.result or ())), answer.wall, answer.processor, answer.error)


def _texts(rows: Iterable[dict[str, Any]]) -> Iterable[ReadText]:
    for row in rows:
        text = composed(row["text"])
        if text:
            box = Box(row["left"], row["top"], row["right"], row["bottom"])
            yield ReadText(text, box, row["confidence"])
