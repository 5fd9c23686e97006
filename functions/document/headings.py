"""Cells that hold several headings: no line was seen between some days or times, so each becomes a cell of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from functions.document.cells import Cell, Line, phrases_of
from functions.document.days import parse_days
from functions.document.geometry import Box, Interval
from functions.document.times import whole_time

Column = tuple[Box, list[Line]]


def headings_apart(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table; those that hold several days or times side by side, or times one per row, are parted.

    Sides of other cells between two headings part them; side by side, so does the middle between them, also where
    more texts stand on the sides of others.
    """
    columns = sorted({side for cell in cells for side in (cell.box.left, cell.box.right)})
    rows = sorted({side for cell in cells for side in (cell.box.top, cell.box.bottom)})
    texts = [phrase.box.across for cell in cells for line in cell.lines for phrase in phrases_of(line)]
    beside = [part for cell in cells for part in _beside(cell, columns, texts)]
    return [part for cell in beside for part in _below(cell, rows)]


def _beside(cell: Cell, sides: Sequence[float], texts: Sequence[Interval]) -> list[Cell]:
    pieces = _columns(cell)
    if len(pieces) < 2 or _is_range(cell.lines) or not all(_is_heading(lines) for _, lines in pieces):
        return [cell]
    parts, left = [], cell.box.left
    for number, (box, lines) in enumerate(pieces):
        following = pieces[number + 1][0].left if number + 1 < len(pieces) else None
        right = cell.box.right if following is None else _clear_between(box.right, following, sides, texts)
        parts.append(Cell(replace(cell.box, left=left, right=right), tuple(lines)))
        left = right
    return parts


def _below(cell: Cell, sides: Sequence[float]) -> list[Cell]:
    ranges = ranges_in(cell)
    if len(ranges) < 2:
        return [cell]
    parts, top, held = [], cell.box.top, list[Line]()
    places = [Box.around(line.box for line in lines).down.middle for lines in ranges]
    for lines, place, following in zip(ranges, places, [*places[1:], None], strict=True):
        held += lines
        side = cell.box.bottom if following is None else _between(place, following, sides)
        if side is not None:
            parts.append(Cell(replace(cell.box, top=top, bottom=side), tuple(held)))
            top, held = side, []
    return parts


def ranges_in(cell: Cell) -> list[list[Line]]:
    """The lines of each time with start and end, on one line or two, of a cell that holds nothing else; else none."""
    ranges: list[list[Line]] = []
    lines = list(cell.lines)
    while lines:
        count = next((count for count in (1, 2) if len(lines) >= count and _is_range(lines[:count])), None)
        if count is None:
            return []
        ranges.append(lines[:count])
        lines = lines[count:]
    return ranges


def places_of_ranges(cell: Cell) -> list[Box]:
    """Where each of these times stands."""
    return [Box.around(line.box for line in lines) for lines in ranges_in(cell)]


def sides_of_ranges(cell: Cell) -> list[float]:
    """Where the row of one of these times ends and the next one's begins."""
    return [(above.bottom + below.top) / 2 for above, below in pairwise(places_of_ranges(cell))]


def parted_at(cell: Cell, sides: Sequence[float], held: Sequence[Sequence[Line]]) -> list[Cell]:
    """The cell, parted from top to bottom.

    Args:
        held: the lines of each part.
    """
    stops = pairwise([cell.box.top, *sides, cell.box.bottom])
    return [
        Cell(replace(cell.box, top=top, bottom=bottom), tuple(lines))
        for (top, bottom), lines in zip(stops, held, strict=True)
    ]


def _is_range(lines: Sequence[Line]) -> bool:
    span = whole_time(" ".join(line.text for line in lines))
    return span is not None and span.complete


def _columns(cell: Cell) -> list[Column]:
    """Phrases of a cell that stand side by side, each with those below it."""
    pieces: list[Column] = []
    for phrase in (phrase for line in cell.lines for phrase in phrases_of(line)):
        over = [piece for piece in pieces if piece[0].across.overlap(phrase.box.across) > 0]
        pieces = [piece for piece in pieces if piece not in over]
        boxes = [phrase.box, *(box for box, _ in over)]
        pieces.append((Box.around(boxes), [*(line for _, lines in over for line in lines), phrase]))
    return sorted(pieces, key=lambda piece: piece[0].left)


def _is_heading(lines: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    return bool(parse_days(text)) or whole_time(text) is not None


def _clear_between(low: float, high: float, sides: Sequence[float], texts: Sequence[Interval]) -> float:
    """The side between two places, or their middle, on which the fewest texts stand."""
    side, middle = _between(low, high, sides), (low + high) / 2
    ways = [middle] if side is None else [side, middle]
    return min(ways, key=lambda way: sum(text.low < way < text.high for text in texts))


def _between(low: float, high: float, sides: Sequence[float]) -> float | None:
    """The side between two places that is nearest to their middle."""
    inner = [side for side in sides if low < side < high]
    return min(inner, key=lambda side: abs(side - (low + high) / 2), default=None)
