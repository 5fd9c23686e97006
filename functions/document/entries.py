"""Entries of a list: below the name of a day, each with its time or number, on one line or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise

from functions.document.blocks import TimeBlock
from functions.document.cells import Cell, Line
from functions.document.geometry import Box
from functions.document.lessons import lessons_in
from functions.document.times import NOTHING_SAID, find_times, whole_time

NEAR = 0.9  # of a line's height: lines further apart than this do not run on
LONGEST_ENTRY = 4  # lines of one with a number
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,2}\s*[.):]|(?:period|lesson|p)\s*\d{1,2}\s*[.):-]?)(?:\s+(?=\D)|\s*$)", re.IGNORECASE
)
_OPEN_RANGE = re.compile(r"\d\s*(?:[ap]\.?m\.?)?\s*(?:[-–—]|\b(?:to|until|till?))\s*$", re.IGNORECASE)
_BULLETS = " \t•·*–—-:;,|"


class _Style(Enum):
    """Where the entries of a list have their times."""

    TIME_FIRST = auto()
    TIME_LAST = auto()
    MIXED = auto()


def read_entries(lines: Sequence[Line], days: tuple[str, ...]) -> list[TimeBlock]:
    """Blocks of the lines below the name of a day, or of several: each has a number in front, or a time of its own."""
    numbered = sum(bool(_NUMBERED.match(line.text)) for line in lines) > 1
    style = _style(lines)
    blocks = []
    for group in _apart(lines):
        for entry in _numbered(group) if numbered else _timed(group, style):
            blocks += [block for part in _parts(entry) for block in _blocks(part, days)]
    return blocks


def _apart(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups with gaps between them."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _near(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _numbered(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The entries of lines, each of which begins with its number."""
    begins = [number for number, line in enumerate(lines) if number and _NUMBERED.match(line.text)]
    return [lines[begin:end][:LONGEST_ENTRY] for begin, end in pairwise([0, *begins, len(lines)])]


def _style(lines: Sequence[Line]) -> _Style:
    """Where entries have their times, by the lines that say more than that."""
    begin, end = (sum(ends(line.text) and not _is_time(line.text) for line in lines) for ends in (_begins, _ends))
    if begin and end:
        return _Style.MIXED
    return _Style.TIME_LAST if end or (lines and _ends(lines[-1].text) and not begin) else _Style.TIME_FIRST


def _timed(lines: Sequence[Line], style: _Style) -> list[Sequence[Line]]:
    """The entries of lines, each of which has one time.

    Where times may be first or last, lines between two belong to the one that stands alone in its line.
    """
    goes_on = [False, *(bool(_OPEN_RANGE.search(line.text)) for line in lines)]
    times = [number for number, line in enumerate(lines) if find_times(line.text) and not goes_on[number]]
    cuts = [0]
    for before, after in pairwise(times):
        alone, other = (_is_time(lines[number].text) for number in (before, after))
        first = style is _Style.TIME_FIRST or (style is _Style.MIXED and (alone or not other))
        cuts.append(after if first else before + 1 + goes_on[before + 1])
    return [lines[begin:end] for begin, end in pairwise([*cuts, len(lines)])]


def _is_time(text: str) -> bool:
    return whole_time(_OPEN_RANGE.sub(lambda match: match.group()[0], text).strip(_BULLETS + "()")) is not None


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


def _parts(entry: Sequence[Line]) -> list[list[Line]]:
    """The lines of an entry, parted at semicolons."""
    parts: list[list[Line]] = [[]]
    for line in entry:
        first, *others = line.text.split(";")
        parts[-1].append(replace(line, text=first))
        parts += [[replace(line, text=other)] for other in others]
    return parts


def _blocks(lines: Sequence[Line], days: tuple[str, ...]) -> list[TimeBlock]:
    """The lesson that lines say, once for each day: it has a time at either end, or a number in front."""
    number = _NUMBERED.match(lines[0].text)
    first = (lines[0].text[number.end() :] if number else lines[0].text).lstrip(_BULLETS + ".")
    said = (replace(lines[0], text=first), *lines[1:])
    text = " ".join(line.text for line in said)
    times = find_times(text)
    if len(times) > 1 or not (_begins(text) or _ends(text) if times else number):
        return []
    lessons = lessons_in(Cell(Box.around(line.box for line in lines), said))
    span = times[0].span if times else NOTHING_SAID
    return [
        TimeBlock(day, lesson.name, span.start, span.end, lesson.notes, lesson.words)
        for lesson in lessons
        for day in days
    ]
