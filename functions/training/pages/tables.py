"""Tables: cells over tracks, sizes that fit what the cells say, and the lines between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from functions.training.pages.canvas import Box, Sheet
from functions.training.pages.page import PrintedCell, box_corners
from functions.training.pages.typesetting import Direction, Paragraph, Setting, longest_word, set_text, stack_text


class TooTight(ValueError):
    """The table does not fit where it should go at this size of text."""


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes:
        rows, columns: first and one past the last track that it covers.
        across, down: where its text stands in it: 0 left or top, 1 right or bottom, as the text runs.
        letter_of: the word that its one letter is a part of, where the word's letters stand in several cells.
        open: no lines are drawn around it.
    """

    rows: tuple[int, int]
    columns: tuple[int, int]
    paragraphs: tuple[Paragraph, ...] = ()
    direction: Direction = Direction.UPRIGHT
    fill: str | None = None
    across: float = 0.5
    down: float = 0.5
    letter_of: str = ""
    open: bool = False

    def transposed(self) -> Cell:
        return replace(self, rows=self.columns, columns=self.rows)


@dataclass(frozen=True)
class Table:
    """Cells, and how much of the height and width each row and column takes where there is room."""

    cells: tuple[Cell, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]

    def transposed(self) -> Table:
        """The same table where rows and columns are exchanged."""
        return Table(tuple(cell.transposed() for cell in self.cells), self.columns, self.rows)

    def titled(self, paragraph: Paragraph, fill: str | None) -> Table:
        """The same table below a row that is one cell with a title."""
        lower = (replace(cell, rows=(cell.rows[0] + 1, cell.rows[1] + 1)) for cell in self.cells)
        title = Cell((0, 1), (0, len(self.columns)), (paragraph,), fill=fill)
        return Table((title, *lower), (0.35 * max(self.rows), *self.rows), self.columns)

    def scaled(self, factor: float) -> Table:
        """The same table with text of another size."""
        cells = (
            replace(cell, paragraphs=tuple(paragraph.scaled(factor) for paragraph in cell.paragraphs))
            for cell in self.cells
        )
        return replace(self, cells=tuple(cells))


@dataclass(frozen=True)
class Ruling:
    """How the lines of a table look.

    Attributes:
        inner, outer: thickness between the cells and around the table, pixels; 0 for no line.
        level, upright: which lines between cells are drawn.
        pattern: length of dashes and gaps, pixels; 0 for unbroken.
        gap: space left between cells, which shows the page, pixels.
        radius: of the cells' corners, pixels.
    """

    colour: str = "#000000"
    inner: float = 1.0
    outer: float = 1.0
    level: bool = True
    upright: bool = True
    pattern: float = 0
    gap: float = 0
    radius: float = 0


@dataclass(frozen=True)
class LaidOut:
    """A table with its sizes.

    Attributes:
        across, down: where its columns and rows begin, and the last one ends, from its own left and top, pixels.
        settings: the lines of each cell.
    """

    table: Table
    across: tuple[float, ...]
    down: tuple[float, ...]
    settings: tuple[Setting, ...]

    @property
    def width(self) -> float:
        return self.across[-1]

    @property
    def height(self) -> float:
        return self.down[-1]


def lay_out(table: Table, width: float, height: float, padding: float, breakable: bool = False) -> LaidOut:
    """Sizes for a table.

    Args:
        width: of the table, pixels.
        height: that it should have; it is higher where its text needs that.
        padding: between text and the sides of its cell, pixels.
        breakable: words may be broken, so that columns need not be as wide as their longest word.

    Raises:
        TooTight: the columns do not fit the width.
    """
    widths = _shared(
        width, table.columns, [(cell.columns, _narrowest(cell, padding, breakable)) for cell in table.cells]
    )
    across = (0.0, *accumulate(widths))
    settings = []
    for cell in table.cells:
        room = across[cell.columns[1]] - across[cell.columns[0]] - 2 * padding
        settings.append(_setting(cell, room, breakable))
    lowest = [(cell.rows, _lowest(cell, text) + 2 * padding) for cell, text in zip(table.cells, settings, strict=True)]
    heights = _shared(max(height, sum(_needs(len(table.rows), lowest))), table.rows, lowest)
    return LaidOut(table, across, (0.0, *accumulate(heights)), tuple(settings))


def draw(
    sheet: Sheet, laid: LaidOut, left: float, top: float, ruling: Ruling, padding: float, number: int = 0
) -> list[PrintedCell]:
    """Draws a table with its left top corner at a place; returns its cells.

    Args:
        number: of the table on the page.
    """
    boxes = []
    for cell in laid.table.cells:
        box = Box(
            left + laid.across[cell.columns[0]],
            top + laid.down[cell.rows[0]],
            left + laid.across[cell.columns[1]],
            top + laid.down[cell.rows[1]],
        )
        boxes.append(box.inset(ruling.gap / 2))
        if cell.fill:
            sheet.fill(boxes[-1], cell.fill, ruling.radius)
    if not ruling.gap:
        _rule(sheet, [box for box, cell in zip(boxes, laid.table.cells, strict=True) if not cell.open], ruling)
    for cell, box, setting in zip(laid.table.cells, boxes, laid.settings, strict=True):
        if cell.letter_of:
            sheet.letter(f"{number} {cell.letter_of}", box, setting)
        elif setting.lines:
            sheet.write(box.inset(padding), setting, cell.direction, cell.across, cell.down)
    return [
        PrintedCell(box_corners(box.left, box.top, box.right, box.bottom), cell.rows, cell.columns, number)
        for cell, box in zip(laid.table.cells, boxes, strict=True)
    ]


def _narrowest(cell: Cell, padding: float, breakable: bool) -> float:
    """Least width of a cell."""
    if not cell.paragraphs:
        return 2 * padding
    if cell.direction is Direction.STACKED or cell.letter_of:
        return stack_text(cell.paragraphs).width + 2 * padding
    if cell.direction.value % 180:
        return set_text(cell.paragraphs, float("inf")).height + 2 * padding
    narrowest = longest_word(cell.paragraphs)
    return min(narrowest, 3 * cell.paragraphs[0].style.size if breakable else narrowest) + 2 * padding + 2


def _setting(cell: Cell, room: float, breakable: bool) -> Setting:
    if cell.direction is Direction.STACKED:
        return stack_text(cell.paragraphs)
    if cell.direction.value % 180:
        return set_text(cell.paragraphs, float("inf"))
    return set_text(cell.paragraphs, room, breakable)


def _lowest(cell: Cell, setting: Setting) -> float:
    return setting.width if cell.direction in (Direction.UP, Direction.DOWN) else setting.height


def _needs(count: int, wanted: Iterable[tuple[tuple[int, int], float]]) -> list[float]:
    """Least sizes of tracks so that each span has what it wants: narrow spans first, wide ones share what lacks."""
    least = [0.0] * count
    for (first, last), size in sorted(wanted, key=lambda item: item[0][1] - item[0][0]):
        lacking = size - sum(least[first:last])
        for number in range(first, last) if lacking > 0 else ():
            least[number] += lacking / (last - first)
    return least


def _shared(total: float, weights: Sequence[float], wanted: Iterable[tuple[tuple[int, int], float]]) -> list[float]:
    """Sizes of tracks that sum up to `total`, in proportion to their weights where their needs allow it.

    Raises:
        TooTight: they need more.
    """
    least = _needs(len(weights), wanted)
    if sum(least) > total + 0.01:
        raise TooTight(f"the table needs {sum(least):.0f} pixels but has {total:.0f}")
    low, high = 0.0, total / min(weight for weight in weights if weight > 0)
    for _ in range(50):
        level = (low + high) / 2
        used = sum(max(need, level * weight) for need, weight in zip(least, weights, strict=True))
        low, high = (level, high) if used < total else (low, level)
    sizes = [max(need, low * weight) for need, weight in zip(least, weights, strict=True)]
    return [size * total / sum(sizes) for size in sizes]


def _rule(sheet: Sheet, boxes: Sequence[Box], ruling: Ruling) -> None:
    """Draws the sides of the boxes, those in one line and touching as one."""
    level: dict[int, list[tuple[float, float]]] = defaultdict(list)
    upright: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for box in boxes:
        for y in (box.top, box.bottom):
            level[round(y)].append((box.left, box.right))
        for x in (box.left, box.right):
            upright[round(x)].append((box.top, box.bottom))
    for lines, drawn, across in ((level, ruling.level, False), (upright, ruling.upright, True)):
        ends = (min(lines, default=0), max(lines, default=0))
        for place, stretches in sorted(lines.items()):
            thickness = ruling.outer if place in ends else ruling.inner if drawn else 0
            for begin, finish in _united(stretches) if thickness else ():
                start, end = ((place, begin), (place, finish)) if across else ((begin, place), (finish, place))
                sheet.rule(start, end, ruling.colour, thickness, 0 if place in ends else ruling.pattern)


def _united(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches of one line, those that touch put together."""
    united: list[tuple[float, float]] = []
    for begin, finish in sorted(stretches):
        if united and begin <= united[-1][1] + 1.5:
            united[-1] = (united[-1][0], max(united[-1][1], finish))
        else:
            united.append((begin, finish))
    return united
