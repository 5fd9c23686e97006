"""Day labels of a table, seen as in `layout`: one below the other.

A label that could not be read is supplied where its neighbours leave only one day for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from functions.document.cells import Cell
from functions.document.days import SCHOOL_DAYS, initials, most_initials, parse_days
from functions.document.geometry import Box, Interval
from functions.document.times import find_times, whole_time

_LONGEST_SHORT = 5  # letters of a day's short name, "Thurs"
_REMARK = re.compile(r"\s*[(\[].*|\s+[-–—]\s.*", re.DOTALL)  # "Monday (PPA)", "Friday – PE kit"
Labelled = tuple[Cell, tuple[str, ...]]


@dataclass(frozen=True)
class Labels:
    """Day labels that stand one below the other, from the top, and the days that each names."""

    cells: tuple[Cell, ...]
    days: tuple[tuple[str, ...], ...]

    @property
    def across(self) -> Interval:
        return Box.around(cell.box for cell in self.cells).across

    @property
    def distinct(self) -> int:
        return len({day for days in self.days for day in days})


def find_labels(cells: Sequence[Cell]) -> list[Labels]:
    """Columns of labels for at least two different days, from the left."""
    lettered = _initials(cells)
    taken = {id(cell) for cell, _ in lettered}
    found = [(cell, days) for cell in cells if id(cell) not in taken and (days := _days_of(cell))]
    columns: list[list[Labelled]] = [lettered] if lettered else []
    for cell, days in sorted(found, key=lambda pair: pair[0].box.left):
        for column in columns:
            if _same_column(column[0][0], cell):
                column.append((cell, days))
                break
        else:
            columns.append([(cell, days)])
    columns.sort(key=lambda column: min(cell.box.left for cell, _ in column))
    labels = []
    for column in columns:
        if len({days for _, days in column}) < 2:
            continue
        completed = _completed(sorted(column, key=lambda pair: pair[0].box.top), cells)
        labels.append(Labels(tuple(cell for cell, _ in completed), tuple(days for _, days in completed)))
    return labels


def _days_of(cell: Cell) -> tuple[str, ...]:
    """Days that a label names, alone, in its first line or before a remark."""
    if not cell.lines:
        return ()
    first = cell.lines[0].text
    return parse_days(cell.text) or parse_days(first) or parse_days(_REMARK.sub("", first))


def _same_column(left: Cell, right: Cell) -> bool:
    return left.box.across.overlap(right.box.across) > 0.5 * min(left.box.width, right.box.width)


def _initials(cells: Sequence[Cell]) -> list[Labelled]:
    """The leftmost column whose cells, one after the other, read M, T, W, T, F; empty where none does."""
    short = sorted((cell for cell in cells if 1 <= len(cell.text) <= _LONGEST_SHORT), key=lambda cell: cell.box.top)
    for letter in sorted((cell for cell in short if cell.text.strip(" .:").upper() == "M"), key=lambda c: c.box.left):
        below = [cell for cell in short if _same_column(letter, cell) and cell.box.top >= letter.box.top]
        for count in range(min(len(below), len(SCHOOL_DAYS)), 2, -1):
            days = initials([cell.text for cell in below[:count]])
            if days is not None:
                return list(zip(below, days, strict=False))
    return _most_initials(cells, short)


def _most_initials(cells: Sequence[Cell], short: Sequence[Cell]) -> list[Labelled]:
    """Five cells one below the other, most of which say the first letters of the days; empty where there are none."""
    for letter in (cell for cell in short if _names_a_day(cell.text)):
        column = sorted((cell for cell in cells if _alike(letter, cell)), key=lambda cell: cell.box.top)
        for begin in range(len(column) - len(SCHOOL_DAYS) + 1):
            held = column[begin : begin + len(SCHOOL_DAYS)]
            days = most_initials([cell.text for cell in held])
            if days is not None:
                return list(zip(held, days, strict=True))
    return []


def _names_a_day(text: str) -> bool:
    return bool(parse_days(text)) or text.strip(" .:").upper() in {*(day[0] for day in SCHOOL_DAYS), "R"}


def _completed(column: Sequence[Labelled], cells: Sequence[Cell]) -> list[Labelled]:
    """The column with the labels that stand between, before or after those that were read.

    A cell between two labels is the day between theirs; one before or after must be as large as a label, have something
    in it or beside it, and no time heading in its row.
    """
    read = {id(cell) for cell, _ in column}
    order = {cell: days[0] for cell, days in column if len(days) == 1 and days[0] in SCHOOL_DAYS}
    spare = sorted(
        (cell for cell in cells if id(cell) not in read and _alike(column[0][0], cell)), key=lambda cell: cell.box.top
    )
    entries = sorted(
        [*((cell, True) for cell in order), *((cell, False) for cell in spare)], key=lambda e: e[0].box.top
    )
    supplied: list[Labelled] = []
    for number, (cell, known) in enumerate(entries):
        if known:
            continue
        expected = _expected(number, entries, order)
        between = 0 < number < len(entries) - 1
        if expected and expected not in order.values() and (between or _may_be_outer(cell, cells)):
            supplied.append((cell, (expected,)))
    return sorted([*column, *supplied], key=lambda pair: pair[0].box.top)


def _alike(label: Cell, cell: Cell) -> bool:
    """True for a cell of the labels' column that is about as large and says no time."""
    same = label.box.across.alike(cell.box.across, 0.9)
    return same and 0.5 < cell.box.height / max(1.0, label.box.height) < 2 and not find_times(cell.text)


def _expected(number: int, entries: Sequence[tuple[Cell, bool]], order: dict[Cell, str]) -> str | None:
    """The day that an unread label must be by the nearest label above and below, where these agree."""
    guesses = set()
    for step in (-1, 1):
        distance = step
        while 0 <= number + distance < len(entries) and not entries[number + distance][1]:
            distance += step
        if 0 <= number + distance < len(entries):
            day = SCHOOL_DAYS.index(order[entries[number + distance][0]]) - distance
            guesses.add(SCHOOL_DAYS[day] if 0 <= day < len(SCHOOL_DAYS) else None)
    return guesses.pop() if len(guesses) == 1 else None


def _may_be_outer(cell: Cell, cells: Sequence[Cell]) -> bool:
    row = [other for other in cells if other is not cell and other.box.down.share_of(cell.box.down) > 0.6]
    timed = any(whole_time(other.text) for other in row)
    headings = sum(1 for other in row if timed and find_times(other.text) and len(other.text) < 25)
    held = cell.lines or sum(bool(other.lines) for other in row) > 1
    return bool(held) and (not row or 2 * headings < len(row))
