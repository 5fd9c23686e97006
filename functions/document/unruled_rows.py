"""Rows of a table that times head one below the other, where no line was seen between some of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from functions.document.cells import Cell, Line
from functions.document.geometry import Box
from functions.document.headings import parted_at, ranges_in, sides_of_ranges

FEWEST = 3  # times with a cell of their own, that make a column
SAME_COLUMN = 0.9  # share of each other's width that cells of one column cover
EVEN = 0.25  # of the usual height of a row, by which rows together may be higher or lower
ALIGNED = 0.5  # of a line's height: how far from its time it may stand
APART = 1.6  # font sizes from one line to the next that stands in a row of its own


def rows_apart(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table, of which those are parted that reach over several rows with a line in each."""
    timed = [part for cell in cells for part in _times_apart(cell, cells)]
    rows = [cell for cell in timed if _is_row(cell)]
    return [part for cell in timed for part in (_lines_apart(cell, rows) if len(rows) >= FEWEST else [cell])]


def _is_row(cell: Cell) -> bool:
    return len(ranges_in(cell)) == 1


def _times_apart(cell: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """A cell with several times as one for each, where that makes rows as high as others of its column."""
    times = ranges_in(cell)
    if len(times) < 2:
        return [cell]
    rows = [
        other.box.height for other in cells if _is_row(other) and cell.box.across.alike(other.box.across, SAME_COLUMN)
    ]
    if len(rows) < FEWEST or abs(cell.box.height / len(times) / median(rows) - 1) > EVEN:
        return [cell]
    return parted_at(cell, sides_of_ranges(cell), times)


def _lines_apart(cell: Cell, rows: Sequence[Cell]) -> list[Cell]:
    """A cell beside several rows as one for each, where its lines stand each beside another time, as none else do."""
    beside = [row for row in rows if cell.box.down.contains(row.box.down.middle) and row.box.left < cell.box.left]
    if len(cell.lines) < 2 or len(beside) < 2 or not _spaced(cell.lines):
        return [cell]
    beside.sort(key=lambda row: row.box.top)
    held = [[line for line in cell.lines if _aligned(line, row)] for row in beside]
    if sum(map(len, held)) != len(cell.lines) or max(map(len, held)) > 1:
        return [cell]
    return parted_at(cell, [row.box.top for row in beside[1:]], held)


def _spaced(lines: Sequence[Line]) -> bool:
    """True for lines further apart than those of one text."""
    return all(
        below.box.down.middle - above.box.down.middle > APART * min(above.size, below.size)
        for above, below in pairwise(lines)
    )


def _aligned(line: Line, row: Cell) -> bool:
    time = Box.around(part.box for part in row.lines)
    return abs(line.box.down.middle - time.down.middle) < ALIGNED * line.box.height
