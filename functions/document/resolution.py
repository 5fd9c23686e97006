"""How far the blocks of a week agree with each other: overlaps, times that run backwards, times not said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from functions.document.blocks import TimeBlock
from functions.document.times import minutes_of


def confidence_of(blocks: Sequence[TimeBlock]) -> float:
    """Confidence of a whole timetable: the mean over its blocks of word confidence times how well its times fit.

    Args:
        blocks: at least one.
    """
    clashing = overlapping(blocks)
    return sum(block.confidence * _fit(block, id(block) in clashing) for block in blocks) / len(blocks)


def overlapping(blocks: Sequence[TimeBlock]) -> set[int]:
    """`id`s of blocks that begin while an earlier block of their day still lasts, and of those earlier ones."""
    by_day: dict[str, list[TimeBlock]] = defaultdict(list)
    for block in blocks:
        if block.start and block.end:
            by_day[block.day].append(block)
    clashing: set[int] = set()
    for held in by_day.values():
        held.sort(key=lambda block: minutes_of(block.start or "00:00"))
        for before, after in pairwise(held):
            same = (before.start, before.end) == (after.start, after.end)
            if not same and minutes_of(after.start or "") < minutes_of(before.end or ""):
                clashing |= {id(before), id(after)}
    return clashing


def _fit(block: TimeBlock, clashes: bool) -> float:
    if block.start is None and block.end is None:
        return 0.5
    if block.start and block.end and minutes_of(block.end) <= minutes_of(block.start):
        return 0.3
    if clashes:
        return 0.7
    return 1.0 if block.start and block.end else 0.85
