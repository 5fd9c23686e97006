"""Timetables written as lists: the name of a day, and below it an entry for each lesson, on one line or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.document.blocks import TimeBlock, fill_ends
from functions.document.cells import Line, join_lines, phrases_of
from functions.document.days import initials, parse_days
from functions.document.lessons import out_of_brackets
from functions.document.times import find_times
from functions.shared.page import Word

MOST_PHRASES = 2  # a time and what happens then; lines with more are rows of a table
NEAR = 0.9  # of a line's height: lines further apart than this do not run on
LONGEST_ENTRY = 4  # lines
FEWEST = 2  # entries of a list
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,2}\s*[.):]|(?:period|lesson|p)\s*\d{1,2}\s*[.):-]?)(?:\s+(?=\D)|\s*$)", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"^\s*([A-Za-z]{3,9}s?)\s*[:–—-]\s*(?=\S)")
_OPEN_RANGE = re.compile(r"\d\s*(?:[ap]\.?m\.?)?\s*(?:[-–—]|\b(?:to|until|till?))\s*$", re.IGNORECASE)
_BULLETS = " \t•·*–—-:;,|"


@dataclass(frozen=True)
class DayList:
    """The lines below the name of a day, or of several."""

    days: tuple[str, ...]
    lines: tuple[Line, ...]


def read_day_lists(lists: Iterable[DayList]) -> list[TimeBlock]:
    """Blocks of lists whose days are known; none where hardly one of them has entries."""
    blocks = [_entries(held.lines, held.days) for held in lists]
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
            blocks += _entries(held, days)
            held, days = [], named or beside
        if first and beside:
            parts = re.split(r"\s*;\s*", line.text[first.end() :])
            blocks += [block for part in parts for block in _entry(part, days, line.words)]
        elif not named and len(phrases_of(line)) <= MOST_PHRASES:
            held.append(line)
    return fill_ends(blocks + _entries(held, days))


def _lettered(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """Numbers of the lines that are nothing but the first letters of the days, in the week's order, and these days."""
    short = [number for number, line in enumerate(lines) if len(line.text.strip(" .:")) <= 2 and line.text[0].isalpha()]
    days = initials([lines[number].text for number in short])
    return dict(zip(short, days, strict=True)) if days else {}


def _entries(lines: Sequence[Line], days: tuple[str, ...]) -> list[TimeBlock]:
    """Lessons of the lines below a day: each begins with its number or time, or each ends with its time."""
    numbered = [bool(_NUMBERED.match(line.text)) for line in lines]
    timed = [_begins(line.text) for line in lines]
    ended = [_ends(line.text) for line in lines]
    begins = numbered if sum(numbered) > 1 else timed
    leading = sum(begins) >= sum(ended) or begins is numbered
    entries: list[list[Line]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else line
        open_range = timed[number] and _OPEN_RANGE.search(before.text)
        parted = begins[number] and not open_range if leading else ended[number - 1]
        if number and not parted and _near(before, line) and len(entries[-1]) < LONGEST_ENTRY:
            entries[-1].append(line)
        else:
            entries.append([line])
    blocks = []
    for entry in entries:
        words = tuple(word for line in entry for word in line.words)
        for part in re.split(r"\s*;\s*", join_lines([line.text for line in entry])):
            blocks += _entry(part, days, words)
    return blocks


def _begins(text: str) -> bool:
    times = find_times(text)
    return bool(times and not text[: times[0].begin].strip(_BULLETS + "("))


def _ends(text: str) -> bool:
    times = find_times(text)
    return bool(times and not text[times[-1].finish :].strip(_BULLETS + ")")) and not _OPEN_RANGE.search(text)


def _near(above: Line, below: Line) -> bool:
    """True where a line stands right below another."""
    gap = below.box.top - above.box.bottom
    return gap < NEAR * above.height and above.box.across.overlap(below.box.across) > 0


def _entry(text: str, days: tuple[str, ...], words: tuple[Word, ...]) -> list[TimeBlock]:
    """The lesson that an entry says, once for each day: it has a time at either end, or a number in front."""
    numbered = _NUMBERED.match(text)
    said = (text[numbered.end() :] if numbered else text).lstrip(_BULLETS + ".").rstrip(_BULLETS)
    times = find_times(said)
    if len(times) == 1:
        before, after = (part.strip(_BULLETS) for part in (said[: times[0].begin], said[times[0].finish :]))
        before, after = before.removesuffix("(").strip(_BULLETS), after.removeprefix(")").strip(_BULLETS)
        if before and after:
            return []
        name, notes = out_of_brackets(before or after)
        start, end = times[0].span.start, times[0].span.end
    elif numbered and not times:
        name, notes = out_of_brackets(said)
        start = end = None
    else:
        return []
    if not any(letter.isalpha() for letter in name):
        return []
    return [TimeBlock(day, name, start, end, notes, words) for day in days]
