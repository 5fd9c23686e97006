"""Calendars: hours down the side, and under each day lessons that say their own times, as high as they last."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from functions.document.alignment import columns_of, day_row
from functions.document.blocks import TimeBlock
from functions.document.cells import Cell, Line, lines_of
from functions.document.geometry import Box
from functions.document.lessons import lessons_in
from functions.document.pieces import Piece, pieces_of
from functions.document.times import find_times, minutes_of, whole_time
from functions.shared.page import Segment, Word

HOUR = 60
FEWEST_HOURS = 3
_HOUR = re.compile(r"\d{1,2}(?:\D?00)?(?:[ap]\.?m\.?)?$", re.IGNORECASE)
LONGEST_ENTRY = 5  # lines
APART = 1.2  # of a line's height: lines further apart are of different lessons
ASIDE = 4.0  # lines' heights, as bad a gap inside a lesson as a line that belongs to none
ACROSS_A_RULE = 2.0  # and as a ruling line inside a lesson
PART_OF_COLUMN = 0.5  # that a rule between two lessons covers


@dataclass(frozen=True)
class Entry:
    """A lesson with the time it says, and where it stands."""

    cell: Cell
    block: TimeBlock


def read_calendar(words: Sequence[Word], rules: Sequence[Segment] = ()) -> list[Entry]:
    """The lessons of a calendar, day by day; empty where the page is none.

    Args:
        words: of a page.
        rules: ruling lines there, which part lessons.
    """
    if sum(bool(_HOUR.match(word.text)) for word in words) < FEWEST_HOURS:
        return []
    pieces = pieces_of(words)
    row = day_row(pieces)
    days = [piece for piece, _ in row]
    if not days or _hours(pieces, days) < FEWEST_HOURS:
        return []
    below = [piece for piece in pieces if piece.box.top > max(day.box.down.middle for day in days)]
    columns = columns_of(days, below)
    words = _above_notes(pieces, columns)
    entries = []
    for (day, names), (left, right) in zip(row, pairwise(columns), strict=True):
        held = [
            word
            for word in words
            if left <= word.left + word.width / 2 < right and word.top > day.box.bottom - word.height / 2
        ]
        entries += _entries(_parts(lines_of(held), _across(rules, left, right)), names, left, right)
    return _as_high_as_they_last(entries)


def _above_notes(pieces: Sequence[Piece], columns: Sequence[float]) -> list[Word]:
    """The words, less those of texts below all times that run on from one column into another."""
    bottom = max((piece.box.bottom for piece in pieces if find_times(piece.line.text)), default=0.0)
    return [
        word
        for piece in pieces
        if piece.box.top < bottom or not any(piece.box.left < side < piece.box.right for side in columns)
        for word in piece.line.words
    ]


def _hours(pieces: Sequence[Piece], days: Sequence[Piece]) -> int:
    """How many full hours stand one below the other beside the days, each later than the one above it."""
    side = [piece for piece in pieces if piece.box.right < days[0].box.across.middle]
    chains: list[tuple[int, int]] = []  # minute of the last hour, length
    for piece in sorted(side, key=lambda piece: piece.box.top):
        span = whole_time(piece.line.text)
        minute = minutes_of(span.start) if span and span.start and not span.end else 1
        if minute % HOUR == 0:
            chains.append((minute, 1 + max((length for last, length in chains if last < minute), default=0)))
    return max((length for _, length in chains), default=0)


def _across(rules: Sequence[Segment], left: float, right: float) -> list[float]:
    """Where lines run across a column."""
    return [
        rule.y0
        for rule in rules
        if rule.horizontal and min(rule.x1, right) - max(rule.x0, left) > PART_OF_COLUMN * (right - left)
    ]


def _parts(lines: Sequence[Line], rules: Sequence[float]) -> list[tuple[Line, ...]]:
    """Lines of one lesson each, with one time, so that the gaps inside lessons are small; others are left out."""
    best: list[tuple[float, list[tuple[Line, ...]]]] = [(0.0, [])]
    for end in range(1, len(lines) + 1):
        loss, parts = best[end - 1]
        ways = [(loss + ASIDE, parts)]
        for begin in range(max(0, end - LONGEST_ENTRY), end):
            part = tuple(lines[begin:end])
            loss, parts = best[begin]
            if loss < min(ways, key=lambda way: way[0])[0] and _is_lesson(part):
                ways.append((loss + _torn(part, rules), [*parts, part]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _is_lesson(lines: Sequence[Line]) -> bool:
    text = "\n".join(line.text for line in lines)
    times = find_times(text)
    if len(times) != 1 or not times[0].span.complete:
        return False
    return any(letter.isalpha() for letter in text[: times[0].begin] + text[times[0].finish :])


def _torn(lines: Sequence[Line], rules: Sequence[float]) -> float:
    """How much speaks against the lines being one lesson: the gaps between them and the rules in these."""
    loss = 0.0
    for above, below in pairwise(lines):
        high, low = above.box.down.middle, below.box.down.middle
        gap = max(0.0, below.box.top - above.box.bottom) / above.height
        loss += gap if gap < APART else math.inf
        loss += ACROSS_A_RULE * any(high < rule < low for rule in rules)
    return loss


def _entries(parts: Sequence[Sequence[Line]], days: tuple[str, ...], left: float, right: float) -> list[Entry]:
    entries = []
    for lines in parts:
        text = Box.around(line.box for line in lines)
        for lesson in lessons_in(Cell(text, tuple(lines))):
            if lesson.span is None:
                continue
            for day in days:
                block = TimeBlock(day, lesson.name, lesson.span.start, lesson.span.end, lesson.notes, lesson.words)
                entries.append(Entry(Cell(Box(left, text.top, right, text.bottom), tuple(lines)), block))
    return entries


def _as_high_as_they_last(entries: Sequence[Entry]) -> list[Entry]:
    """The lessons, whose cells reach down to where others begin when they end."""
    tops: dict[str | None, list[float]] = defaultdict(list)
    for entry in entries:
        tops[entry.block.start].append(entry.cell.box.top)
    reached = []
    for entry in entries:
        box = entry.cell.box
        bottom = max(box.bottom, median(tops.get(entry.block.end) or [box.bottom]))
        reached.append(replace(entry, cell=replace(entry.cell, box=replace(box, bottom=bottom))))
    return reached
