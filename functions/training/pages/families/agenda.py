"""A row for each lesson: day, time, subject, room and teacher in columns of their own."""

from __future__ import annotations

import random

from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Block, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.tables import Cell, Table
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import block_of


def agenda(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    notation = some_day_notation(chance)
    merged = chance.random() < 0.7
    heads: tuple[str, ...] = (
        "Day",
        chance.choice(("Time", "When")),
        chance.choice(("Subject", "Lesson", "Activity")),
        "Notes",
    )
    heads = heads if any(lesson.notes for lesson in week.lessons) else heads[:3]
    cells = [
        Cell((0, 1), (column, column + 1), (look.heading_text(head),), fill=look.heading_fill)
        for column, head in enumerate(heads)
    ]
    blocks: list[Block] = []
    row = 1
    for day in range(week.days):
        lessons = week.on(day)
        name = (look.day_text(notation.name(day)),)
        for number, lesson in enumerate(lessons):
            if number == 0 or not merged:
                cells.append(Cell((row, row + (len(lessons) if merged else 1)), (0, 1), name, fill=look.day_fill))
            texts = (look.times.span(*week.times(lesson)), look.printed(lesson.name), " ".join(lesson.notes))
            for column, text in enumerate(texts[: len(heads) - 1], 1):
                paragraphs = (look.plain(text),) if text else ()
                cells.append(Cell((row, row + 1), (column, column + 1), paragraphs, across=look.across))
            blocks.append(block_of(lesson, day, week.times(lesson), look.printed))
            row += 1
    widths = (0.7, 1.0, 1.5, 1.2)[: len(heads)]
    table = Table(tuple(cells), tuple(1.0 for _ in range(row)), widths)
    return Plan((*title, Tables((table,))), blocks, metadata, landscape=False)
