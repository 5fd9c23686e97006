"""Cells that a line seen between two words of one text tore apart: the text goes on in the cell beside or below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.document.cells import Cell, Line, lines_of
from functions.document.days import parse_days
from functions.document.geometry import Box, Interval

SPACE = 0.6  # of a line's height: words that stand nearer to each other are of one text
ALIKE = 0.9  # share of each other's height that two cells side by side cover
_GOES_ON = re.compile(r"[/&+,(–-]\s*$")
_WENT_ON = re.compile(r"^\s*(?:[/&+)]|[a-z]{2,}|[ap]\.m|[–-]\s*\d)")


def torn_together(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table; those that one text runs through are one."""
    whole: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.box.left, cell.box.top)):
        before = next((other for other in whole if _goes_on_beside(other, cell) or _goes_on_below(other, cell)), None)
        if before is None:
            whole.append(cell)
        else:
            words = [word for part in (before, cell) for line in part.lines for word in line.words]
            joined = Cell(Box.around((before.box, cell.box)), lines_of(words))
            whole = [joined if other is before else other for other in whole]
    order = {cell.box: number for number, cell in enumerate(cells)}
    return sorted(whole, key=lambda cell: order.get(cell.box, -1))


def _goes_on_beside(left: Cell, right: Cell) -> bool:
    if not left.lines or not right.lines or not _side_by_side(left.box, right.box):
        return False
    bound = _GOES_ON.search(left.text) or _WENT_ON.match(right.text) or left.text.count("(") > left.text.count(")")
    bound = bound or _are_listed_days(left.text, right.text)
    return bool(bound) and any(_one_text(line, other) for line in left.lines for other in right.lines)


def _are_listed_days(left: str, right: str) -> bool:
    """True for the names of days, of which at least one side has several: they are no headings of columns."""
    days = parse_days(left), parse_days(right)
    return all(days) and sum(map(len, days)) > 2


def _goes_on_below(upper: Cell, lower: Cell) -> bool:
    """True where brackets below a text, as near to it as lines are, stand in a cell of their own."""
    if not upper.lines or not lower.lines or not lower.text.startswith("("):
        return False
    same_column = upper.box.across.alike(lower.box.across, ALIKE)
    last, first = upper.lines[-1], lower.lines[0]
    near = SPACE * min(last.height, first.height)
    return same_column and abs(lower.box.top - upper.box.bottom) < near and abs(first.box.top - last.box.bottom) < near


def _side_by_side(left: Box, right: Box) -> bool:
    same_row = left.down.alike(right.down, ALIKE)
    return same_row and abs(left.right - right.left) < SPACE * min(left.height, right.height)


def _one_text(left: Line, right: Line) -> bool:
    height = min(left.height, right.height)
    gap = Interval(min(left.box.right, right.box.left), right.box.left).length
    return left.box.down.overlap(right.box.down) > SPACE * height and gap < SPACE * height
