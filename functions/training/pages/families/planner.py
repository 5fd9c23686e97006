"""A calendar: hours down the side, each lesson as long as it lasts, with its times in it."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from functions.training.pages.grid import empty_cells, lesson_text
from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Block, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.tables import Cell, Ruling, Table
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import block_of

HOUR = 60


def planner(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    look = replace(look, subject_fills=True)
    title, metadata = some_title(chance, words, look, week.level)
    notation = some_day_notation(chance)
    first, last = week.slots[0].start // HOUR * HOUR, -(-week.slots[-1].end // HOUR) * HOUR
    moments = {*range(first, last + 1, HOUR)}
    moments |= {moment for day in range(week.days) for lesson in week.on(day) for moment in week.times(lesson)}
    places = sorted(moments)
    track = {moment: number + 1 for number, moment in enumerate(places)}
    cells = [Cell((0, 1), (0, 1), open=True)]
    cells += [
        Cell((track[hour], track[hour + HOUR]), (0, 1), (look.plain(_hour(hour), 0.8),), down=0.0, open=True)
        for hour in range(first, last, HOUR)
    ]
    blocks: list[Block] = []
    for day in range(week.days):
        cells.append(Cell((0, 1), (day + 1, day + 2), (look.heading_text(notation.name(day)),), fill=look.heading_fill))
        for lesson in week.on(day):
            times = week.times(lesson)
            text = lesson_text(chance, look, replace(lesson, own=times))
            place = (track[times[0]], track[times[1]])
            fill = look.fill_of(lesson.name, lesson.kind)
            cells.append(Cell(place, (day + 1, day + 2), text, fill=fill, across=look.across, down=0.0))
            blocks.append(block_of(lesson, day, times, look.printed))
    cells += [replace(cell, open=True) for cell in empty_cells(cells, len(places), week.days + 1)]
    heights = tuple(float(later - moment) for moment, later in pairwise(places))
    table = Table(tuple(cells), (20.0, *heights), (0.45, *(1.0 for _ in range(week.days))))
    ruling = Ruling("#bfbfbf", look.scale * 0.75, look.scale * 0.75)
    return Plan((*title, Tables((table,))), blocks, metadata, chance.random() < 0.5, ruling)


def _hour(minutes: int) -> str:
    """The label of an hour, as calendars have it: "9 AM"."""
    hour = minutes // HOUR
    return f"{(hour - 1) % 12 + 1} {'AM' if hour < 12 else 'PM'}"
