"""Two weeks that take turns: week A and week B, one table below the other."""

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
from functions.training.pages.week import Week

WEEKS = (("Week A", "Week B"), ("Week 1", "Week 2"), ("WEEK A", "WEEK B"), ("Week One", "Week Two"))


def fortnight(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    notation = some_day_notation(chance)
    headings = some_headings(chance, week, look, ("spans", "spans", "periods and times"))
    upright = chance.random() < 0.6
    parts: list[Part] = []
    blocks: list[Block] = []
    for label, lessons in zip(chance.choice(WEEKS), (week, _other(chance, week)), strict=True):
        grid = build(chance, lessons, look, headings, notation, range(week.days), ("across", "each"))
        table = grid.table if upright else grid.table.transposed()
        parts += [Lines((look.plain(label, 1.3, bold=True),), chance.choice((0.0, 0.5))), Tables((table,), stretch=0.5)]
        blocks += [{**block, "notes": " ".join(filter(None, (label, block["notes"])))} for block in grid.blocks]
    return Plan((*title, *parts), blocks, metadata, landscape=False)


def _other(chance: random.Random, week: Week) -> Week:
    """The week with its lessons in another order."""
    own = [lesson for lesson in week.lessons if lesson.days[1] - lesson.days[0] < week.days]
    names = [(lesson.name, lesson.notes) for lesson in own]
    chance.shuffle(names)
    changed = {
        lesson: replace(lesson, name=name, notes=notes) for lesson, (name, notes) in zip(own, names, strict=True)
    }
    return replace(week, lessons=tuple(changed.get(lesson, lesson) for lesson in week.lessons))
