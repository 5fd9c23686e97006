"""Families of layouts: each turns chance, words and a look into a plan of a page."""

from __future__ import annotations

import random
from collections.abc import Callable

from functions.training.pages.families.columns import columns
from functions.training.pages.families.periods import periods
from functions.training.pages.families.rows import rows
from functions.training.pages.look import Look
from functions.training.pages.plan import Plan
from functions.training.pages.vocabulary import Vocabulary

Family = Callable[[random.Random, Vocabulary, Look], Plan]

TRAINING_FAMILIES: dict[str, Family] = {"rows": rows, "columns": columns}
HELD_OUT_FAMILIES: dict[str, Family] = {"periods": periods}
ALL_FAMILIES = TRAINING_FAMILIES | HELD_OUT_FAMILIES
