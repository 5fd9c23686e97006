"""Days and times lined up, with no lines between them."""

from __future__ import annotations

import random
from dataclasses import replace

from functions.training.pages.families.columns import columns
from functions.training.pages.families.rows import rows
from functions.training.pages.look import Look
from functions.training.pages.plan import Plan
from functions.training.pages.tables import Ruling
from functions.training.pages.vocabulary import Vocabulary


def borderless(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    plan = chance.choice((columns, columns, rows))(chance, words, replace(look, subject_fills=False))
    return replace(plan, ruling=Ruling(inner=0, outer=0))
