"""Timetables written as lists: the name of a day, and below it an entry for each lesson, on one line or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from functions.document.blocks import TimeBlock, fill_ends
from functions.document.cells import Line, join_lines, phrases_of
from functions.document.days import parse_days
from functions.document.lessons import out_of_brackets
from functions.document.times import find_times
from functions.shared.page import Word

MOST_PHRASES = 2  # a time and what happens then; lines with more are rows of a table
NEAR = 0.9  # of a line's height: lines further apart than this do not run on
LONGEST_ENTRY = 4  # lines
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.):]|(?:period|lesson|p)\s*\d{1,2}\s*[.):-]?)\s+(?=\D)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"^\s*([A-Za-z]{3,9}s?)\s*[:–—-]\s*(?=\S)")
_BULLETS = " \t•·*–—-:;,|"


def read_list(lines: Iterable[Line]) -> list[TimeBlock]:
    """Blocks of lists headed by days; empty where no day stands in a line of its own or at the start of one.

    Args:
        lines: in reading order.
    """
    days: tuple[str, ...] = ()
    held: list[Line] = []
    blocks: list[TimeBlock] = []
    for line in lines:
        first = _DAY_FIRST.match(line.text)
        named = parse_days(line.text)
        if named or (first and parse_days(first.group(1))):
            blocks += _entries(held, days)
            held, days = [], named or parse_days(first.group(1) if first else "")
        if first and not named and days == parse_days(first.group(1)):
            words = line.words
            blocks += [b for part in re.split(r"\s*;\s*", line.text[first.end() :]) for b in _entry(part, days, words)]
        elif not named and len(phrases_of(line)) <= MOST_PHRASES:
            held.append(line)
    return fill_ends(blocks + _entries(held, days))


def _entries(lines: Sequence[Line], days: tuple[str, ...]) -> list[TimeBlock]:
    """Lessons of the lines below a day: each begins with its time or number, or each ends with its time."""
    begins = [_begins(line.text) for line in lines]
    ends = [_ends(line.text) for line in lines]
    leading = sum(begins) >= sum(ends)
    entries: list[list[Line]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else line
        runs_on = number > 0 and _near(before, line) and not (begins[number] if leading else ends[number - 1])
        if runs_on and entries and len(entries[-1]) < LONGEST_ENTRY:
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
    return bool(_NUMBERED.match(text)) or bool(times and not text[: times[0].begin].strip(_BULLETS + "("))


def _ends(text: str) -> bool:
    times = find_times(text)
    return bool(times and not text[times[-1].finish :].strip(_BULLETS + ")"))


def _near(above: Line, below: Line) -> bool:
    """True where a line stands right below another."""
    gap = below.box.top - above.box.bottom
    return gap < NEAR * above.height and above.box.across.overlap(below.box.across) > 0


def _entry(text: str, days: tuple[str, ...], words: tuple[Word, ...]) -> list[TimeBlock]:
    """The lesson that an entry says, once for each day: it has a time at either end, or a number in front."""
    numbered = _NUMBERED.match(text)
    said = (text[numbered.end() :] if numbered else text).strip(_BULLETS)
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
