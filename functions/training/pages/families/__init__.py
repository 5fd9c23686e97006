"""Families of layouts: each turns chance, words and a look into a plan of a page."""

from __future__ import annotations

import random
from collections.abc import Callable

from functions.training.pages.families.agenda import agenda
from functions.training.pages.families.borderless import borderless
from functions.training.pages.families.columns import columns
from functions.training.pages.families.day_tables import day_tables
from functions.training.pages.families.fortnight import fortnight
from functions.training.pages.families.halves import halves
from functions.training.pages.families.lists import lists
from functions.training.pages.families.notice import notice
from functions.training.pages.families.periods import periods
from functions.training.pages.families.planner import planner
from functions.training.pages.families.routine import routine
from functions.training.pages.families.rows import rows
from functions.training.pages.families.stated import stated
from functions.training.pages.look import Look
from functions.training.pages.plan import Plan
from functions.training.pages.vocabulary import Vocabulary

Family = Callable[[random.Random, Vocabulary, Look], Plan]

TRAINING_FAMILIES: dict[str, Family] = {
    "rows": rows,
    "columns": columns,
    "stated": stated,
    "lists": lists,
    "day tables": day_tables,
    "borderless": borderless,
    "planner": planner,
    "agenda": agenda,
}
HELD_OUT_FAMILIES: dict[str, Family] = {
    "periods": periods,
    "halves": halves,
    "routine": routine,
    "fortnight": fortnight,
}
ALL_FAMILIES = TRAINING_FAMILIES | HELD_OUT_FAMILIES
WITHOUT_TIMETABLE: dict[str, Family] = {"notice": notice}
