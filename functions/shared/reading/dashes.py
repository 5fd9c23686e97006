"""Hyphens and dashes, told apart by how long they are beside their letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.components import Runs, connected_runs
from functions.shared.reading.ctc import Character
from functions.shared.reading.ink import ink

_STROKES = frozenset("-–—")
# In parts of the height of capitals and digits. Over 880 strokes of drawn timetables, most hyphens are shorter than the
# first and most dashes longer; those of width em are longer than the second. Between letters all are hyphens.
_DASH = 0.5
_LONG_DASH = 1.1
# What stands higher than this part of the strip is a letter; what is thicker than this part of its length, no stroke.
_LETTER = 0.4
_THIN = 0.6


def measured(characters: Sequence[Character], strip: NDArray[np.uint8], stride: int) -> list[Character]:
    """The characters of a strip, with each hyphen or dash of the kind that its length shows.

    Args:
        characters: as recognised on the strip.
        strip: height x width x 3.
        stride: pixels of the strip per time step.
    """
    found = list(characters)
    strokes = [index for index, character in enumerate(characters) if character.text in _STROKES]
    if not strokes or len(strokes) == len(characters):
        return found
    left, right, heights = extents(connected_runs(ink(strip)))
    letters = heights[heights > _LETTER * strip.shape[0]]
    if not len(letters):
        return found
    for index in strokes:
        if _inside_word(characters, index):
            continue
        character = characters[index]
        middle = character.middle * stride
        nearest = int(np.argmin(np.maximum(left - middle, 0) + np.maximum(middle - right, 0)))
        length = float(right[nearest] - left[nearest])
        if heights[nearest] < _THIN * length:
            found[index] = replace(character, text=stroke(character.text, length / float(np.median(letters))))
    return found


def stroke(read: str, length: float) -> str:
    """The hyphen or dash of this length, in parts of the height of capitals; a long one only where read as such."""
    return "-" if length < _DASH else "—" if read == "—" and length > _LONG_DASH else "–"


def extents(runs: Runs) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Left side, right side and height of each region, in pixels."""
    left, right = np.full(runs.count, np.iinfo(np.intp).max), np.zeros(runs.count, np.intp)
    top, bottom = left.copy(), right.copy()
    for limits, values in ((left, runs.start), (top, runs.row)):
        np.minimum.at(limits, runs.region, values)
    for limits, values in ((right, runs.stop), (bottom, runs.row + 1)):
        np.maximum.at(limits, runs.region, values)
    return left, right, bottom - top


def _inside_word(characters: Sequence[Character], index: int) -> bool:
    """Whether letters stand on both sides."""
    sides = characters[max(index - 1, 0) : index], characters[index + 1 : index + 2]
    return all(side and side[0].text.isalpha() for side in sides)
