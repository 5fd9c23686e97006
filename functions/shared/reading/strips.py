"""Cuts boxes of text out of a page as level strips of one height."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from functions.shared.reading.boxes import Box, Points

HEIGHT = 48
# Strips are stretched this much along the line: the recogniser then loses fewer of two narrow letters in a row.
STRETCH = 1.15
# A box whose ends are less than this many pixels out of level counts as level.
_LEVEL = 0.5


def cut(image: NDArray[np.uint8], box: Box, quarter_turns: int = 0, stretch: float = STRETCH) -> NDArray[np.uint8]:
    """The text in a box, level and HEIGHT pixels high.

    Args:
        image: height x width x 3.
        box: in pixels of the image.
        quarter_turns: how often the text is turned clockwise by 90 degrees against the box; the strip turns it back.
        stretch: by how much the strip is wider, for its height, than the box.

    Returns:
        HEIGHT x width x 3, at least one pixel wide.
    """
    corners = box.corners
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
    part = image[top:bottom, left:right]
    if part.size == 0:
        return np.full((HEIGHT, 1, 3), 255, dtype=np.uint8)
    corners = np.roll(corners - (left, top), -quarter_turns, axis=0)
    across, along = corners[1] - corners[0], corners[3] - corners[0]
    width = max(1, round(math.hypot(*across) * HEIGHT * stretch / max(math.hypot(*along), 1.0)))
    if abs(box.angle) * max(box.width, box.height) < _LEVEL:
        return _resized(part, corners, quarter_turns, width)
    return _sampled(part, corners, width)


def _resized(part: NDArray[np.uint8], corners: Points, quarter_turns: int, width: int) -> NDArray[np.uint8]:
    """A level strip: half the work of sampling, for the same pixels."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    limits = (max(left, 0.0), max(top, 0.0), min(right, part.shape[1]), min(bottom, part.shape[0]))
    size = (HEIGHT, width) if quarter_turns % 2 else (width, HEIGHT)
    strip = np.asarray(Image.fromarray(part).resize(size, Image.Resampling.BILINEAR, limits))
    return np.rot90(strip, quarter_turns)


def _sampled(part: NDArray[np.uint8], corners: Points, width: int) -> NDArray[np.uint8]:
    """A tilted strip."""
    across, along = corners[1] - corners[0], corners[3] - corners[0]
    # Sampling alone would skip pixels where the strip is much smaller than its source: then sample more and average.
    oversampling = max(1, math.ceil(math.hypot(*along) / HEIGHT))
    size = (width * oversampling, HEIGHT * oversampling)
    step_x, step_y = across / size[0], along / size[1]
    mapping = (step_x[0], step_y[0], corners[0][0], step_x[1], step_y[1], corners[0][1])
    strip = Image.fromarray(part).transform(size, Image.Transform.AFFINE, mapping, Image.Resampling.BILINEAR)
    return np.asarray(strip.reduce(oversampling) if oversampling > 1 else strip)
