"""Timetables written as lists: the name of a day, and below it a line for each lesson."""

from __future__ import annotations

import re
from collections.abc import Iterable

from functions.document.blocks import TimeBlock, fill_ends
from functions.document.cells import Line, phrases_of
from functions.document.days import parse_days
from functions.document.lessons import out_of_brackets
from functions.document.times import find_times
from functions.shared.page import Word

MOST_PHRASES = 2  # a time and what happens then; lines with more are rows of a table
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.):]|(?:period|lesson|p)\s*\d{1,2}\s*[.):-]?)\s+(?=\D)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"^\s*([A-Za-z]{3,9}s?)\s*[:–—-]\s*(?=\S)")
_BULLETS = " \t•·*–—-:;,|"


def read_list(lines: Iterable[Line]) -> list[TimeBlock]:
    """Blocks of lists headed by days; empty where no day stands in a line of its own or at the start of one.

    Args:
        lines: in reading order.
    """
    days: tuple[str, ...] = ()
    blocks: list[TimeBlock] = []
    for line in lines:
        text = line.text
        if len(phrases_of(line)) > MOST_PHRASES:
            continue
        first = _DAY_FIRST.match(text)
        if parse_days(text):
            days = parse_days(text)
            continue
        if first and parse_days(first.group(1)):
            days, text = parse_days(first.group(1)), text[first.end() :]
        blocks += [block for part in re.split(r"\s*;\s*", text) for block in _entry(part, days, line.words)]
    return fill_ends(blocks)


def _entry(text: str, days: tuple[str, ...], words: tuple[Word, ...]) -> list[TimeBlock]:
    """The lesson that a line says, once for each day: it has a time at either end, or a number in front."""
    numbered = _NUMBERED.match(text)
    said = (text[numbered.end() :] if numbered else text).strip(_BULLETS)
    times = find_times(said)
    if len(times) == 1:
        before, after = said[: times[0].begin].strip(_BULLETS), said[times[0].finish :].strip(_BULLETS)
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
