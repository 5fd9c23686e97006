"""Gaps inside a table: cells drawn as cards of their own, and a heading drawn apart from what it heads."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from functions.document.geometry import Box, positions
from functions.shared.page import Segment

WIDEST = 1.2  # text heights: no line of text fits in
BESIDE = 0.7  # of the shorter of two lines, that both run along
PAIRED = 0.5  # of all lines, by length, that have another one beside them, where cells are cards
EVEN = 0.2  # of the usual gap, by which that of two cards may differ
SHARED = 0.8  # of the lines that end at a gap, that go on beyond it


def gap_between_cards(segments: Sequence[Segment], text_height: float, texts: Sequence[Box]) -> float:
    """Usual gap between a table's cells, in pixels; 0 where one line parts them.

    Args:
        segments: ruling lines of one page.
        text_height: usual height of a word, in pixels.
        texts: where words stand: between the lines of a low row, but in no gap.
    """
    across = [text.transposed() for text in texts]
    pairs = [*_gaps(segments, text_height, texts), *_gaps(_turned(segments), text_height, across)]
    if not pairs:
        return 0.0
    usual = median(gap for gap, _ in pairs)
    alike = sum(length for gap, length in pairs if abs(gap - usual) <= max(2.0, EVEN * usual))
    return usual if alike > PAIRED * sum(line.x1 - line.x0 + line.y1 - line.y0 for line in segments) else 0.0


def _gaps(segments: Sequence[Segment], text_height: float, texts: Sequence[Box]) -> list[tuple[float, float]]:
    """For each horizontal line with another one close beside it and no text between: how far, and its own length."""
    lines = [line for line in segments if line.horizontal]
    if not lines:
        return []
    left, right, place = (np.array([getattr(line, side) for line in lines]) for side in ("x0", "x1", "y0"))
    both = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    apart = np.abs(place[:, None] - place)
    beside = (both > BESIDE * np.minimum((right - left)[:, None], right - left)) & (apart > 1)
    other = np.where(beside, apart, np.inf).argmin(axis=1)
    nearest = np.where(beside, apart, np.inf).min(axis=1)
    held = nearest <= WIDEST * text_height
    for number in np.nonzero(held)[0]:
        low, high = sorted((place[number], place[other[number]]))
        held[number] = not _holds_text(Box(left[number], low, right[number], high), texts)
    return list(zip(nearest[held].tolist(), (right - left)[held].tolist(), strict=True))


def _holds_text(gap: Box, texts: Sequence[Box]) -> bool:
    return any(gap.contains(text.across.middle, text.down.middle) for text in texts)


def with_parts_apart(
    groups: Sequence[Sequence[Segment]], text_height: float, near: float, texts: Sequence[Box]
) -> list[list[Segment]]:
    """The groups, of which those are one that end at a small gap and go on with the same lines beyond it.

    Args:
        groups: lines that touch each other.
        text_height: usual height of a word, in pixels.
        near: pixels below which two lines are one.
        texts: where words stand.
    """
    beside = _going_on(groups, text_height, near, texts)
    turned = [text.transposed() for text in texts]
    below = _going_on([_turned(group) for group in beside], text_height, near, turned)
    return [_turned(group) for group in below]


def _going_on(
    groups: Sequence[Sequence[Segment]], text_height: float, near: float, texts: Sequence[Box]
) -> list[list[Segment]]:
    """The groups, those together of which one goes on right of the other."""
    whole: list[list[Segment]] = []
    for group in sorted(groups, key=lambda group: min(line.x0 for line in group)):
        before = next((other for other in whole if _goes_on(other, group, text_height, near, texts)), None)
        if before is None:
            whole.append(list(group))
        else:
            before.extend(group)
    return whole


def _goes_on(
    group: Sequence[Segment], right: Sequence[Segment], text_height: float, near: float, texts: Sequence[Box]
) -> bool:
    end, begin = max(line.x1 for line in group), min(line.x0 for line in right)
    low, high = min(line.y0 for line in group), max(line.y1 for line in group)
    if not 0 <= begin - end <= WIDEST * text_height or _holds_text(Box(end, low, begin, high), texts):
        return False
    ending = positions([line.y0 for line in group if line.horizontal and end - line.x1 < text_height], near)
    beginning = positions([line.y0 for line in right if line.horizontal and line.x0 - begin < text_height], near)
    shared = sum(any(abs(place - other) <= near for other in beginning) for place in ending)
    return shared > 1 and shared >= SHARED * max(len(ending), len(beginning))


def _turned(segments: Sequence[Segment]) -> list[Segment]:
    """Rows and columns exchanged."""
    return [line.transposed() for line in segments]
