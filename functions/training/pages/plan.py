"""What a page is made of before it has sizes: titles, tables side by side, lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from functions.training.pages.notation import WEEKDAYS
from functions.training.pages.tables import Table
from functions.training.pages.typesetting import Paragraph

Block = dict[str, Any]


@dataclass(frozen=True)
class Metadata:
    """What a page says about whose timetable it is, as printed."""

    teacher: str | None = None
    class_name: str | None = None
    term: str | None = None
    year: str | None = None


@dataclass(frozen=True)
class Lines:
    """Paragraphs across the page; `across`: 0 at its left, 0.5 in its middle, 1 at its right."""

    paragraphs: tuple[Paragraph, ...]
    across: float = 0.5


@dataclass(frozen=True)
class Tables:
    """Tables side by side; `stretch`: how much of the spare height they take; `ruled`: lines are drawn."""

    tables: tuple[Table, ...]
    stretch: float = 1.0
    ruled: bool = True


Part = Lines | Tables


@dataclass(frozen=True)
class Plan:
    """A page without sizes.

    Attributes:
        parts: from the top.
        blocks: what the parts say, in the contract's shape.
        metadata: what they say about the class; None on a page that is no timetable.
        landscape: the page is wider than high.
    """

    parts: tuple[Part, ...]
    blocks: Sequence[Block] = field(default=())
    metadata: Metadata | None = Metadata()
    landscape: bool = True

    def timetable(self) -> dict[str, Any] | None:
        """The contract's timetable result, less what depends on a reading: blocks by day, then by time."""
        if self.metadata is None:
            return None
        in_order = sorted(self.blocks, key=lambda block: (WEEKDAYS.index(block["day"]), block["startTime"] or ""))
        return {
            "teacher": self.metadata.teacher,
            "className": self.metadata.class_name,
            "term": self.metadata.term,
            "year": self.metadata.year,
            "timeblocks": in_order if all(block["startTime"] for block in self.blocks) else by_day(self.blocks),
        }


def by_day(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in the order of the week, those of a day in the order in which they are given."""
    return sorted(blocks, key=lambda block: WEEKDAYS.index(block["day"]))
