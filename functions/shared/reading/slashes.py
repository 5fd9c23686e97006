"""Slashes that were read as upright strokes, told by how they lean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.components import connected_runs
from functions.shared.reading.ctc import Character

_STROKES = frozenset("I|")
# Alone in their strip, these too: among others they may be italic.
_STROKES_ALONE = frozenset("I|1l")
# Columns to the right for each row upwards, in a strip. Over the faces of Liberation, DejaVu, Open Sans, Lato, Roboto,
# Carlito and Comic Neue no I leans more than 0.25 so, not even in italics; all but three slashes do.
_LEAN = 0.27
# Least height of a slash, in parts of the strip's.
_HEIGHT = 0.4


def restored(characters: Sequence[Character], inked: NDArray[np.bool_], stride: int) -> list[Character]:
    """The characters of a strip, with slashes for the strokes that lean like one.

    Args:
        characters: as recognised on the strip.
        inked: ink of the strip, height x width.
        stride: pixels of the strip per time step.
    """
    found = list(characters)
    strokes = _STROKES_ALONE if len(characters) == 1 else _STROKES
    edges = [0.0, *(character.middle * stride for character in characters), float(inked.shape[1])]
    for index, character in enumerate(characters):
        if character.text in strokes:
            left, middle, right = edges[index : index + 3]
            if lean(inked[:, round(left) : round(right)], middle - left) > _LEAN:
                found[index] = replace(character, text="/")
    return found


def lean(pixels: NDArray[np.bool_], middle: float) -> float:
    """By how many columns per row upwards the stroke nearest to a column leans to the right; 0 where it is too low.

    Args:
        pixels: ink, height x width.
        middle: the column.
    """
    runs = connected_runs(pixels)
    if not runs.count:
        return 0.0
    sizes = (runs.stop - runs.start).astype(np.float64)
    centres = (runs.start + runs.stop) / 2
    totals = np.bincount(runs.region, sizes)
    stroke = runs.region == np.argmin(np.abs(np.bincount(runs.region, sizes * centres) / totals - middle))
    rows, x = runs.row[stroke].astype(np.float64), centres[stroke]
    if np.ptp(rows) < _HEIGHT * pixels.shape[0]:
        return 0.0
    return -float(np.cov(x, rows, bias=True)[0, 1] / np.var(rows))
