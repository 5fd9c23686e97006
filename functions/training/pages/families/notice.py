"""Pages of schools that are no timetable: a letter, a list of spellings, a menu."""

from __future__ import annotations

import random

from functions.training.pages.look import Look
from functions.training.pages.plan import Lines, Part, Plan, Tables
from functions.training.pages.tables import Cell, Table
from functions.training.pages.vocabulary import Vocabulary

_OPENING = "Dear parents and carers,"
_MEALS = (
    "Pasta bake",
    "Fish fingers",
    "Roast chicken",
    "Jacket potato",
    "Vegetable curry",
    "Pizza",
    "Fruit salad",
    "Yoghurt",
)


def notice(chance: random.Random, words: Vocabulary, look: Look) -> Plan:
    """A plan of this family."""
    title = Lines((look.title_text(words.school(chance)),))
    kind = chance.choice(("letter", "spellings", "menu"))
    if kind == "letter":
        sentences = [words.reminder(chance) for _ in range(chance.randint(4, 9))]
        body = (look.plain(_OPENING), look.plain(" ".join(sentences)), look.plain("Yours sincerely,"))
        signed = Lines((look.plain(words.teacher(chance)),), 0.0)
        return Plan(
            (title, *(Lines((line,), 0.0) for line in body), signed), metadata=None, landscape=False, roomy=True
        )
    count = chance.randint(5, 12)
    texts = [words.topic(chance) if kind == "spellings" else chance.choice(_MEALS) for _ in range(3 * count)]
    cells = tuple(
        Cell((number // 3, number // 3 + 1), (number % 3, number % 3 + 1), (look.plain(text),))
        for number, text in enumerate(texts)
    )
    heading = "Spellings to learn" if kind == "spellings" else "Lunch menu"
    parts: tuple[Part, ...] = (title, Lines((look.plain(heading, 1.3, bold=True),)))
    return Plan((*parts, Tables((Table(cells, (1.0,) * count, (1.0,) * 3),))), metadata=None, landscape=False)
