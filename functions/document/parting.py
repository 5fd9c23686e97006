"""Cells whose texts stand apart where other rows or columns of their table part: a line between them was not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from functions.document.cells import lines_of
from functions.document.geometry import Box, Interval, positions
from functions.document.grid import NEARNESS, Table
from functions.document.times import find_times, whole_time
from functions.shared.page import Word

WIDE = 0.8  # text heights that part two texts beside each other
HIGH = 1.2  # text heights that part two texts below each other
LOW = 0.7  # and two that are each in the middle of their own row
CENTRED = 0.5  # text heights by which a text in the middle of its own cell may be off it
FEWEST_TIMES = 3  # that make a column of headings
DRAWN = 0.25  # of a table's height or width, along which the side of a row or column of it is drawn
OVERLAP = 0.2  # text heights by which a word's box may reach over the line beside it


def parted(tables: Iterable[Table], words: Sequence[Word], text_height: float) -> list[Table]:
    """The tables, their cells parted where the words in them say that they are several.

    Args:
        tables: of one page.
        words: on it.
        text_height: usual height of a word, in pixels.
    """
    return [_parted(table, words, text_height) for table in tables]


def _parted(table: Table, words: Sequence[Word], text_height: float) -> Table:
    near = NEARNESS * text_height
    inside = _held(table.cells, words)
    times = [cell for cell, held in zip(table.cells, inside, strict=True) if _is_time(held)]
    columns = _sides([(cell.left, cell.height) for cell in table.cells], table.box.height, text_height)
    columns = positions([*columns, *_headed([(cell.left, cell.top) for cell in times], near)], near)
    rows = _sides([(cell.top, cell.width) for cell in table.cells], table.box.width, text_height)
    rows = positions([*rows, *_headed([(cell.top, cell.left) for cell in times], near)], near)
    asides = [Box.of(word) for word in words if word.text.startswith("(")]
    cells = []
    for cell, words_inside in zip(table.cells, inside, strict=True):
        for column in _columns(cell, [Box.of(word) for word in words_inside], columns, text_height):
            (beside,) = _held([column], words_inside)
            cells += _rows(column, beside, rows, asides, text_height)
    return Table(table.box, tuple(sorted(cells, key=lambda box: (box.top, box.left))))


def _held(cells: Sequence[Box], words: Sequence[Word]) -> list[list[Word]]:
    """The words whose middles lie in each cell."""
    placed = [(word.left + word.width / 2, word.top + word.height / 2, word) for word in words]
    return [[word for x, y, word in placed if cell.contains(x, y)] for cell in cells]


def _is_time(held: Sequence[Word]) -> bool:
    return bool(held) and whole_time(" ".join(line.text for line in lines_of(held))) is not None


def _headed(beginnings: Sequence[tuple[float, float]], near: float) -> list[float]:
    """Where rows begin that times head, in a column of their own: they are rows however little of their sides shows.

    Args:
        beginnings: of the times, along the column and across it; for columns that times head the other way round.
    """
    return [
        begin
        for begin, place in beginnings
        if sum(abs(place - other) <= near for _, other in beginnings) >= FEWEST_TIMES
    ]


def _sides(beginnings: Sequence[tuple[float, float]], breadth: float, text_height: float) -> list[float]:
    """Where rows or columns of a table begin: those of a picture beside its title part none of its cells.

    Args:
        beginnings: where each cell begins, and how long its side is there.
        breadth: of the table, along those sides.
    """
    near = NEARNESS * text_height
    return [
        side
        for side in positions([place for place, _ in beginnings], near)
        if sum(length for place, length in beginnings if abs(place - side) <= near) >= DRAWN * breadth
    ]


def _columns(cell: Box, words: Sequence[Box], sides: Sequence[float], text_height: float) -> list[Box]:
    """The cell, parted from left to right."""
    inner = [side for side in sides if cell.left + text_height < side < cell.right - text_height]
    free = [side for side in inner if not _crossed(side, [word.across for word in words], text_height)]
    stops = [cell.left, *free, cell.right]
    texts = [[word for word in words if low <= word.across.middle < high] for low, high in pairwise(stops)]
    filled = [number for number, text in enumerate(texts) if text]
    kept = []
    for number, following, beyond in zip(filled, filled[1:], [*filled[2:], len(texts)], strict=False):
        left, right, ends = texts[number], texts[following], stops[following + 1 : beyond + 1]
        # Empty columns between two texts may belong to either: what is set in the middle tells.
        _, side, end = min(
            (_off_middle(left, stops[number], side) + _off_middle(right, side, end), side, end)
            for side in stops[number + 1 : following + 1]
            for end in ends
        )
        if _side_by_side(left, right, [stops[number], side, end], text_height):
            kept.append(side)
    return [Box(low, cell.top, high, cell.bottom) for low, high in pairwise([cell.left, *kept, cell.right])]


def _off_middle(texts: Sequence[Box], low: float, high: float) -> float:
    """How far texts are off the middle between two stops, in pixels."""
    return abs(Box.around(texts).across.middle - (low + high) / 2)


def _side_by_side(left: Sequence[Box], right: Sequence[Box], stops: Sequence[float], text_height: float) -> bool:
    """True for texts on one line that stand far apart or each in the middle of its own side."""
    if not left or not right:
        return False
    before, after = Box.around(left), Box.around(right)
    if before.down.overlap(after.down) < 0.5 * text_height:
        return False
    centred = _centred((before.across, after.across), stops, text_height)
    return centred or after.left - before.right > WIDE * text_height


def _centred(texts: Sequence[Interval], stops: Sequence[float], text_height: float) -> bool:
    """True for texts that each stand in the middle between two stops."""
    return all(
        abs(text.middle - Interval(low, high).middle) < CENTRED * text_height
        for text, (low, high) in zip(texts, pairwise(stops), strict=True)
    )


def _rows(
    cell: Box, held: Sequence[Word], sides: Sequence[float], asides: Sequence[Box], text_height: float
) -> list[Box]:
    """The cell, parted from top to bottom, but not above an aside."""
    words = [Box.of(word) for word in held]
    inner = [side for side in sides if cell.top + text_height < side < cell.bottom - text_height]
    free = [side for side in inner if not _crossed(side, [word.down for word in words], text_height)]
    stops = [cell.top, *free, cell.bottom]
    times = [_times_in(held, low, high) for low, high in pairwise(stops)]
    kept = [
        side
        for number, side in enumerate(free)
        if (max(times) == 1 == times[number] == times[number + 1])
        or (
            _one_below_the_other(words, stops[number : number + 3], text_height)
            and _first([word for word in words if word.down.middle >= side]) not in asides
        )
    ]
    return [Box(cell.left, low, cell.right, high) for low, high in pairwise([cell.top, *kept, cell.bottom])]


def _times_in(words: Sequence[Word], top: float, bottom: float) -> int:
    """How many times with start and end the words of a row say."""
    lines = lines_of([word for word in words if top <= Box.of(word).down.middle < bottom])
    return sum(match.span.complete for match in find_times(" ".join(line.text for line in lines)))


def _first(words: Sequence[Box]) -> Box:
    """The first word of the first line."""
    top = min(words, key=lambda word: word.down.middle)
    return min((word for word in words if top.down.contains(word.down.middle)), key=lambda word: word.left)


def _one_below_the_other(words: Sequence[Box], stops: Sequence[float], text_height: float) -> bool:
    """True for texts far apart above and below the second of three stops, or each in the middle of its own side."""
    above = [word for word in words if word.down.middle < stops[1]]
    below = [word for word in words if word.down.middle >= stops[1]]
    if not above or not below:
        return False
    gap = Box.around(below).top - Box.around(above).bottom
    held = [[word for word in words if low <= word.down.middle < high] for low, high in pairwise(stops)]
    centred = all(held) and _centred([Box.around(texts).down for texts in held], stops, text_height)
    return gap > HIGH * text_height or (centred and gap > LOW * text_height)


def _crossed(side: float, extents: Iterable[Interval], text_height: float) -> bool:
    """True where a word stands on a line."""
    reach = OVERLAP * text_height
    return any(extent.low + reach < side < extent.high - reach for extent in extents)
