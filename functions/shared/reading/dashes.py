"""Hyphens and dashes, told apart by what they were read as and by how long they are beside their letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.calibration import log_odds
from functions.shared.reading.components import Runs, connected_runs
from functions.shared.reading.ctc import Character

_STROKES = frozenset("-–—")
# Logistic regression on 3,000 strokes of 160 drawn timetables, as the second shipped recogniser reads them: it errs 272
# times, the recogniser alone 548 and the length alone 530 times. Log odds of a dash:
_READ = 1.28  # times the recogniser's own log odds
_LENGTH = 2.29  # times the length, in parts of the height of capitals and digits
_CONSTANT = 0.68
# Lengths within which a stroke says something, and what is supposed of one that cannot be measured.
_SHORTEST, _USUAL, _LONGEST = 0.2, 0.55, 1.2
# A dash of width em is at least this long.
_EM_DASH = 1.1
# What stands higher than this part of the strip is a letter; what is thicker than this part of its length, no stroke.
_LETTER = 0.4
_THIN = 0.6


def measured(characters: Sequence[Character], inked: NDArray[np.bool_], stride: int) -> list[Character]:
    """The characters of a strip, with each hyphen or dash of the likelier kind.

    Args:
        characters: as recognised on the strip.
        inked: ink of the strip, height x width.
        stride: pixels of the strip per time step.
    """
    found = list(characters)
    strokes = [index for index, character in enumerate(characters) if character.text in _STROKES]
    if not strokes or len(strokes) == len(characters):
        return found
    left, right, heights = extents(connected_runs(inked))
    letters = heights[heights > _LETTER * inked.shape[0]]
    capital = float(np.median(letters)) if len(letters) else None
    for index in strokes:
        character = characters[index]
        length = _USUAL
        if capital:
            middle = character.middle * stride
            nearest = int(np.argmin(np.maximum(left - middle, 0) + np.maximum(middle - right, 0)))
            across = float(right[nearest] - left[nearest])
            length = across / capital if heights[nearest] < _THIN * across else _USUAL
        found[index] = replace(character, text=stroke(character, length))
    return found


def stroke(character: Character, length: float) -> str:
    """What a hyphen or dash is, given what it was read as and its length in parts of the height of capitals."""
    if character.text == "—" and length > _EM_DASH:
        return "—"
    read = -log_odds(character.probability) if character.text == "-" else log_odds(character.probability)
    return "–" if _READ * read + _LENGTH * min(max(length, _SHORTEST), _LONGEST) + _CONSTANT > 0 else "-"


def extents(runs: Runs) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Left side, right side and height of each region, in pixels."""
    left, right = np.full(runs.count, np.iinfo(np.intp).max), np.zeros(runs.count, np.intp)
    top, bottom = left.copy(), right.copy()
    for limits, values in ((left, runs.start), (top, runs.row)):
        np.minimum.at(limits, runs.region, values)
    for limits, values in ((right, runs.stop), (bottom, runs.row + 1)):
        np.maximum.at(limits, runs.region, values)
    return left, right, bottom - top
