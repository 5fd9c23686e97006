"""Lines of text that stand so close below each other that they were found as one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.boxes import Box
from functions.shared.reading.ink import ink
from functions.shared.reading.strips import cut

# Rows with less than this part of the ink of the fullest row lie between lines: long letters reach into them.
_SPARSE = 0.15
# The lowest of the lines is at least this high, in parts of the highest.
_LOWEST = 0.45
# Pixels below which no line can be read: smaller ones are parts of a picture.
_LEGIBLE = 9.0
# The ink of a line is at least this many times wider than high: two letters.
_NARROWEST = 1.2


def parted(image: NDArray[np.uint8], box: Box) -> list[Box]:
    """The lines of a box that holds several, from the top; empty where it shows one.

    Args:
        image: the page, height x width x 3.
        box: in its pixels, its text upright.
    """
    inked = ink(cut(image, box))
    lines = _lines(inked)
    if len(lines) < 2:
        return []
    row = box.height / len(inked)
    parts = [_part(box, first * row, last * row) for first, last in pairwise(_cuts(inked, lines))]
    return parts if min(part.height for part in parts) >= _LEGIBLE else []


def _lines(inked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First row, and the one after the last, of what may be lines."""
    filled = inked.sum(axis=1)
    steps = np.diff(np.concatenate([[False], filled > _SPARSE * filled.max(initial=1), [False]]).astype(np.int8))
    bands = list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))
    highest = max((stop - start for start, stop in bands), default=0)
    high = [(start, stop) for start, stop in bands if stop - start >= _LOWEST * highest]
    wide = all(_width(inked[start:stop]) >= _NARROWEST * (stop - start) for start, stop in high)
    return high if wide else []


def _width(inked: NDArray[np.bool_]) -> int:
    columns = np.flatnonzero(inked.any(axis=0))
    return int(columns[-1] - columns[0]) + 1


def _cuts(inked: NDArray[np.bool_], lines: list[tuple[int, int]]) -> list[float]:
    """Rows at which lines begin and end: between two, in the middle of the rows with the least ink."""
    filled = inked.sum(axis=1)
    cuts = [0.0]
    for (_, above), (below, _) in pairwise(lines):
        emptiest = np.flatnonzero(filled[above:below] == filled[above:below].min())
        cuts.append(above + float(emptiest[0] + emptiest[-1] + 1) / 2)
    return [*cuts, float(len(inked))]


def _part(box: Box, top: float, bottom: float) -> Box:
    """The rows of a box from `top` to `bottom`, in pixels of the page below its upper side."""
    x, y = np.array([box.x, box.y]) + box.axes[1] * ((top + bottom - box.height) / 2)
    return Box(float(x), float(y), box.width, bottom - top, box.angle)
