"""Timetables as tables of days and times, seen with days as rows; families transpose, part and decorate them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
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
    """A table with days as rows.

    Attributes:
        table: its first row holds the headings, its first column the days.
        blocks: what it says, day by day.
        tracks: the column that begins at a place among the slots.
    """

    table: Table
    blocks: tuple[Block, ...]
    tracks: Mapping[float, int]


def some_headings(chance: random.Random, week: Week, look: Look, kinds: Sequence[str]) -> Headings:
    """Headings for a week's slots.

    Args:
        kinds: to choose from: "spans", "starts", "periods", "periods and times".
    """
    kind = chance.choice(kinds)
    apart = kind == "spans" and chance.random() < 0.06
    times = look.times if not apart else replace(look.times, dash="\n", meridiem="", short_hours=False)
    spans = tuple(times.span(slot.start, slot.end) for slot in week.slots)
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


def with_names_above(grid: Grid, look: Look, names: Sequence[str]) -> Grid:
    """The grid with a row of names, one for each slot, above its headings."""
    lower = [replace(cell, rows=(cell.rows[0] + 1, cell.rows[1] + 1)) for cell in grid.table.cells]
    lower[0] = replace(lower[0], rows=(0, 2))
    upper = [
        Cell((0, 1), (grid.tracks[number], grid.tracks[number + 1]), (look.heading_text(name),), fill=look.heading_fill)
        for number, name in enumerate(names)
    ]
    return replace(grid, table=Table((*lower, *upper), (0.5, *grid.table.rows), grid.table.columns))


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
            "stacked", "spaced" (one cell, spaces between the letters), "letters" (one letter in each row), "each" (once
            for each day).
        corner: what the corner cell says.
    """
    places = sorted({0.0, *(float(n + 1) for n in range(len(week.slots)))} | _inner_places(week, days))
    tracks = {place: number + 1 for number, place in enumerate(places)}
    power = chance.choice((0.0, 0.0, 0.6))
    weights = tuple(_minutes(week.slots[int(first)]) ** power * (last - first) for first, last in pairwise(places))
    cells = _labels(look, headings, notation, days, tracks, corner)
    placed: list[tuple[int, float, Block]] = []
    for lesson in _on(week, days):
        span = (tracks[lesson.slots[0]], tracks[lesson.slots[1]])
        shared = lesson.days[1] - lesson.days[0] == week.days
        cells += _cells(chance, look, lesson, span, days, chance.choice(common) if shared else "across")
        for block in blocks_of(lesson, headings.said, look.printed):
            day = WEEKDAYS.index(block["day"])
            if day in days:
                placed.append((day, lesson.slots[0], block))
    cells += empty_cells(cells, len(days) + 1, len(places))
    table = Table(tuple(cells), (0.6, *(1.0 for _ in days)), (sum(weights) / len(weights) * 0.7, *weights))
    return Grid(table, tuple(block for _, _, block in sorted(placed, key=lambda entry: entry[:2])), tracks)


def _labels(
    look: Look,
    headings: Headings,
    notation: DayNotation,
    days: Sequence[int],
    tracks: Mapping[float, int],
    corner: str,
) -> list[Cell]:
    """The corner cell, the headings and the days."""
    cells = [Cell((0, 1), (0, 1), (look.heading_text(corner),) if corner else (), fill=look.heading_fill)]
    for number, text in enumerate(headings.texts):
        span = (tracks[number], tracks[number + 1])
        direction = Direction.UP if headings.turned else Direction.UPRIGHT
        paragraphs = (look.heading_text(text),) if text else ()
        cells.append(Cell((0, 1), span, paragraphs, direction, look.heading_fill))
    for row, day in enumerate(days, 1):
        direction = Direction.STACKED if notation.stacked else Direction.UPRIGHT
        cells.append(Cell((row, row + 1), (0, 1), (look.day_text(notation.name(day)),), direction, look.day_fill))
    return cells


def lesson_text(chance: random.Random, look: Look, lesson: Lesson) -> tuple[Paragraph, ...]:
    """What a lesson's cell says: its name, notes and own times, then those of further lessons in it."""
    if not lesson.also:
        return _text_of(chance, look, lesson, time_first=chance.random() < 0.5)
    return tuple(
        paragraph
        for part in (replace(lesson, also=()), *lesson.also)
        for paragraph in _text_of(chance, look, part, time_first=True)
    )


def _text_of(chance: random.Random, look: Look, lesson: Lesson, time_first: bool) -> tuple[Paragraph, ...]:
    name = look.printed(lesson.name)
    notes = " ".join(lesson.notes)
    if notes and look.notes == "brackets" and not look.notes_apart:
        paragraphs = [look.name(f"{name} ({notes})")]
    else:
        parts = (f"({notes})",) if look.notes == "brackets" and notes else lesson.notes
        paragraphs = [look.name(name, unsure=chance.random() < look.misspelled), *map(look.note, parts)]
    if not lesson.own or lesson.own[0] is None:
        return tuple(paragraphs)
    time = look.times.time(lesson.own[0])
    if lesson.own[1] is not None:
        time = look.times.span(lesson.own[0], lesson.own[1])
    if not notes and chance.random() < look.times_inline:
        return (look.name(f"{time} {name}" if time_first else f"{name}{chance.choice((f' {time}', f' ({time})'))}"),)
    stated = look.name(time)
    if chance.random() < look.highlighting:
        stated = replace(stated, style=replace(stated.style, highlight=look.highlight))
    paragraphs.insert(0 if time_first else len(paragraphs), stated)
    return tuple(paragraphs)


def _cells(
    chance: random.Random, look: Look, lesson: Lesson, span: tuple[int, int], days: Sequence[int], way: str
) -> list[Cell]:
    """Cells of a lesson."""
    rows = [row for row, day in enumerate(days, 1) if lesson.days[0] <= day < lesson.days[1]]
    fill = look.fill_of(lesson.name, lesson.kind)
    printed = look.printed(lesson.name)
    first, last = rows[0], rows[-1] + 1
    letters = [letter for letter in lesson.name.upper() if letter.isalnum()]
    if way == "letters" and len(letters) == len(lesson.name) and 3 <= len(letters) <= len(rows):
        key = f"{lesson.name} {span[0]}"
        cells = [
            Cell((row, row + 1), span, (look.letter(letter),), fill=fill, letter_of=key)
            for row, letter in zip(rows, letters, strict=False)
        ]
        rest = [Cell((row, row + 1), span, fill=fill) for row in rows[len(letters) :]]
        return cells + rest
    if way == "each" or len(rows) != last - first:
        text = lesson_text(chance, look, lesson)
        return [Cell((row, row + 1), span, text, fill=fill, across=look.across, down=look.down) for row in rows]
    if way == "stacked" and len(letters) == len(lesson.name) and len(rows) > 2:
        return [Cell((first, last), span, (look.name(lesson.name.upper()),), Direction.STACKED, fill)]
    if way == "spaced" and len(letters) == len(lesson.name) and len(rows) > 2:
        return [Cell((first, last), span, (look.name(" ".join(letters)),), Direction.UPRIGHT, fill)]
    if way == "turned" and len(rows) > 2:
        direction = chance.choice((Direction.UP, Direction.UP, Direction.DOWN))
        return [Cell((first, last), span, (look.name(printed),), direction, fill)]
    text = lesson_text(chance, look, lesson)
    aside = (look.across, look.down) if len(rows) == 1 else (0.5, 0.5)
    return [Cell((first, last), span, text, fill=fill, across=aside[0], down=aside[1])]


def _on(week: Week, days: Sequence[int]) -> list[Lesson]:
    return [lesson for lesson in week.lessons if any(lesson.days[0] <= day < lesson.days[1] for day in days)]


def _inner_places(week: Week, days: Sequence[int]) -> set[float]:
    return {float(place) for lesson in _on(week, days) for place in lesson.slots}


def _minutes(slot: Slot) -> float:
    return float(slot.end - slot.start)


def empty_cells(cells: Sequence[Cell], rows: int, columns: int) -> list[Cell]:
    """Cells where a table has none yet, one for each stretch of a row."""
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
