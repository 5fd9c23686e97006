"""Block F1: how well a timetable that was read agrees with the truth, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.evaluation.counts import Counts

Block = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """Agreement of a reading with the truth.

    Attributes:
        matched: pairs that agree in day, name, start and end.
        missing: blocks of the truth that were not read; optional ones are not counted.
        surplus: blocks that were read but are not in the truth.
    """

    matched: int
    missing: tuple[Block, ...]
    surplus: tuple[Block, ...]

    @property
    def counts(self) -> Counts:
        """How many there are of each; optional blocks count neither as printed nor, where they match, as read."""
        return Counts(self.matched, self.matched + len(self.missing), self.matched + len(self.surplus))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 0 where there are no blocks at all."""
        return self.counts.f1 if self.matched else 0.0


def score_blocks(read: Sequence[Block], truth: Sequence[Block]) -> Score:
    """Match each block of the truth with at most one that was read.

    Names are compared without case, spaces and the kind of dash. A time that is null in the truth is not scored. A
    block marked `optional` in the truth counts neither when it is read nor when it is not.

    Args:
        read: blocks in the contract's shape.
        truth: blocks in the same shape, with `optional` where it applies.
    """
    left = list(read)
    matched, missing = 0, []
    by_strictness = sorted(truth, key=lambda block: (block["startTime"] is None) + (block["endTime"] is None))
    for expected in by_strictness:
        found = next((block for block in left if _agrees(block, expected)), None)
        if found is not None:
            left.remove(found)
        if expected.get("optional"):
            continue
        if found is None:
            missing.append(expected)
        else:
            matched += 1
    return Score(matched, tuple(missing), tuple(left))


def _agrees(block: Block, expected: Block) -> bool:
    times: Iterable[str] = ("startTime", "endTime")
    return (
        block["day"] == expected["day"]
        and normalised(str(block["name"])) == normalised(str(expected["name"]))
        and all(expected[time] is None or block[time] == expected[time] for time in times)
    )


def normalised(name: str) -> str:
    """A name without what typography adds: case, spaces, the kind of dash or quote."""
    return re.sub(r"\s+", "", re.sub("[‐‑‒–—−]", "-", re.sub("[‘’]", "'", name))).casefold()


def block_f1(read: Sequence[Block], truth: Sequence[Block]) -> float:
    """F1 of the blocks that were read, 0 to 1; see `score_blocks`."""
    return score_blocks(read, truth).f1
