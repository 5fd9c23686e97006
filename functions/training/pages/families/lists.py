"""Daily lists: below the name of each day a line for each lesson, timed or numbered."""

from __future__ import annotations

import random

from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Block, Lines, Part, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.tables import Cell, Table
from functions.training.pages.titles import some_title
from functions.training.pages.typesetting import Paragraph
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import Week, block_of


def lists(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    notation = some_day_notation(chance)
    style = chance.choice(("{time} {name}", "{time}  {name}", "{time}: {name}", "{name} {time}", "{number}. {name}"))
    style = chance.choice((style, "{time} - {name}", "• {time} {name}", "{number}. {name} ({time})"))
    bold_days = chance.random() < 0.8
    days: list[tuple[Paragraph, ...]] = []
    blocks: list[Block] = []
    for day in range(week.days):
        heading = look.plain(notation.names[day] + chance.choice(("", "", ":")), 1.15, bold=bold_days)
        entries, said = _entries(week, day, style, look)
        days.append((heading, *(look.plain(entry) for entry in entries)))
        blocks += said
    if chance.random() < 0.5:
        parts: tuple[Part, ...] = tuple(Lines(paragraphs, 0.0) for paragraphs in days)
        return Plan((*title, *parts), blocks, metadata, landscape=False, roomy=True)
    cells = tuple(
        Cell((0, 1), (number, number + 1), paragraphs, across=0.0, down=0.0) for number, paragraphs in enumerate(days)
    )
    table = Table(cells, (1.0,), tuple(1.0 for _ in days))
    return Plan((*title, Tables((table,), ruled=chance.random() < 0.3)), blocks, metadata, roomy=True)


def _entries(week: Week, day: int, style: str, look: Look) -> tuple[list[str], list[Block]]:
    """Lines of a day and what they say."""
    entries, blocks = [], []
    timed = "{time}" in style
    for number, lesson in enumerate(week.on(day), 1):
        start, end = week.times(lesson)
        name = look.printed(lesson.name)
        entries.append(style.format(time=look.times.span(start, end), name=name, number=number))
        times = (start, end) if timed else (None, None)
        blocks.append({**block_of(lesson, day, times, look.printed), "notes": None})
    return entries, blocks
