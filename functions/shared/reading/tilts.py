"""How lines of text are tilted: a short box shows it badly, so each takes after its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.boxes import Box

# How far neighbours count, in parts of the page that holds text: as the deviation of a normal distribution. Paper that
# curls tilts text that stands side by side differently, and text that stands below each other alike. On 9 drawn photos
# 5 % of the boxes then end more than 0.15 of their height beside their text; with one tilt for the page 23 % did.
_ACROSS, _ALONG = 0.05, 0.15
# What a box counts however far away it is: where no neighbour shows a tilt, the page does.
_ANYWHERE = 0.01
# A box less than this many times longer than thick shows no tilt.
_SQUARE = 3.0


def shared_tilts(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """For each box the median tilt, in radians, of it and its neighbours; the nearer and longer ones weigh more.

    The outline of a region is as coarse however long it is: the tilt that it shows is as precise as it is long.
    """
    if not boxes:
        return np.empty(0)
    x, y = np.array([box.x for box in boxes]), np.array([box.y for box in boxes])
    tilts = np.array([box.angle for box in boxes])
    size = max(np.ptp(x), np.ptp(y), 1.0)
    across, along = np.subtract.outer(x, x) / (_ACROSS * size), np.subtract.outer(y, y) / (_ALONG * size)
    near = np.exp(-(across**2 + along**2) / 2) + _ANYWHERE
    weights = near * np.array([_precision(box) for box in boxes])
    order = np.argsort(tilts)
    sums = np.cumsum(weights[:, order], axis=1)
    medians: NDArray[np.float64] = tilts[order][np.argmax(sums >= sums[:, -1:] / 2, axis=1)]
    return medians


def _precision(box: Box) -> float:
    """How much the tilt of a box says; next to nothing where the box shows none."""
    longer = max(box.width, box.height) / max(min(box.width, box.height), 1.0)
    return longer**2 if longer >= _SQUARE else 1e-6
