"""Rows of a table between which no line was seen: a time on each line of a cell parts it and the cells beside it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from functions.document.cells import Cell, Line
from functions.document.geometry import Box
from functions.document.headings import parted_at, places_of_ranges, ranges_in, sides_of_ranges

ALIGNED = 0.5  # of a line's height: how far from its time it may stand
SAME_ROW = 0.9  # share of each other's height that cells of one row cover


def slots_apart(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table; where one holds several times, it and what stands beside them line by line is parted."""
    parted = list(cells)
    for times in [cell for cell in cells if _holds_times(cell)]:
        row = [
            cell
            for cell in parted
            if cell is not times and cell.lines and cell.box.down.alike(times.box.down, SAME_ROW)
        ]
        listed = [cell for cell in row if _slots(cell, times)]
        if listed and 2 * len(listed) >= len(row):
            parted = [
                part
                for cell in parted
                for part in (_parts(cell, times) if cell is times or any(cell is one for one in row) else [cell])
            ]
    return parted


def _holds_times(cell: Cell) -> bool:
    return len(ranges_in(cell)) > 1


def _slots(cell: Cell, times: Cell) -> set[int]:
    """Numbers of the times that its lines stand beside; none where one does not, or stands in the cell's middle."""
    sides, places = sides_of_ranges(times), places_of_ranges(times)
    slots = [bisect(sides, line.box.down.middle) for line in cell.lines]
    if not all(_aligned(line, places[slot]) for line, slot in zip(cell.lines, slots, strict=True)):
        return set()
    lone = len(cell.lines) == 1 and _aligned(cell.lines[0], cell.box)
    return set() if lone else set(slots)


def _aligned(line: Line, other: Box) -> bool:
    return abs(line.box.down.middle - other.down.middle) < ALIGNED * line.box.height


def _parts(cell: Cell, times: Cell) -> list[Cell]:
    """The cell as one for each time; whole where it is for all of them."""
    if not _slots(cell, times) and cell is not times:
        return [cell]
    sides = sides_of_ranges(times)
    held: list[list[Line]] = [[] for _ in range(len(sides) + 1)]
    for line in cell.lines:
        held[bisect(sides, line.box.down.middle)].append(line)
    return parted_at(cell, sides, held)
