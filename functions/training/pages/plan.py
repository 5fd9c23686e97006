"""What a page is made of before it has sizes: titles, tables side by side, lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from functions.training.pages.notation import WEEKDAYS
from functions.training.pages.tables import Ruling, Table
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
        blocks: what the parts say, in the contract's shape, those of a day in its order.
        metadata: what they say about the class; None on a page that is no timetable.
        landscape: the page is wider than high.
        ruling: of its tables, in place of the look's.
        roomy: text is set larger than the look has it where that fits.
    """

    parts: tuple[Part, ...]
    blocks: Sequence[Block] = field(default=())
    metadata: Metadata | None = Metadata()
    landscape: bool = True
    ruling: Ruling | None = None
    roomy: bool = False

    def timetable(self) -> dict[str, Any] | None:
        """The contract's timetable result, less what depends on a reading: blocks by day, then as given."""
        if self.metadata is None:
            return None
        return {
            "teacher": self.metadata.teacher,
            "className": self.metadata.class_name,
            "term": self.metadata.term,
            "year": self.metadata.year,
            "timeblocks": sorted(self.blocks, key=lambda block: WEEKDAYS.index(block["day"])),
        }
