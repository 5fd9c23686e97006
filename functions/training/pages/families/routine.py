"""What happens every day stands once, in a row of its own; the days hold only their lessons."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from functions.training.pages.grid import Grid, build, empty_cells, some_headings
from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Block, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.tables import Cell, Table
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import Lesson, blocks_of

LABELS = ("Daily routine", "Every day", "Daily", "Each day", "Daily Routine", "Mon - Fri")


def routine(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    shared = [lesson for lesson in week.lessons if lesson.days == (0, week.days)]
    own = replace(week, lessons=tuple(lesson for lesson in week.lessons if lesson not in shared))
    headings = some_headings(chance, week, look, ("spans",))
    grid = build(chance, own, look, headings, some_day_notation(chance), range(week.days))
    table = _with_routine(chance, look, grid, shared, top=chance.random() < 0.5)
    if chance.random() < 0.3:
        table = table.transposed()
    blocks: list[Block] = [block for lesson in shared for block in blocks_of(lesson, headings.said, look.printed)]
    in_order = sorted([*blocks, *grid.blocks], key=lambda block: block["startTime"] or block["endTime"] or "")
    return Plan((*title, Tables((table,))), in_order, metadata)


def _with_routine(chance: random.Random, look: Look, grid: Grid, shared: Sequence[Lesson], top: bool) -> Table:
    """The table with a row for what all days share, before the days or after them."""
    table = grid.table
    row = 1 if top else len(table.rows)
    moved = [
        replace(cell, rows=(cell.rows[0] + 1, cell.rows[1] + 1)) if cell.rows[0] >= row else cell
        for cell in table.cells
    ]
    added = [Cell((row, row + 1), (0, 1), (look.day_text(chance.choice(LABELS)),), fill=look.day_fill)]
    for lesson in shared:
        first, last = (grid.tracks[place] for place in lesson.slots)
        fill = look.fill_of(lesson.name, lesson.kind)
        added.append(Cell((row, row + 1), (first, last), (look.name(look.printed(lesson.name)),), fill=fill))
    cells = [*moved, *added]
    return Table(
        (*cells, *empty_cells(cells, len(table.rows) + 1, len(table.columns))), (*table.rows, 1.0), table.columns
    )
