"""The timetable on a document: the one entry point of this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from functions.document.blocks import TimeBlock, with_weeks
from functions.document.continuation import day_row, placed_above
from functions.document.metadata import find_metadata
from functions.document.readings import Reading, best_of, read_page
from functions.document.resolution import confidence_of
from functions.shared.page import Page, Word


class NoTimetable(ValueError):
    """The document holds no timetable; the message says what was found instead."""


@dataclass(frozen=True)
class Timetable:
    """What a teacher would read off the document.

    Attributes:
        timeblocks: in the order of the page, day by day.
        confidence: 0 to 1; low where words are unsure, times are missing, clash or run backwards.
    """

    teacher: str | None
    class_name: str | None
    term: str | None
    year: str | None
    timeblocks: tuple[TimeBlock, ...]
    confidence: float

    def to_dict(self) -> dict[str, object]:
        """The contract's shape, less what the handler adds (model version, processing time)."""
        return {
            "teacher": self.teacher,
            "className": self.class_name,
            "term": self.term,
            "year": self.year,
            "timeblocks": [block.to_dict() for block in self.timeblocks],
            "confidence": round(self.confidence, 4),
        }


def extract_timetable(pages: Sequence[Page], words: Sequence[Word]) -> Timetable:
    """The timetable on `pages`.

    Args:
        pages: all pages of one upload.
        words: the words on them, from the text layer or OCR; `Word.page` tells which page.

    Raises:
        NoTimetable: no page has days with lessons; the message says what was found.
    """
    return timetable_of(read_pages(pages, words))


def read_pages(pages: Sequence[Page], words: Sequence[Word]) -> list[Reading]:
    """What each page was read as, in their order; a table may go on from one to the next without its headings."""
    readings, headings = [], list[Word]()
    for page in pages:
        held = [word for word in words if word.page == page.number]
        reading = read_page(page, held)
        if held and headings and not reading.blocks:
            reading = best_of((reading, read_page(page, placed_above(headings, held))))
        headings = day_row(held) or headings
        readings.append(reading)
    return readings


def timetable_of(readings: Sequence[Reading]) -> Timetable:
    """The timetable that the pages of a document make up.

    Raises:
        NoTimetable: no page has days with lessons; the message says what was found.
    """
    blocks = with_weeks([block for reading in readings for block in reading.blocks])
    if not blocks:
        words = sum(len(reading.page.words) for reading in readings if reading.page)
        tables = sum(reading.tables for reading in readings)
        raise NoTimetable(
            f"found {words} words and {tables} tables on {len(readings)} pages, but no weekday with lessons beside it"
        )
    metadata = find_metadata([text for reading in readings for text in (*reading.texts, *reading.heading)])
    return Timetable(
        metadata.teacher,
        metadata.class_name,
        metadata.term,
        metadata.year,
        blocks,
        confidence_of(blocks),
    )
