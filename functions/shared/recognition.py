"""The way from the bytes of a file to its words, without AWS."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.shared.page import Page, Word
from functions.shared.reading import Limits, Reader, load_pages
from functions.shared.results import ocr_result, words_of


@dataclass(frozen=True)
class Reading:
    """A file as read.

    Attributes:
        pages: its pages.
        words: of all pages, in reading order.
        model_version: what read them.
        processing_time: in seconds.
    """

    pages: list[Page]
    words: tuple[Word, ...]
    model_version: str
    processing_time: float

    def to_result(self) -> dict[str, Any]:
        """The OCR result."""
        return ocr_result(self.pages, self.words, self.model_version, self.processing_time)


def read_file(data: bytes, reader: Reader, max_bytes: int) -> Reading:
    """Reads every word of a file.

    Raises:
        ReadingError: it cannot be read, or has more than `max_bytes`.
    """
    started = time.perf_counter()
    pages = load_pages(data, Limits(bytes=max_bytes))
    words = tuple(word for page in pages for word in reader.read(page))
    return Reading(pages, words, reader.version, time.perf_counter() - started)


def reread_file(data: bytes, result: Mapping[str, Any], max_bytes: int) -> Reading:
    """A file whose words were read before: its pages, and the words of its OCR result.

    Raises:
        ReadingError: it cannot be read, or has more than `max_bytes`.
    """
    started = time.perf_counter()
    pages = load_pages(data, Limits(bytes=max_bytes))
    return Reading(pages, words_of(result, pages), result["model_version"], time.perf_counter() - started)
