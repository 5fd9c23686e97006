"""What the print of a line says: one that looks unlike the name above it, alone or as other notes do, is a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.document.cells import Line
from functions.document.ink import Ink

SMALLER = 0.88  # font size of a line, as a share of the first one's, below which it is a note,
LOWER = 0.9  # where its box is lower than this share, too,
FINER = 0.93  # and its strokes, where they can be seen
MUCH_SMALLER = 0.8  # font size, of the first line's and the usual one, below which that alone tells a note
THICKEST = 0.4  # of a font's size: nothing thicker is a stroke of its letters
LONG = 4  # letters of a word from which its width tells the font's size well enough for that
FEWEST = 3  # notes of a table from which their usual look is known
# How far two lines in one look may differ: size and stroke (shares), red, green and blue (of 255), lean.
SPREADS = np.array([0.12, 0.12, 30.0, 30.0, 30.0, 0.08])
SUPPOSED = 3  # notes of a table, as much as which it counts that differences vary by these spreads
DEVIATION = 1.4826  # standard deviation of normal values, in median absolute deviations
DISTINCT = 1.5  # spreads by which notes must differ from names to be told by their look


@dataclass(frozen=True, eq=False)
class Difference:
    """How the notes of a table differ from the names above them.

    Attributes:
        usual: in `SPREADS`.
        spread: how far single ones differ from it, in `SPREADS`.
    """

    usual: NDArray[np.float64]
    spread: NDArray[np.float64]


def usual_difference(pairs: Iterable[tuple[Line, Line]]) -> Difference | None:
    """How notes usually differ from the names above them; None where too few tell, or they do not differ.

    Args:
        pairs: the first line of a name, and a note below it, that are known by what they say.
    """
    seen = [difference for first, line in pairs if (difference := _difference(first, line)) is not None]
    if len(seen) < FEWEST:
        return None
    usual = np.median(seen, axis=0)
    varied = DEVIATION * np.median(np.abs(np.array(seen) - usual), axis=0)
    spread = np.sqrt((SUPPOSED + len(seen) * varied**2) / (SUPPOSED + len(seen)))
    return Difference(usual, spread) if np.linalg.norm(usual / spread) >= DISTINCT else None


def looks_aside(first: Line, line: Line, usual: Difference | None = None) -> bool:
    """True for a line that is smaller than the first one, of another colour, or less bold, or looks as notes do.

    Args:
        usual: how notes of the table differ from names.
    """
    ink, other = _seen_ink(first), _seen_ink(line)
    smaller = line.size < SMALLER * first.size and line.height < LOWER * first.height
    if ink is None or other is None:
        return smaller
    finer = smaller and other.stroke < FINER * ink.stroke
    much_smaller = _is_long(line) and line.size < MUCH_SMALLER * first.size
    return finer or much_smaller or ink.other_colour(other) or ink.bolder(other) or _as_usual(first, line, usual)


def _as_usual(first: Line, line: Line, usual: Difference | None) -> bool:
    """True for a line that differs from the first one more nearly as notes usually do than not at all."""
    difference = _difference(first, line)
    if usual is None or difference is None:
        return False
    noted = usual.usual / usual.spread
    return bool(difference / usual.spread @ noted > 0.5 * noted @ noted)


def _difference(first: Line, line: Line) -> NDArray[np.float64] | None:
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
