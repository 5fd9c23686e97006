"""The timetable on a document: the one entry point of this package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from functions.document.blocks import TimeBlock, section_blocks
from functions.document.cells import Cell, fill, lines_of, phrases_of
from functions.document.days import mentioned_days, parse_days
from functions.document.grid import Table, find_tables
from functions.document.layout import find_sections, whole_table
from functions.document.metadata import Metadata, find_metadata
from functions.document.resolution import confidence_of
from functions.document.rulers import find_legend
from functions.document.rules import find_rules
from functions.shared.page import Page, Segment, Word


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
    blocks: list[TimeBlock] = []
    texts: list[str] = []
    tables = 0
    for page in pages:
        found, other, count = _read(page, [word for word in words if word.page == page.number])
        blocks += found
        texts += other
        tables += count
    if not blocks:
        raise NoTimetable(
            f"found {len(words)} words and {tables} tables on {len(pages)} pages, but no weekday with lessons beside it"
        )
    metadata: Metadata = find_metadata(texts)
    return Timetable(
        metadata.teacher,
        metadata.class_name,
        metadata.term,
        metadata.year,
        tuple(blocks),
        confidence_of(blocks),
    )


def _read(page: Page, words: Sequence[Word]) -> tuple[list[TimeBlock], list[str], int]:
    """Blocks of one page, what else it says (line by line), and how many tables it has."""
    if not words:
        return [], [], 0
    text_height = median(min(word.width, word.height) if word.rotation % 180 else word.height for word in words)
    rules: Sequence[Segment] = page.rules or find_rules(page.image, words, text_height)
    tables = find_tables(rules, text_height)
    cells, outside = fill([box for table in tables for box in table.cells], words)
    free = [phrase for line in lines_of(outside) for phrase in phrases_of(line)]
    legend = find_legend([line.text for line in free])
    blocks: list[TimeBlock] = []
    texts = [line.text for line in free]
    for table in tables:
        held, cells = cells[: len(table.cells)], cells[len(table.cells) :]
        sections = find_sections(held, legend)
        if not sections:
            days = _heading_days(table, held, [(line.text, line.box.bottom) for line in free])
            section = whole_table(held, days, legend) if days else None
            sections = [section] if section else []
        if not sections:
            texts += [cell.text for cell in held if cell.lines]
        for section in sections:
            blocks += section_blocks(section)
            texts += [cell.text for cell in section.titles if cell.lines]
    return blocks, texts, len(tables)


def _heading_days(table: Table, cells: Sequence[Cell], lines: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Days that a heading in or above a table gives to all of it."""
    inside = [days for cell in cells if (days := parse_days(cell.text))]
    if inside:
        return inside[0]
    above = sorted((line for line in lines if line[1] <= table.box.top + 5), key=lambda line: -line[1])
    return next((days for text, _ in above if (days := parse_days(text) or mentioned_days(text))), ())
