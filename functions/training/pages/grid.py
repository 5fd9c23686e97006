"""Timetables as tables of days and times, seen with days as rows; families transpose, part and decorate them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from functions.training.pages.look import Look
from functions.training.pages.notation import WEEKDAYS, DayNotation
from functions.training.pages.plan import Block
from functions.training.pages.tables import Cell, Table
from functions.training.pages.typesetting import Direction, Paragraph
from functions.training.pages.week import (
    Kind,
    Lesson,
    Slot,
    Times,
    Week,
    blocks_of,
    said_by_starts,
    said_in_full,
)


@dataclass(frozen=True)
class Headings:
    """What stands at the head of each slot, "" for nothing, and what that says of its times."""

    texts: tuple[str, ...]
    said: tuple[Times, ...]
    turned: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with days as rows, its first row the headings and its first column the days; and its blocks."""

    table: Table
    blocks: tuple[Block, ...]


def some_headings(chance: random.Random, week: Week, look: Look, kinds: Sequence[str]) -> Headings:
    """Headings for a week's slots.

    Args:
        kinds: to choose from: "spans", "starts", "periods", "periods and times".
    """
    kind = chance.choice(kinds)
    spans = tuple(look.times.span(slot.start, slot.end) for slot in week.slots)
    if kind == "spans":
        return Headings(spans, said_in_full(week.slots))
    if kind == "starts":
        return Headings(tuple(look.times.time(slot.start) for slot in week.slots), said_by_starts(week.slots))
    periods = period_names(chance, week.slots)
    if kind == "periods":
        return Headings(periods, tuple((None, None) for _ in week.slots))
    return Headings(
        tuple(f"{name}\n{span}" for name, span in zip(periods, spans, strict=True)), said_in_full(week.slots)
    )


def period_names(chance: random.Random, slots: Sequence[Slot]) -> tuple[str, ...]:
    """Numbers for lessons, names for what is named."""
    style = chance.choice(("Period {}", "P{}", "{}", "Lesson {}", "Period {}", "L{}"))
    names, number = [], 0
    for slot in slots:
        if slot.name and slot.kind in (Kind.BREAK, Kind.LUNCH, Kind.REGISTRATION):
            names.append(slot.name)
        else:
            number += 1
            names.append(style.format(number))
    return tuple(names)


def build(
    chance: random.Random,
    week: Week,
    look: Look,
    headings: Headings,
    notation: DayNotation,
    days: Sequence[int],
    common: Sequence[str] = ("across",),
    corner: str = "",
) -> Grid:
    """The table of some days.

    Args:
        days: rows, in their order; neighbours in the week share cells only where they are neighbours here.
        common: how what all days share is drawn, to choose from for each: "across" (one cell, upright), "turned",
            "stacked", "letters" (one letter in each row), "each" (once for each day).
        corner: what the corner cell says.
    """
    places = sorted({0.0, *(float(n + 1) for n in range(len(week.slots)))} | _inner_places(week, days))
    track = {place: number + 1 for number, place in enumerate(places)}
    weights = tuple(_weight(week.slots[int(first)]) * (last - first) for first, last in pairwise(places))
    cells = [Cell((0, 1), (0, 1), (look.heading_text(corner),) if corner else (), fill=look.heading_fill)]
    for number, text in enumerate(headings.texts):
        span = (track[number], track[number + 1])
        direction = Direction.UP if headings.turned else Direction.UPRIGHT
        paragraphs = (look.heading_text(text),) if text else ()
        cells.append(Cell((0, 1), span, paragraphs, direction, look.heading_fill))
    for row, day in enumerate(days, 1):
        direction = Direction.STACKED if notation.stacked else Direction.UPRIGHT
        cells.append(Cell((row, row + 1), (0, 1), (look.day_text(notation.name(day)),), direction, look.day_fill))
    blocks: list[Block] = []
    for lesson in _on(week, days):
        span = (track[lesson.slots[0]], track[lesson.slots[1]])
        shared = lesson.days[1] - lesson.days[0] == week.days
        way = chance.choice(common) if shared else "across"
        said = [block for block in blocks_of(lesson, headings.said) if WEEKDAYS.index(block["day"]) in days]
        drawn, name = _cells(chance, week, look, lesson, span, days, way)
        cells += drawn
        blocks += [{**block, "name": name} for block in said]
    cells += _empty(cells, len(days) + 1, len(places))
    table = Table(tuple(cells), (0.6, *(1.0 for _ in days)), (sum(weights) / len(weights) * 0.7, *weights))
    return Grid(table, tuple(blocks))


def lesson_text(chance: random.Random, look: Look, lesson: Lesson, turned: bool = False) -> tuple[Paragraph, ...]:
    """What a lesson's cell says: its name, notes and own times."""
    name = lesson.name.upper() if look.capitals else lesson.name
    paragraphs = [look.name(name, unsure=chance.random() < look.misspelled)]
    notes = " ".join(lesson.notes)
    if notes and look.notes == "brackets":
        bracketed = f"({notes})"
        if look.notes_apart:
            paragraphs.append(look.note(bracketed))
        else:
            paragraphs = [look.name(f"{name} {bracketed}")]
    elif lesson.notes and look.notes_apart:
        paragraphs += [look.note(note) for note in lesson.notes]
    elif notes:
        paragraphs.append(look.note(notes))
    if lesson.own and not turned:
        start, end = lesson.own
        assert start is not None
        time = look.times.time(start) if end is None else look.times.span(start, end)
        own = look.name(time)
        if chance.random() < 0.3:
            own = replace(own, style=replace(own.style, highlight="#ffff00"))
        paragraphs.insert(chance.choice((0, len(paragraphs))), own)
    return tuple(paragraphs)


def _cells(
    chance: random.Random, week: Week, look: Look, lesson: Lesson, span: tuple[int, int], days: Sequence[int], way: str
) -> tuple[list[Cell], str]:
    """Cells of a lesson, and its name as they print it."""
    rows = [row for row, day in enumerate(days, 1) if lesson.days[0] <= day < lesson.days[1]]
    fill = look.fill_of(lesson.name, lesson.kind)
    printed = lesson.name.upper() if look.capitals else lesson.name
    first, last = rows[0], rows[-1] + 1
    letters = [letter for letter in lesson.name.upper() if letter.isalnum()]
    if way == "letters" and len(letters) == len(lesson.name) and 3 <= len(letters) <= len(rows):
        key = f"{lesson.name} {span[0]}"
        cells = [
            Cell((row, row + 1), span, (look.letter(letter),), fill=fill, letter_of=key)
            for row, letter in zip(rows, letters, strict=False)
        ]
        rest = [Cell((row, row + 1), span, fill=fill) for row in rows[len(letters) :]]
        return cells + rest, lesson.name
    if way == "each" or len(rows) != last - first:
        text = lesson_text(chance, look, lesson)
        return [
            Cell((row, row + 1), span, text, fill=fill, across=look.across, down=look.down) for row in rows
        ], printed
    if way == "stacked" and len(letters) == len(lesson.name) and len(rows) > 2:
        return [Cell((first, last), span, (look.name(lesson.name.upper()),), Direction.STACKED, fill)], lesson.name
    if way == "turned" and len(rows) > 2:
        direction = chance.choice((Direction.UP, Direction.UP, Direction.DOWN))
        return [Cell((first, last), span, (look.name(printed),), direction, fill)], printed
    text = lesson_text(chance, look, lesson)
    aside = (look.across, look.down) if len(rows) == 1 else (0.5, 0.5)
    return [Cell((first, last), span, text, fill=fill, across=aside[0], down=aside[1])], printed


def _on(week: Week, days: Sequence[int]) -> list[Lesson]:
    return [lesson for lesson in week.lessons if any(lesson.days[0] <= day < lesson.days[1] for day in days)]


def _inner_places(week: Week, days: Sequence[int]) -> set[float]:
    return {float(place) for lesson in _on(week, days) for place in lesson.slots}


def _weight(slot: Slot) -> float:
    return float((slot.end - slot.start) ** 0.6)


def _empty(cells: Sequence[Cell], rows: int, columns: int) -> list[Cell]:
    """Cells where there is none yet, one for each stretch of a row."""
    taken = {(row, column) for cell in cells for row in range(*cell.rows) for column in range(*cell.columns)}
    empty: list[Cell] = []
    for row in range(rows):
        free = [column for column in range(columns) if (row, column) not in taken]
        for column in free:
            if column - 1 in free and empty and empty[-1].rows[0] == row:
                empty[-1] = replace(empty[-1], columns=(empty[-1].columns[0], column + 1))
            else:
                empty.append(Cell((row, row + 1), (column, column + 1)))
    return empty
