"""What one table says: lessons by day and time, a row for each lesson, lists in cells, or all for the days above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from functions.document.blocks import TimeBlock, fill_ends, section_blocks
from functions.document.cells import Cell, Line
from functions.document.crowded import crowded_apart, is_crowded
from functions.document.days import mentioned_days, parse_days
from functions.document.entries import read_entries
from functions.document.geometry import Box
from functions.document.headings import headings_apart
from functions.document.labels import find_labels
from functions.document.layout import find_sections, named_week, whole_table
from functions.document.lists import read_list
from functions.document.margins import with_margins
from functions.document.middles import spread_over
from functions.document.records import read_records
from functions.document.resolution import agreement
from functions.document.rulers import Slot
from functions.document.slots import slots_apart
from functions.document.torn import torn_together
from functions.document.unruled_rows import rows_apart

TITLE = 0.8  # share of a table's breadth that a title over the rows below it covers
MORE = 1.25  # how much more than an earlier way, which deserves more trust, a later one must explain


@dataclass(frozen=True)
class TableReading:
    """What a table says.

    Attributes:
        blocks: of the week.
        titles: its cells that say something else.
        crowded: a cell holds several texts side by side: no line was seen between what are several cells.
    """

    blocks: tuple[TimeBlock, ...] = ()
    titles: tuple[Cell, ...] = ()
    crowded: bool = False


def read_table(cells: Sequence[Cell], headings: Sequence[Line], legend: dict[str, Slot]) -> TableReading:
    """The reading of a table that explains most.

    Args:
        cells: all cells of the table.
        headings: lines of the page outside the tables.
        legend: times of named periods.
    """
    table = Box.around(cell.box for cell in cells)
    above = _above(table, headings)
    best = TableReading(titles=tuple(cells))
    cells = spread_over(rows_apart(torn_together(cells)))
    cells = slots_apart(headings_apart(cells))
    cells = crowded_apart(with_margins(cells, headings))
    for reading in _ways(table, cells, above, legend):
        if agreement(reading.blocks) > MORE * agreement(best.blocks):
            best = reading
    texts = [*(title.text for title in best.titles), *(line.text for line in above)]
    week = next((week for text in texts if (week := named_week(text))), None)
    blocks = tuple(replace(block, week=block.week or week) for block in best.blocks)
    return replace(best, blocks=blocks, crowded=any(map(is_crowded, cells)))


def _ways(table: Box, cells: Sequence[Cell], above: Sequence[Line], legend: dict[str, Slot]) -> Iterator[TableReading]:
    """Ways to read a table, in the order in which they deserve trust."""
    yield TableReading(tuple(read_records(cells, legend)))
    sections = find_sections(cells, legend)
    titles = tuple(cell for section in sections for cell in section.titles)
    yield TableReading(tuple(block for section in sections for block in section_blocks(section)), titles)
    yield TableReading(tuple(_lists(cells)))
    if not sections:
        yield TableReading(tuple(_headed(table, cells, above, legend)))


def _lists(cells: Sequence[Cell]) -> list[TimeBlock]:
    """Blocks of cells that each hold a day and below it a list; a day not read is the one between its neighbours'."""
    listed = [cell for cell in cells if len(cell.lines) > 1]
    heads = [replace(cell, lines=cell.lines[:1]) for cell in listed]
    labels = [*find_labels(heads), *find_labels([head.transposed() for head in heads])]
    named = {head.lines[0]: days for group in labels for head, days in zip(group.cells, group.days, strict=True)}
    blocks = []
    for first, *others in (cell.lines for cell in listed):
        if parse_days(first.text):
            blocks += read_list([first, *others])
        elif first in named:
            blocks += fill_ends(read_entries(others, named[first]))
    return blocks


def _headed(table: Box, cells: Sequence[Cell], above: Sequence[Line], legend: dict[str, Slot]) -> list[TimeBlock]:
    """Blocks of a table that is all for the days of a title in it or, the nearest, above it.

    Several titles one below the other part the table.
    """
    titles = sorted(
        (cell for cell in cells if parse_days(cell.text) and cell.box.width > TITLE * table.width),
        key=lambda cell: cell.box.top,
    )
    if titles:
        blocks = []
        for title, bottom in zip(titles, [*(title.box.top for title in titles[1:]), table.bottom + 1], strict=True):
            part = [cell for cell in cells if title.box.bottom <= cell.box.down.middle < bottom]
            blocks += _for_days(part, parse_days(title.text), legend) if part else []
        return blocks
    inside = [days for cell in cells if (days := parse_days(cell.text))]
    outside = [days for line in above if (days := parse_days(line.text) or mentioned_days(line.text))]
    return _for_days(cells, (inside + outside)[0], legend) if inside or outside else []


def _for_days(cells: Sequence[Cell], days: tuple[str, ...], legend: dict[str, Slot]) -> list[TimeBlock]:
    records = read_records(cells, legend, days)
    section = None if records else whole_table(cells, days, legend)
    return section_blocks(section) if section else records


def _above(table: Box, lines: Sequence[Line]) -> list[Line]:
    """Lines above a table: those that stand over it first, of these the nearest first."""
    above = [line for line in lines if line.box.top < table.top]
    return sorted(above, key=lambda line: (line.box.across.overlap(table.across) == 0, -line.box.bottom))
