"""Headings that stand outside the lines of their table: days or times written above its columns or beside its rows."""

from __future__ import annotations

from collections.abc import Sequence

from functions.document.cells import Cell, Line
from functions.document.days import initials, parse_days
from functions.document.geometry import Box, Interval
from functions.document.rulers import period_key
from functions.document.times import whole_time

FEWEST = 2  # days or times in a row, above the table
NEAR = 1.2  # of the table's usual row: headings further away belong to something else
LONGEST_SHORT = 5  # letters of a day's short name, "Thurs"
THIN = 0.25  # of the usual column: a gap between cells, not a cell


def are_headings(cells: Sequence[Cell]) -> bool:
    """True for a table that holds nothing but days or times: the head of another table, drawn apart from it."""
    said = sorted((cell for cell in cells if cell.lines), key=lambda cell: (cell.box.left, cell.box.top))
    lettered = initials([cell.text for cell in said]) is not None
    return lettered or (len(said) >= FEWEST and all(_is_heading(cell.text) for cell in said))


def with_margins(cells: Sequence[Cell], outside: Sequence[Line]) -> list[Cell]:
    """The cells of a table and, as cells, the headings above and to the left of it that its lines leave out.

    Args:
        cells: all cells of the table.
        outside: phrases of the page that stand in no table.
    """
    table = Box.around(cell.box for cell in cells)
    above = [
        line
        for line in outside
        if line.box.bottom <= table.top + 5 and table.left < line.box.across.middle < table.right
    ]
    left = [
        line for line in outside if line.box.right <= table.left + 5 and table.top < line.box.down.middle < table.bottom
    ]
    turned = [cell.transposed() for cell in cells]
    columns = _headings(cells, [(line, line.box) for line in above])
    rows = _headings(turned, [(line, line.box.transposed()) for line in left])
    return [*cells, *columns, *(cell.transposed() for cell in rows)]


def _beside(extent: Interval, side: Interval) -> bool:
    return side.contains(extent.middle)


def _headings(cells: Sequence[Cell], lines: Sequence[tuple[Line, Box]]) -> list[Cell]:
    """Cells over the columns that the nearest row of days or times above a table stands over."""
    table = Box.around(cell.box for cell in cells)
    saying = [(line, box) for line, box in lines if _is_heading(line.text)] + _lettered(lines)
    if not saying:
        return []
    usual_height = sorted(cell.box.height for cell in cells)[len(cells) // 2]
    nearest = max((box for _, box in saying), key=lambda box: box.bottom)
    row = [(line, box) for line, box in saying if box.down.overlap(nearest.down) > 0]
    if len(row) < FEWEST or table.top - nearest.bottom > NEAR * max(usual_height, nearest.height):
        return []
    top = min(box.top for _, box in row)
    columns = _columns(cells)
    headings = []
    for line, box in row:
        column = next((column for column in columns if column.box.across.contains(box.across.middle)), None)
        if column is not None:
            headings.append(Cell(Box(column.box.left, top, column.box.right, table.top), (line,)))
    distinct = {heading.box.left for heading in headings}
    return headings if len(headings) == len(distinct) >= FEWEST else []


def _lettered(lines: Sequence[tuple[Line, Box]]) -> list[tuple[Line, Box]]:
    """The lines that say days only together, as their first letters in the week's order."""
    short = sorted((pair for pair in lines if len(pair[0].text) <= LONGEST_SHORT), key=lambda pair: pair[1].left)
    lettered = initials([line.text for line, _ in short])
    return [(line, box) for line, box in short if not _is_heading(line.text)] if lettered else []


def _columns(cells: Sequence[Cell]) -> list[Cell]:
    """Cells as narrow as a column, the narrowest first, without the gaps between coloured cells."""
    widths = sorted(cell.box.width for cell in cells if cell.lines) or [0.0]
    usual = widths[len(widths) // 2]
    return sorted((cell for cell in cells if cell.box.width > THIN * usual), key=lambda cell: cell.box.width)


def _is_heading(text: str) -> bool:
    return bool(parse_days(text)) or whole_time(text) is not None or period_key(text) is not None
