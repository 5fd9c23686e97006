"""Cells that reach over several days or times and hold a text for each: no line was seen between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from functions.document.cells import WIDE_GAP, Cell, Line, phrases_of
from functions.document.days import parse_days
from functions.document.geometry import Box, Interval
from functions.document.labels import Labels, find_labels
from functions.document.open_cells import COVERED, laid_out
from functions.document.times import find_times

INSIDE = 0.9  # share of a text that stands in one stretch
HIGH_GAP = 0.6  # of a line's height: nearer lines are one text
SIDE_BY_SIDE = 3  # texts in a row that are more than one cell's
FEWEST = 3  # texts that are one for each day even where some days have none


def crowded_apart(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table; a crowded one is parted into one for each day, and into one for each time."""
    rows = _most(find_labels(cells))
    columns = _most(find_labels([cell.transposed() for cell in cells]))
    if columns and (not rows or columns.distinct > rows.distinct):
        return _days_across(cells, [label.box.transposed() for label in columns.cells])
    return _days_down(cells, [label.box for label in rows.cells]) if rows else list(cells)


def is_crowded(cell: Cell) -> bool:
    """True for texts side by side in a row and in another one below it, that are not all days or times."""
    rows = [phrases for line in cell.lines if len(phrases := phrases_of(line)) >= SIDE_BY_SIDE]
    return len(rows) > 1 and not all(parse_days(text.text) or find_times(text.text) for row in rows for text in row)


def _days_across(cells: Sequence[Cell], days: Sequence[Box]) -> list[Cell]:
    times = [cell.box for cell in cells if find_times(cell.text) and cell.box.across.middle < days[0].left]
    across = [*_usual(box.across for box in times), *(box.across for box in days)]
    down = [box.down for box in times]
    parts = []
    for cell in cells:
        beside = _beside(cell, across)
        laid = laid_out(cell, across, down) if len(beside) == 1 else []
        parts += laid or [part for each in beside for part in _below(each, down, fewest=len(times))]
    return parts


def _days_down(cells: Sequence[Cell], days: Sequence[Box]) -> list[Cell]:
    times = [cell.box for cell in cells if find_times(cell.text) and cell.box.down.middle < days[0].top]
    across = [*_usual(box.across for box in days), *(box.across for box in times)]
    down = [box.down for box in days]
    parts = []
    for cell in cells:
        below = _below(cell, down)
        laid = laid_out(cell, across, down, sideways=True) if len(below) == 1 else []
        parts += laid or [part for each in below for part in _beside(each, across)]
    return parts


def _most(groups: Sequence[Labels]) -> Labels | None:
    return max(groups, key=lambda group: group.distinct, default=None)


def _usual(extents: Iterable[Interval]) -> list[Interval]:
    """The extent of a column of headings, as the usual one of them has it; none where there are none."""
    ordered = sorted(extents, key=lambda extent: extent.length)
    return ordered[len(ordered) // 2 :][:1]


def _beside(cell: Cell, stretches: Sequence[Interval], fewest: int = FEWEST) -> list[Cell]:
    """The cell parted from left to right."""
    phrases = [phrase for line in cell.lines for phrase in phrases_of(line)]
    texts = _texts([(phrase.box.across, phrase) for phrase in phrases], WIDE_GAP)
    held = _held(cell.box.across, texts, stretches, fewest)
    return [Cell(replace(cell.box, left=part.low, right=part.high), lines) for part, lines in held] or [cell]


def _below(cell: Cell, stretches: Sequence[Interval], fewest: int = FEWEST) -> list[Cell]:
    """The cell parted from top to bottom."""
    texts = _texts([(line.box.down, line) for line in cell.lines], HIGH_GAP)
    held = _held(cell.box.down, texts, stretches, fewest)
    return [Cell(replace(cell.box, top=part.low, bottom=part.high), lines) for part, lines in held] or [cell]


Text = tuple[Interval, tuple[Line, ...]]


def _texts(lines: Sequence[tuple[Interval, Line]], gap: float) -> list[Text]:
    """Lines that stand near each other on an axis as one text each, along it; each keeps their order."""
    order = {id(line): number for number, (_, line) in enumerate(lines)}
    texts: list[Text] = []
    for extent, line in sorted(lines, key=lambda pair: pair[0].low):
        before = texts[-1] if texts else None
        if before and extent.low - before[0].high < gap * line.height:
            held = sorted((*before[1], line), key=lambda line: order[id(line)])
            texts[-1] = (Interval(before[0].low, max(before[0].high, extent.high)), tuple(held))
        else:
            texts.append((extent, (line,)))
    return texts


def _held(extent: Interval, texts: Sequence[Text], stretches: Sequence[Interval], fewest: int) -> list[Text]:
    """The parts of a cell and their lines, some none; nothing where the cell is not one text for each stretch."""
    covered = [stretch for stretch in stretches if extent.share_of(stretch) > COVERED]
    covered.sort(key=lambda stretch: stretch.low)
    places = [next((n for n, one in enumerate(covered) if one.share_of(text) > INSIDE), None) for text, _ in texts]
    if len(covered) < 2 or None in places or len(set(places)) < len(places):
        return []
    if len(places) < min(fewest, len(covered)):
        return []
    sides = [extent.low, *((before.high + after.low) / 2 for before, after in pairwise(covered)), extent.high]
    lines = dict(zip(places, (lines for _, lines in texts), strict=True))
    return [(Interval(low, high), lines.get(number, ())) for number, (low, high) in enumerate(pairwise(sides))]
