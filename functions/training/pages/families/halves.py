"""Mornings in one table, afternoons in another below it."""

from __future__ import annotations

import random
from dataclasses import replace

from functions.training.pages.grid import build, some_headings
from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Block, Lines, Part, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import Kind, Week


def halves(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    noon = next(number for number, slot in enumerate(week.slots) if slot.kind is Kind.LUNCH)
    notation = some_day_notation(chance)
    upright = chance.random() < 0.5
    labels = chance.choice((("Morning", "Afternoon"), ("AM", "PM"), ("", "")))
    parts: list[Part] = []
    blocks: list[Block] = []
    for label, half in zip(labels, (_part(week, 0, noon + 1), _part(week, noon + 1, len(week.slots))), strict=True):
        headings = some_headings(chance, half, look, ("spans",))
        grid = build(chance, half, look, headings, notation, range(half.days), ("across", "each"))
        if label:
            parts.append(Lines((look.plain(label, 1.2, bold=True),), 0.0))
        parts.append(Tables((grid.table if upright else grid.table.transposed(),), stretch=0.5))
        blocks += grid.blocks
    return Plan((*title, *parts), blocks, metadata, landscape=chance.random() < 0.3)


def _part(week: Week, first: int, last: int) -> Week:
    """Some slots of a week, and the lessons that lie in them."""
    lessons = tuple(
        replace(lesson, slots=(lesson.slots[0] - first, lesson.slots[1] - first))
        for lesson in week.lessons
        if first <= lesson.slots[0] and lesson.slots[1] <= last
    )
    return replace(week, slots=week.slots[first:last], lessons=lessons)
