"""Numbered periods, as schools' systems print them: subject, teacher and room; bell times in a legend or nowhere."""

from __future__ import annotations

import random
from collections.abc import Sequence

from functions.training.pages.grid import Headings, build, period_names
from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Lines, Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import Slot, Times, said_in_full


def periods(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    names = period_names(chance, week.slots)
    with_legend = chance.random() < 0.55 and len(set(names)) == len(names)
    unsaid: tuple[Times, ...] = tuple((None, None) for _ in week.slots)
    headings = Headings(names, said_in_full(week.slots) if with_legend else unsaid)
    title, metadata = some_title(chance, words, look, week.level)
    grid = build(chance, week, look, headings, some_day_notation(chance), range(week.days), ("across", "each"))
    table = grid.table if chance.random() < 0.5 else grid.table.transposed()
    legend = (_legend(chance, look, names, week.slots),) if with_legend else ()
    parts = (*title, *legend, Tables((table,))) if chance.random() < 0.3 else (*title, Tables((table,)), *legend)
    return Plan(parts, grid.blocks, metadata)


def _legend(chance: random.Random, look: Look, names: Sequence[str], slots: Sequence[Slot]) -> Lines:
    """Bell times, one below the other or in running text."""
    joint = chance.choice((" ", ": ", ": ", " – "))
    entries = [f"{name}{joint}{look.times.span(slot.start, slot.end)}" for name, slot in zip(names, slots, strict=True)]
    if chance.random() < 0.5:
        return Lines(tuple(look.plain(entry, 0.85) for entry in entries), 0.0)
    return Lines((look.plain(chance.choice(("   ", ", ", "; ")).join(entries), 0.85),), 0.5)
