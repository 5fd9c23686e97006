"""The lines above a timetable, and what they say about it."""

from __future__ import annotations

import random

from functions.training.pages.look import Look
from functions.training.pages.plan import Lines, Metadata
from functions.training.pages.tables import Table
from functions.training.pages.vocabulary import Vocabulary


def some_metadata(chance: random.Random, words: Vocabulary, level: str) -> Metadata:
    """A class with all that a page may say about it."""
    return Metadata(
        teacher=words.teacher(chance).replace("Mr.", "Mr").replace("Mrs.", "Mrs"),
        class_name=_class_name(chance, words, level),
        term=_term(chance, level),
        year=_year(chance),
    )


def some_title(chance: random.Random, words: Vocabulary, look: Look, level: str) -> tuple[tuple[Lines, ...], Metadata]:
    """Title lines, which say some of it, and that part of it."""
    full = some_metadata(chance, words, level)
    heading = chance.choice(
        ("Timetable", "Timetable", "Weekly Timetable", "Class Timetable", "Schedule", "Weekly Schedule")
    )
    kind = chance.random()
    if kind < 0.1:
        return (), Metadata()
    if kind < 0.3:
        said = Metadata(class_name=full.class_name)
        return (_title(look, f"{full.class_name} {heading.split()[-1]}"),), said
    if kind < 0.45:
        said = Metadata(class_name=full.class_name, term=full.term)
        return (_title(look, f"{full.class_name} {heading.split()[-1]} {chance.choice('-–')} {full.term}"),), said
    if kind < 0.6:
        first = _title(look, f"{full.class_name} {heading.split()[-1]}")
        second = f"{full.term} {full.year}" if chance.random() < 0.5 else f"{full.teacher}, {full.term} {full.year}"
        teacher = full.teacher if full.teacher and full.teacher in second else None
        return (first, Lines((look.plain(second, 1.1),))), Metadata(teacher, full.class_name, full.term, full.year)
    if kind < 0.8:
        label = chance.choice(("Teacher", "Class Teacher", "Tutor"))
        fields = [f"Class: {full.class_name}", f"{label}: {full.teacher}", f"Term: {full.term}", f"Year: {full.year}"]
        kept = [field for field in fields if chance.random() < 0.75] or fields[:1]
        lines = (_title(look, heading if chance.random() < 0.6 else words.school(chance)),)
        said = Metadata(
            full.teacher if fields[1] in kept else None,
            full.class_name if fields[0] in kept else None,
            full.term if fields[2] in kept else None,
            full.year if fields[3] in kept else None,
        )
        texts = kept if chance.random() < 0.3 else [chance.choice((" | ", " – ", ", ")).join(kept)]
        return (*lines, Lines(tuple(look.plain(text, 1.1) for text in texts))), said
    if kind < 0.9:
        return (_title(look, words.school(chance)), _title(look, f"{full.class_name} {heading}", 1.3)), Metadata(
            class_name=full.class_name
        )
    return (_title(look, heading),), Metadata()


def some_footer(chance: random.Random, words: Vocabulary, look: Look) -> tuple[Lines, ...]:
    """Lines below the table: reminders, now and then one added by hand."""
    printed = tuple(look.plain(words.reminder(chance), 0.9) for _ in range(chance.choice((1, 1, 2, 3))))
    lines = (Lines(printed, chance.choice((0.0, 0.5))),) if chance.random() < 0.25 else ()
    added = look.by_hand(words.reminder(chance)) if chance.random() < 0.2 else None
    return (*lines, Lines((added,), chance.random())) if added else lines


def into_table(
    chance: random.Random, look: Look, title: tuple[Lines, ...], table: Table
) -> tuple[tuple[Lines, ...], Table]:
    """The title lines and the table, whose first row has now and then taken over a title of one line."""
    if len(title) != 1 or chance.random() > 0.3:
        return title, table
    return (), table.titled(title[0].paragraphs[0], look.day_fill)


def _title(look: Look, text: str, size: float = 1.7) -> Lines:
    return Lines((look.title_text(text.upper() if look.capitals else text, size),), 0.5)


def _class_name(chance: random.Random, words: Vocabulary, level: str) -> str:
    if level in ("elementary", "high"):
        grade = chance.randint(1, 5) if level == "elementary" else chance.randint(6, 12)
        ordinal = {1: "st", 2: "nd", 3: "rd"}.get(grade, "th")
        return chance.choice(
            (f"Grade {grade}", f"{grade}{ordinal} Grade", "Kindergarten" if grade == 1 else f"Grade {grade}")
        )
    year = chance.randint(1, 6) if level == "primary" else chance.randint(7, 13)
    group = chance.choice("ABCDEHJKLMNPRSTW")
    return chance.choice(
        (
            f"{year}{group}",
            f"{year}{group}",
            f"Class {year}{group}",
            f"Year {year}",
            f"Year {year}",
            f"{words.class_animal(chance)} Class" if level == "primary" else f"Year {year}",
            f"{year}{group}{chance.choice('ABCDHJ')}",
        )
    )


def _term(chance: random.Random, level: str) -> str:
    if level in ("elementary", "high"):
        return chance.choice(
            ("Fall", "Spring", "Fall Semester", "Semester 1", "Semester 2", "Quarter 3", "Spring Term")
        )
    season = chance.choice(("Autumn", "Spring", "Summer"))
    return chance.choice((f"{season} Term", f"{season} {chance.randint(1, 2)}", season, f"Term {chance.randint(1, 6)}"))


def _year(chance: random.Random) -> str:
    year = chance.randint(2021, 2027)
    short = (year + 1) % 100
    return chance.choice((f"{year}-{short}", f"{year}/{short}", f"{year}-{year + 1}", f"{year}/{year + 1}", f"{year}"))
