"""Which tracks of a table without lines texts are for: each cell's text stands in its middle, or all begin alike.

Texts below each other are parted into cells, and cells laid over tracks, so that they stand best where they stand.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from functions.document.geometry import Interval

TOGETHER = 0.3  # of the shorter of two texts, that both cover where they stand side by side
MOST_TRACKS = 4  # that a cell reaches over
APART = 1.2  # heights of a line between two texts that are not of one cell
TORN = 0.5  # loss for a gap of one height inside a cell
REACHING = 0.2  # for each track that a cell reaches over beyond the first
EMPTY = 0.1  # for a track in which nothing stands
BLANK = 0.3  # the same, where texts at the beginning of their cells may well reach over it
TAKEN = 1.5  # for a track that other texts take
FAR = 4.0  # heights off its place, beyond which a text's loss stays the same
SPARSE = 0.25  # of all places: where more are empty, texts at the beginning of their cells do not reach over them

Span = tuple[int, int]


@dataclass(frozen=True)
class Tracks:
    """How texts stand in their cells.

    Attributes:
        sides: of the tracks, in order.
        height: of a line of text, in pixels.
        begin: how far behind the side of its cell a text begins; None where it stands in the middle.
        empty: loss for a track in which nothing stands.
    """

    sides: tuple[float, ...]
    height: float
    begin: float | None
    empty: float

    def places(self, text: Interval) -> list[tuple[int, int, float]]:
        """First and last track of the cells that a text may be that of, and the loss by how it stands in each."""
        found = []
        for first in range(len(self.sides) - 1):
            for last in range(first, min(first + MOST_TRACKS, len(self.sides) - 1)):
                low, high = self.sides[first], self.sides[last + 1]
                if low - self.height < text.middle < high + self.height:
                    place = (low + high) / 2 if self.begin is None else low + self.begin
                    stands = text.middle if self.begin is None else text.low
                    off = min(abs(stands - place) / self.height, FAR)
                    found.append((first, last, off + REACHING * (last - first)))
        return found


@dataclass(frozen=True)
class Column:
    """Texts that stand one below the other, and the tracks there that others take."""

    texts: tuple[Interval, ...]
    taken: frozenset[int] = frozenset()


def fitted(columns: Sequence[Column], sides: Sequence[float], height: float) -> list[list[Span]]:
    """First and last track of each text of each column.

    Args:
        columns: of one table, along the axis of its tracks.
        sides: of the tracks, in order.
        height: of a line of text, in pixels.
    """
    units = [_units(column.texts) for column in columns]
    boxes = [
        [Interval(min(column.texts[n].low for n in unit), max(column.texts[n].high for n in unit)) for unit in held]
        for column, held in zip(columns, units, strict=True)
    ]
    offsets = _offsets(boxes, sides)
    places = sum(len(sides) - 1 - len(column.taken) for column in columns)
    blank = BLANK if len(offsets) > (1 - SPARSE) * places else EMPTY
    ways = []
    for begin in (None, median(offsets) if offsets else 0.0):
        tracks = Tracks(tuple(sides), height, begin, EMPTY if begin is None else blank)
        laid = [_laid(held, tracks, column.taken) for held, column in zip(boxes, columns, strict=True)]
        ways.append((sum(loss for loss, _ in laid), [spans for _, spans in laid]))
    _, best = min(ways, key=lambda way: way[0])
    result = []
    for column, held, spans in zip(columns, units, best, strict=True):
        of_text = {number: span for unit, span in zip(held, spans, strict=True) for number in unit}
        result.append([of_text[number] for number in range(len(column.texts))])
    return result


def _units(texts: Sequence[Interval]) -> list[list[int]]:
    """Numbers of the texts, those together that stand side by side, in order."""
    units: list[list[int]] = []
    reach = Interval(0, 0)
    for number in sorted(range(len(texts)), key=lambda number: texts[number].low):
        text = texts[number]
        if units and reach.overlap(text) > TOGETHER * min(reach.length, text.length):
            units[-1].append(number)
            reach = Interval(reach.low, max(reach.high, text.high))
        else:
            units.append([number])
            reach = text
    return units


def _offsets(columns: Sequence[Sequence[Interval]], sides: Sequence[float]) -> list[float]:
    """How far behind the side of its track the first text in each place begins."""
    return [
        min(begins)
        for texts in columns
        for low, high in pairwise(sides)
        if (begins := [text.low - low for text in texts if low <= text.middle < high])
    ]


def _laid(texts: Sequence[Interval], way: Tracks, taken: Collection[int]) -> tuple[float, list[Span]]:
    """The least loss of laying texts over the tracks, and the span of each."""
    tracks = len(way.sides) - 1
    best: list[list[tuple[float, tuple[int, int, Span] | None]]] = [
        [(math.inf, None)] * (tracks + 1) for _ in range(len(texts) + 1)
    ]
    best[0][0] = (0.0, None)
    for done in range(len(texts) + 1):
        for track in range(tracks):
            loss = best[done][track][0] + (0.0 if track in taken else way.empty)
            if loss < best[done][track + 1][0]:
                best[done][track + 1] = (loss, (done, track, (0, -1)))
        if all(math.isinf(loss) for loss, _ in best[done]):
            continue
        torn = 0.0
        for end in range(done + 1, len(texts) + 1):
            if end > done + 1:
                gap = (texts[end - 1].low - texts[end - 2].high) / way.height
                torn += TORN * max(0.0, gap) if gap < APART else FAR
            for first, last, off in way.places(Interval(texts[done].low, texts[end - 1].high)):
                cost = torn + off + TAKEN * sum(track in taken for track in range(first, last + 1))
                loss = best[done][first][0] + cost
                if loss < best[end][last + 1][0]:
                    best[end][last + 1] = (loss, (done, first, (first, last)))
    return best[len(texts)][tracks][0], _traced(best, len(texts), tracks)


def _traced(best: Sequence[Sequence[tuple[float, tuple[int, int, Span] | None]]], done: int, track: int) -> list[Span]:
    spans: list[Span] = []
    while (step := best[done][track][1]) is not None:
        before, at, span = step
        spans = [span] * (done - before) + spans
        done, track = before, at
    return spans
