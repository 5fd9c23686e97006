"""Timetables written as lists: the name of a day, and below it an entry for each lesson, on one line or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from functions.document.blocks import TimeBlock, fill_ends
from functions.document.cells import Line, phrases_of
from functions.document.days import initials, parse_days
from functions.document.entries import read_entries
from functions.document.times import find_times

MOST_PHRASES = 2  # a time and what happens then; lines with more are rows of a table,
EVEN = 1.6  # unless their widest space is less than so much wider than the narrowest: a typewriter's are all wide
FEWEST = 2  # entries of a list
_DAY_FIRST = re.compile(r"^\s*([A-Za-z]{3,9}s?)\s*[:–—-]\s*(?=\S)")


@dataclass(frozen=True)
class DayList:
    """The lines below the name of a day, or of several."""

    days: tuple[str, ...]
    lines: tuple[Line, ...]


def read_day_lists(lists: Iterable[DayList]) -> list[TimeBlock]:
    """Blocks of lists whose days are known; none where hardly one of them has entries."""
    blocks = [read_entries(held.lines, held.days) for held in lists]
    listed = sum(len(entries) >= FEWEST for entries in blocks)
    return fill_ends([block for entries in blocks for block in entries]) if 2 * listed > len(blocks) else []


def read_list(lines: Iterable[Line]) -> list[TimeBlock]:
    """Blocks of lists headed by days; empty where no day stands in a line of its own or at the start of one.

    Args:
        lines: in reading order.
    """
    days: tuple[str, ...] = ()
    held: list[Line] = []
    blocks: list[TimeBlock] = []
    lines = list(lines)
    lettered = _lettered(lines)
    for number, line in enumerate(lines):
        first = _DAY_FIRST.match(line.text)
        named = lettered.get(number) or parse_days(line.text)
        beside = parse_days(first.group(1)) if first and not named else ()
        if named or beside:
            blocks += read_entries(held, days)
            held, days = [], named or beside
        if first and beside:
            held.append(replace(line, text=line.text[first.end() :]))
        elif not named and (len(phrases_of(line)) <= MOST_PHRASES or _evenly_spaced(line)):
            held.append(line)
    return fill_ends(blocks + read_entries(held, days))


def _evenly_spaced(line: Line) -> bool:
    """True where the words of a line, one time among them at most, are about equally far apart."""
    gaps = [after.left - before.right for before, after in pairwise(line.words)]
    return len(find_times(line.text)) < 2 and max(gaps) < EVEN * min(gaps)


def _lettered(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """Numbers of the lines that are nothing but the first letters of the days, in the week's order, and these days."""
    short = [number for number, line in enumerate(lines) if len(line.text.strip(" .:")) <= 2 and line.text[0].isalpha()]
    days = initials([lines[number].text for number in short])
    return dict(zip(short, days, strict=True)) if days else {}
