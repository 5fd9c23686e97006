"""Splits the characters of a strip into words, by what the recogniser supposes and by the gaps that can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.ctc import Character
from functions.shared.reading.ink import ink

# Logistic regression on 24,016 pairs of neighbouring characters of rendered timetables; on 15,965 other pairs, 1,538 of
# them parted by a space, it errs 32 times. Log odds of a space:
_GAP = 34.7  # times the gap in parts of the strip's height
_SUPPOSED = 1.55  # times the logarithm of the recogniser's own probability
_IN_NUMBER = -3.84  # between digits, points and colons, which are set wide
_BESIDE_MARK = 5.18  # beside a dash, slash or the like, where spaces are common and gaps look narrow
_CONSTANT = -4.31
# Less than this says no more: a gap of nearly half the height is a space whatever the recogniser supposes.
_LEAST_PROBABILITY = 1e-3

_NUMERIC = frozenset("0123456789.:")
_MARKS = frozenset("-–/&+")


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


def words(characters: Sequence[Character], strip: NDArray[np.uint8], stride: int) -> list[Span]:
    """The words of a strip from left to right.

    Args:
        characters: as recognised on the strip.
        strip: height x width x 3.
        stride: pixels of the strip per time step.
    """
    if not characters:
        return []
    height, width = strip.shape[:2]
    columns: NDArray[np.bool_] = np.any(ink(strip), axis=0)
    inked = np.flatnonzero(columns)
    left = float(inked[0]) if len(inked) else 0.0
    spans: list[Span] = []
    first = 0
    for index in range(1, len(characters)):
        last, character = characters[index - 1], characters[index]
        start, stop = widest_gap(columns, round(last.middle * stride), round(character.middle * stride))
        if is_space((stop - start) / height, character.space, last.text, character.text):
            spans.append(_span(characters[first:index], left, start))
            first, left = index, float(stop)
    right = float(inked[-1] + 1) if len(inked) else float(width)
    spans.append(_span(characters[first:], left, right))
    return spans


def is_space(gap: float, supposed: float, before: str, after: str) -> bool:
    """Whether a space parts two characters.

    Args:
        gap: between them, in parts of the strip's height.
        supposed: the recogniser's probability of a space there.
        before, after: the characters.
    """
    odds = _GAP * gap + _SUPPOSED * math.log(max(supposed, _LEAST_PROBABILITY)) + _CONSTANT
    if before in _NUMERIC and after in _NUMERIC:
        odds += _IN_NUMBER
    if before in _MARKS or after in _MARKS:
        odds += _BESIDE_MARK
    return odds > 0


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
