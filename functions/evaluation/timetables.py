"""How well a timetable was read off a page: its blocks, what it says of the class, its cells, its confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.evaluation.confidence import Outcome
from functions.evaluation.counts import Counts
from functions.evaluation.timeblocks import normalised, score_blocks

METADATA = ("teacher", "className", "term", "year")
NOTHING: Mapping[str, Any] = {"timeblocks": (), "confidence": 0.0}


@dataclass(frozen=True)
class TimetableScore:
    """Of one page, or of several added up.

    Attributes:
        blocks: right in day, name, start and end.
        metadata: teacher, class, term and year, where the page says them or the reader does.
        cells: see `cells.cell_counts`.
        outcomes: of each block read: the confidence of its timetable, and whether it is right.
    """

    blocks: Counts = field(default_factory=Counts)
    metadata: Counts = field(default_factory=Counts)
    cells: Counts = field(default_factory=Counts)
    outcomes: tuple[Outcome, ...] = ()

    def __add__(self, other: TimetableScore) -> TimetableScore:
        return TimetableScore(
            self.blocks + other.blocks,
            self.metadata + other.metadata,
            self.cells + other.cells,
            self.outcomes + other.outcomes,
        )


def score_timetable(
    read: Mapping[str, Any] | None, truth: Mapping[str, Any] | None, cells: Counts | None = None
) -> TimetableScore:
    """The score of one page.

    Args:
        read, truth: in the contract's shape; None where the reader found no timetable, or the page holds none.
        cells: found on the page, if its cells are known.
    """
    read, truth = read or NOTHING, truth or NOTHING
    score = score_blocks(read["timeblocks"], truth["timeblocks"])
    outcomes = [(read["confidence"], True)] * score.matched + [(read["confidence"], False)] * len(score.surplus)
    return TimetableScore(score.counts, metadata_counts(read, truth), cells or Counts(), tuple(outcomes))


def metadata_counts(read: Mapping[str, Any], truth: Mapping[str, Any]) -> Counts:
    """What was read of the class, compared as names of blocks are; what neither says does not count."""
    said, expected = (
        {name: normalised(result[name]) for name in METADATA if result.get(name)} for result in (read, truth)
    )
    matched = sum(said.get(name) == value for name, value in expected.items())
    return Counts(matched, len(expected), len(said))
