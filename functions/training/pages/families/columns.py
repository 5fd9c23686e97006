"""Days as columns, times in the first column."""

from __future__ import annotations

import random

from functions.training.pages.grid import build, period_names, some_headings, with_names_above
from functions.training.pages.look import Look
from functions.training.pages.notation import some_day_notation
from functions.training.pages.plan import Plan, Tables
from functions.training.pages.school import some_week
from functions.training.pages.titles import into_table, some_title
from functions.training.pages.vocabulary import Vocabulary


def columns(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    week = some_week(chance, words)
    title, metadata = some_title(chance, words, look, week.level)
    headings = some_headings(chance, week, look, ("spans", "spans", "spans", "starts", "periods and times"))
    common = chance.choice((("across",), ("across",), ("each",), ("spaced", "across")))
    notation = some_day_notation(chance)
    corner = chance.choice(("", "", "Time", "Time", "Period", "TIME"))
    grid = build(chance, week, look, headings, notation, range(week.days), common, corner)
    landscape = chance.random() < 0.7
    if chance.random() < 0.12:
        grid = with_names_above(grid, look, period_names(chance, week.slots))
    title, table = into_table(chance, look, title, grid.table.transposed())
    return Plan((*title, Tables((table,))), grid.blocks, metadata, landscape)
