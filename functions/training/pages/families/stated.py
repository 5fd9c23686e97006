"""Days as columns of cells that each say their own times; there is no column of times."""

from __future__ import annotations

import random
from dataclasses import replace

from functions.training.pages.grid import lesson_text
from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Block, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.tables import Cell, Table
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import block_of


def stated(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    notation = some_day_notation(chance)
    turned = chance.random() < 0.3
    cells: list[Cell] = []
    blocks: list[Block] = []
    longest = max(len(week.on(day)) for day in range(week.days))
    for day in range(week.days):
        cells.append(Cell((0, 1), (day, day + 1), (look.heading_text(notation.name(day)),), fill=look.heading_fill))
        lessons = week.on(day)
        for row, lesson in enumerate(lessons, 1):
            start, end = week.times(lesson)
            own = replace(lesson, own=(start, end))
            fill = look.fill_of(lesson.name, lesson.kind)
            text = lesson_text(chance, look, own)
            cells.append(Cell((row, row + 1), (day, day + 1), text, fill=fill, across=look.across, down=look.down))
            blocks.append(block_of(lesson, day, (start, end), look.printed))
        cells += [Cell((row, row + 1), (day, day + 1)) for row in range(len(lessons) + 1, longest + 1)]
    table = Table(tuple(cells), (0.5, *(1.0 for _ in range(longest))), tuple(1.0 for _ in range(week.days)))
    return Plan((*title, Tables((table.transposed() if turned else table,))), blocks, metadata)
