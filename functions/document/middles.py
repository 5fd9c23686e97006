"""Cells whose text stands in the middle of them and empty ones beside: a line between these was seen that is none."""

from __future__ import annotations

from collections.abc import Sequence

from functions.document.cells import Cell
from functions.document.geometry import Box

CENTRED = 0.35  # of a line's height, by which a text in the middle may be off it
NEARLY = 0.7  # of a line's height, by which most texts may be off it
OFF = 1.5  # of a line's height, from which a text is not in the middle of its cell
OVER = 0.5  # of a line's height, by which a text that is not in its cell alone reaches over its sides
USUAL = 0.8  # of a table's cells whose texts stand in their middle where that is the custom
FEWEST = 6  # cells that show it
ALIKE = 0.9  # share of each other's height that cells side by side cover


def spread_over(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table; one whose text stands in the middle of it and empty cells beside it is all of them."""
    texts = [cell for cell in cells if cell.lines]
    if len(texts) < FEWEST or sum(_off(cell, cell.box) < NEARLY for cell in texts) < USUAL * len(texts):
        return list(cells)
    swallowed: set[int] = set()
    spread = {id(cell): cell for cell in cells}
    for cell in texts:
        if _in_middle(cell):
            continue
        beside = _empty_beside(cell, [other for other in cells if id(other) not in swallowed])
        if beside:
            spread[id(cell)] = Cell(Box.around([cell.box, *(other.box for other in beside)]), cell.lines)
            swallowed |= {id(other) for other in beside}
    return [spread[id(cell)] for cell in cells if id(cell) not in swallowed]


def _in_middle(cell: Cell) -> bool:
    text = Box.around(line.box for line in cell.lines).across
    over = max(cell.box.left - text.low, text.high - cell.box.right)
    return _off(cell, cell.box) < OFF and over < OVER * cell.lines[0].height


def _off(cell: Cell, box: Box) -> float:
    """How far the text of a cell is off the middle of a box, in heights of its first line."""
    text = Box.around(line.box for line in cell.lines)
    return abs(text.across.middle - box.across.middle) / max(cell.lines[0].height, 1.0)


def _empty_beside(cell: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """The empty cells left and right of a cell that its text stands in the middle of, together with it; none if so."""
    row = sorted((other for other in cells if _same_row(cell, other)), key=lambda other: other.box.left)
    at = next(number for number, other in enumerate(row) if other is cell)
    first, last = at, at
    while first > 0 and not row[first - 1].lines and _touch(row[first - 1], row[first]):
        first -= 1
    while last + 1 < len(row) and not row[last + 1].lines and _touch(row[last], row[last + 1]):
        last += 1
    for begin in range(first, at + 1):
        for end in range(last, at - 1, -1):
            whole = row[begin : end + 1]
            if len(whole) > 1 and _off(cell, Box.around(other.box for other in whole)) < CENTRED:
                return [other for other in whole if other is not cell]
    return []


def _same_row(cell: Cell, other: Cell) -> bool:
    return cell.box.down.alike(other.box.down, ALIKE)


def _touch(left: Cell, right: Cell) -> bool:
    return abs(right.box.left - left.box.right) < 0.5 * min(left.box.height, right.box.height)
