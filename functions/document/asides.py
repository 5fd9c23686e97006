"""What tells a note from the name above it: what it says, or how it looks, alone or like other notes of its table."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from functions.document.cells import Cell, Line
from functions.document.ink import Ink
from functions.document.times import find_times

SMALLER = 0.88  # font size of a line, as a share of the first one's, below which it is a note,
LOWER = 0.9  # where its box is lower than this share, too,
FINER = 0.93  # and its strokes, where they can be seen
MUCH_SMALLER = 0.8  # font size, of the first line's and the usual one, below which that alone tells a note
THICKEST = 0.4  # of a font's size: nothing thicker is a stroke of its letters
LONG = 4  # letters of a word from which its width tells the font's size well enough for that
FEWEST = 3  # notes of a table from which their usual look is known
# How far two lines in one look may differ: size and stroke (shares), red, green and blue (of 255), lean.
SPREADS = np.array([0.12, 0.12, 30.0, 30.0, 30.0, 0.08])
DISTINCT = 1.5  # spreads by which notes must differ from names to be told by their look
_TEACHER = r"\(?(?:mr|mrs|ms|miss|mx|dr|sir|teacher)\b\.?.{0,40}"
_PLACE = (
    r"(?:(?:main|small|big|school|sports|dining)\s)?(?:hall|gym|field|pitch|playground|studio)|(?:ict|computer)\ssuite|"
    r"(?:art|music|drama|class|staff|science|computer|ict|language)\s?(?:room|lab)|theat(?:re|er)|auditorium|cafeteria"
)
_NUMBERED_ROOM = r"(?:room|rm|lab|studio)\.?\s*(?=[A-Z\d])[A-Z]{0,2}\d{0,3}[A-Z]?|(?!KS|Y)[A-Z]{1,3}\d{1,3}"
_ROOM = rf"\(?(?:{_NUMBERED_ROOM}|{_PLACE})\)?"
_ASIDE = re.compile(rf"^(?:{_TEACHER}|{_ROOM}(?:[\s,.;/·–-]+{_TEACHER})?)$", re.IGNORECASE)

Differences = NDArray[np.float64]


@dataclass(frozen=True)
class Looks:
    """How the text of a table looks.

    Attributes:
        size: usual font size of the names, in pixels: a larger one of a short word is a guess.
        notes: how notes differ from the names above them, in `SPREADS`; None where that is not known.
    """

    size: float = math.inf
    notes: Differences | None = None


PLAIN = Looks()


def looks_of(cells: Iterable[Cell]) -> Looks:
    """How the text of a table's cells looks, of which the notes are known by what they say."""
    held = [cell for cell in cells if cell.lines]
    untimed = [[line for line in cell.lines if not find_times(line.text)] for cell in held]
    pairs = [(lines[0], line) for lines in untimed for line in lines[1:] if reads_aside(line.text)]
    known = [seen for first, line in pairs if (seen := _differences(first, line)) is not None]
    notes = np.median(known, axis=0) if len(known) >= FEWEST else None
    if notes is not None and np.linalg.norm(notes) < DISTINCT:
        notes = None
    return Looks(median([cell.lines[0].size for cell in held] or [math.inf]), notes)


def reads_aside(text: str) -> bool:
    """True for a line in brackets, a teacher, a room or both."""
    return bool(text.startswith("(") or _ASIDE.match(text))


def looks_aside(first: Line, line: Line, looks: Looks) -> bool:
    """True for a line that is smaller than the first one, of another colour, or less bold, or looks as notes do."""
    ink, other = _seen_ink(first), _seen_ink(line)
    smaller = line.size < SMALLER * first.size and line.height < LOWER * first.height
    if ink is None or other is None:
        return smaller
    finer = smaller and other.stroke < FINER * ink.stroke
    much_smaller = _is_long(line) and line.size < MUCH_SMALLER * first.size
    return finer or much_smaller or ink.other_colour(other) or ink.bolder(other) or _as_notes(first, line, looks)


def _as_notes(first: Line, line: Line, looks: Looks) -> bool:
    """True for a line that differs from the first one more nearly as the table's notes do than not at all."""
    seen = _differences(first, line)
    return looks.notes is not None and seen is not None and bool(seen @ looks.notes > 0.5 * looks.notes @ looks.notes)


def _differences(first: Line, line: Line) -> Differences | None:
    """How a line differs from the first one of its cell, in `SPREADS`; None where their ink was not seen."""
    ink, other = _seen_ink(first), _seen_ink(line)
    if ink is None or other is None:
        return None
    size = line.size / first.size - 1 if _is_long(line) and _is_long(first) else 0.0
    colour = np.subtract(other.colour, ink.colour)
    return np.array([size, other.stroke / ink.stroke - 1, *colour, other.lean - ink.lean]) / SPREADS


def _is_long(line: Line) -> bool:
    return max(len(word.text) for word in line.words) >= LONG


def _seen_ink(line: Line) -> Ink | None:
    """How a line looks; None where what was measured is no stroke of its letters."""
    ink = line.ink
    return ink if ink and ink.stroke < THICKEST * line.size else None
