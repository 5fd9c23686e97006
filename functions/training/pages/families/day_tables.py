"""Several tables side by side or below each other, each for some days: "Monday, Tuesday & Thursday"."""

from __future__ import annotations

import random
from collections.abc import Sequence

from functions.training.pages.grid import lesson_text
from functions.training.pages.look import Look
from functions.training.pages.notation import WEEKDAYS
from functions.training.pages.plan import Block, Lines, Part, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.tables import Cell, Table
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import Lesson, Week, block_of

_GROUPINGS = (
    ((0, 1, 3), (2, 4)),
    ((0, 2, 4), (1, 3)),
    ((0, 1, 2, 3), (4,)),
    ((0, 3), (1, 4), (2,)),
    ((0,), (1,), (2,), (3,), (4,)),
    ((0, 1), (2, 3), (4,)),
)


def day_tables(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    groups = [tuple(day for day in group if day < week.days) for group in chance.choice(_GROUPINGS)]
    groups = [group for group in groups if group]
    level = chance.random() < 0.4
    inside = level or chance.random() < 0.6
    shared = chance.choice((", ", " and ", " & ", " / "))
    parts: list[Part] = []
    tables, blocks = [], list[Block]()
    for group in groups:
        lessons = [lesson for lesson in week.on(group[0]) if lesson.slots[0] == int(lesson.slots[0])]
        heading = _heading([WEEKDAYS[day] for day in group], shared)
        table = _table(chance, look, week, lessons)
        blocks += [block for day in group for block in _blocks(look, week, lessons, day)]
        if inside:
            table = table.transposed() if level else table
            table = table.titled(look.heading_text(heading), look.heading_fill)
        else:
            parts.append(Lines((look.plain(heading, 1.2, bold=True),), 0.0))
            table = table.transposed()
        tables.append(table)
        if not inside or level:
            parts.append(Tables((table,), stretch=1 / len(groups)))
    if inside and not level:
        parts.append(Tables(tuple(tables)))
    return Plan((*title, *parts), blocks, metadata, landscape=inside and not level)


def _heading(days: Sequence[str], last: str) -> str:
    return days[0] if len(days) == 1 else ", ".join(days[:-1]) + last + days[-1]


def _table(chance: random.Random, look: Look, week: Week, lessons: Sequence[Lesson]) -> Table:
    """Times in the first column, lessons in the second."""
    cells = []
    for row, lesson in enumerate(lessons):
        time = look.times.span(*week.times(lesson))
        cells.append(Cell((row, row + 1), (0, 1), (look.plain(time),), fill=look.day_fill))
        text = lesson_text(chance, look, Lesson(lesson.days, lesson.slots, lesson.name, lesson.notes))
        fill = look.fill_of(lesson.name, lesson.kind)
        cells.append(Cell((row, row + 1), (1, 2), text, fill=fill, across=look.across, down=look.down))
    return Table(tuple(cells), tuple(1.0 for _ in lessons), (0.7, 1.0))


def _blocks(look: Look, week: Week, lessons: Sequence[Lesson], day: int) -> list[Block]:
    return [block_of(lesson, day, week.times(lesson), look.printed) for lesson in lessons]
