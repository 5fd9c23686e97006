"""Splits the characters of a strip into words, by what the recogniser supposes and by the gaps that can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.ctc import Character

# Logistic regression on 90,700 pairs of neighbouring characters of 220 drawn pages, as the third shipped recogniser's
# training read them. On 24,100 pairs of 80 pages in other fonts, words and layouts it errs 34 times, the weights for
# the second recogniser 43 times. The usual gap's weight was set: few lines are letter-spaced. The fourth recogniser
# sees spaces sooner: the constant was 3, which parted more words of printed pages and read timetables no better.
# Lengths are in parts of the height of the strip. Log odds of a space:
_GAP = 14.8  # times the gap
_USUAL_GAP = -8.0  # times the line's median gap: letter-spaced and monospaced text is set wide throughout
_STEP = 1.77  # times the distance between the middles of the characters
_USUAL_STEP = -3.67  # times the line's median distance
_SUPPOSED = 1.5  # times the logarithm of the recogniser's own probability
_IN_NUMBER = -3.43  # between digits, points and colons
_BESIDE_MARK = -0.78  # beside a dash, slash or the like
_CONSTANT = 2.0
# Less than this says no more: a wide gap is a space whatever the recogniser supposes.
_LEAST_PROBABILITY = 1e-3
# A line of so many characters shows no spacing of its own: it counts as set like the median line.
_FEW = 3
_COMMON_GAP, _COMMON_STEP = 0.08, 0.6
# Wider gaps say no more.
_WIDEST = 0.5

_NUMERIC = frozenset("0123456789.:")
_MARKS = frozenset("-–—/&+")


@dataclass(frozen=True)
class Span:
    """One word of a strip.

    Attributes:
        text: the word.
        confidence: mean probability of its characters.
        left, right: where its ink begins and ends, in pixels of the strip.
    """

    text: str
    confidence: float
    left: float
    right: float


def words(characters: Sequence[Character], inked: NDArray[np.bool_], stride: int) -> list[Span]:
    """The words of a strip from left to right.

    Args:
        characters: as recognised on the strip.
        inked: ink of the strip, height x width.
        stride: pixels of the strip per time step.
    """
    if not characters:
        return []
    columns: NDArray[np.bool_] = np.any(inked, axis=0)
    filled = np.flatnonzero(columns)
    left = float(filled[0]) if len(filled) else 0.0
    middles = [round(character.middle * stride) for character in characters]
    gaps = [widest_gap(columns, *pair) for pair in pairwise(middles)]
    spans: list[Span] = []
    first = 0
    for index, parted in enumerate(spaces(characters, gaps, middles, inked.shape[0]), start=1):
        if parted:
            start, stop = gaps[index - 1]
            spans.append(_span(characters[first:index], left, start))
            first, left = index, float(stop)
    right = float(filled[-1] + 1) if len(filled) else float(inked.shape[1])
    spans.append(_span(characters[first:], left, right))
    return spans


def spaces(
    characters: Sequence[Character], gaps: Sequence[tuple[int, int]], middles: Sequence[int], height: int
) -> list[bool]:
    """Whether a space parts each two neighbours of a line.

    Args:
        characters: of the line.
        gaps: start and stop of the widest gap between each two neighbours, in pixels.
        middles: of the characters, in pixels.
        height: of the strip, in pixels.
    """
    widths = [min((stop - start) / height, _WIDEST) for start, stop in gaps]
    steps = [(after - before) / height for before, after in pairwise(middles)]
    few = len(characters) <= _FEW
    usual_gap, usual_step = (_COMMON_GAP, _COMMON_STEP) if few else (median(widths), median(steps))
    line = _CONSTANT + _USUAL_GAP * usual_gap + _USUAL_STEP * usual_step
    return [
        line + _GAP * width + _STEP * step + supposed(*pair) > 0
        for width, step, pair in zip(widths, steps, pairwise(characters), strict=True)
    ]


def supposed(before: Character, after: Character) -> float:
    """Log odds of a space by what two neighbours are, and by what the recogniser says stands between them."""
    odds = _SUPPOSED * math.log(max(after.space, _LEAST_PROBABILITY))
    if before.text in _NUMERIC and after.text in _NUMERIC:
        odds += _IN_NUMBER
    if before.text in _MARKS or after.text in _MARKS:
        odds += _BESIDE_MARK
    return odds


def widest_gap(columns: NDArray[np.bool_], start: int, stop: int) -> tuple[int, int]:
    """The longest stretch without ink between two columns, as start and stop; empty in the middle if there is none."""
    between = columns[start:stop].tobytes()
    gap = max(between.split(b"\1"), key=len)
    if not gap:
        middle = (start + stop) // 2
        return middle, middle
    first = start + between.find(gap)
    return first, first + len(gap)


def _span(characters: Sequence[Character], left: float, right: float) -> Span:
    text = "".join(character.text for character in characters)
    confidence = sum(character.probability for character in characters) / len(characters)
    return Span(text, confidence, left, max(left, right))
