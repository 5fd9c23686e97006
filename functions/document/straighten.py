"""Undoes what a tilted scanner or camera does to a page: rows and columns run along the image's axes again.

Seen in perspective, the level lines of a page meet in one point: their slope is linear in the height at which they
cross the middle of the image. So is that of the upright ones in the other direction. The four numbers of these two laws
are found by trying which of them make the edges in the image fall on the fewest rows and columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.page import Word

Floats = NDArray[np.float64]

LONGEST_SIDE = 900  # pixels of the image that slopes are sought in
MOST_POINTS = 15_000
COARSE = 3  # the first, coarse search looks at every third of them
STEEPEST = 0.21  # 12 degrees
MOST_CHANGE = 0.09  # of the slope, from the middle of the image to its side
LEAST = 0.0008  # a slope that moves a line by less than a pixel over the page
BETTER = 1.04  # how much sharper the edges must fall to be worth turning the page


@dataclass(frozen=True)
class Slopes:
    """How lines of one direction lie: `at_middle` is the slope of the one through the centre, `change` is per pixel."""

    at_middle: float
    change: float

    def at(self, offset: Floats) -> Floats:
        """Slope of the lines that cross the middle of the image `offset` pixels from its centre."""
        return self.at_middle + self.change * offset

    def origin(self, along: Floats, off: Floats) -> Floats:
        """Where the line through a point crosses the middle of the image; all in pixels from its centre."""
        return (off - self.at_middle * along) / (1 + self.change * along)


@dataclass(frozen=True)
class Slant:
    """How the page lies in an image of `width` x `height` pixels."""

    width: int
    height: int
    level: Slopes
    upright: Slopes

    def straight(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points of the image as they would be on the straight page, in pixels from the centre."""
        along, down = x - self.width / 2, y - self.height / 2
        return self.upright.origin(down, along), self.level.origin(along, down)

    def slanted(self, across: Floats, down: Floats) -> tuple[Floats, Floats]:
        """The inverse of `straight`."""
        level, upright = self.level.at(down), self.upright.at(across)
        y = (down + level * across) / (1 - level * upright)
        return across + upright * y + self.width / 2, y + self.height / 2


@dataclass(frozen=True)
class StraightPage:
    """Where things are on a page whose rows and columns run along the axes of its image.

    Attributes:
        words: in pixels of the straight image, in the order in which they were given.
        slant: how the page lay; None where it lay straight.
        left, top: where the straight image begins, in pixels from the centre of the page.
    """

    words: tuple[Word, ...]
    slant: Slant | None = None
    left: float = 0.0
    top: float = 0.0

    def on_upload(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Where points of the straight image lie in the one that was straightened."""
        return (x, y) if self.slant is None else self.slant.slanted(x + self.left, y + self.top)


def straighten(image: NDArray[np.uint8], words: Sequence[Word]) -> tuple[NDArray[np.uint8], StraightPage]:
    """The image straightened, and where its words then are; the same image and words where the page lies straight.

    Args:
        image: height x width x 3, RGB.
        words: in pixels of the image.
    """
    slant = find_slant(image)
    if slant is None:
        return image, StraightPage(tuple(words))
    height, width = image.shape[:2]
    corners = slant.straight(np.array([0.0, width, 0, width]), np.array([0.0, 0, height, height]))
    (left, right), (top, bottom) = ((float(side.min()), float(side.max())) for side in corners)
    across, down = np.meshgrid(np.arange(left, right), np.arange(top, bottom), sparse=True)
    x, y = slant.slanted(across, down)
    columns = np.clip(np.rint(x), 0, width - 1).astype(np.intp)
    rows = np.clip(np.rint(y), 0, height - 1).astype(np.intp)
    moved = tuple(_moved(word, slant, left, top) for word in words)
    return image[rows, columns], StraightPage(moved, slant, left, top)


def find_slant(image: NDArray[np.uint8]) -> Slant | None:
    """How the page lies; None where it lies straight or nothing tells."""
    factor = max(1, -(-max(image.shape[:2]) // LONGEST_SIDE))
    grey = image[::factor, ::factor].astype(np.int16).max(axis=2)
    height, width = image.shape[:2]
    level = _slopes(grey, factor)
    upright = _slopes(grey.T, factor)
    if level is None and upright is None:
        return None
    straight = Slopes(0.0, 0.0)
    return Slant(width, height, level or straight, upright or straight)


def _moved(word: Word, slant: Slant, left: float, top: float) -> Word:
    x, y = slant.straight(np.array([word.left + word.width / 2]), np.array([word.top + word.height / 2]))
    width, height = untilted(word.width, word.height, float(slant.level.at(y)[0]))
    return replace(
        word, left=float(x[0]) - left - width / 2, top=float(y[0]) - top - height / 2, width=width, height=height
    )


def untilted(width: float, height: float, slope: float) -> tuple[float, float]:
    """Width and height of a word that an upright box of `width` x `height` holds tilted by a small slope."""
    tilt = min(abs(slope), 0.5 * min(width, height) / max(width, height, 1.0))
    return (width - tilt * height) / (1 - tilt * tilt), (height - tilt * width) / (1 - tilt * tilt)


def _slopes(grey: NDArray[np.int16], factor: int) -> Slopes | None:
    """Slopes of the level lines of a reduced image, in pixels of the whole one; None where they are level."""
    along, off = _edges(grey)
    if len(along) < 100:
        return None
    half = max(grey.shape) / 2
    best, reach = (0.0, 0.0), (STEEPEST, MOST_CHANGE / half)
    for steps, every in (((21, 5), COARSE), ((4, 4), 1), ((3, 3), 1), ((3, 3), 1), ((2, 2), 1)):
        blur = max(1.0, reach[0] / steps[0] * half / 2)  # as far as the nearest of the tried slopes may be off
        grid = [np.linspace(-most, most, 2 * number + 1) for most, number in zip(reach, steps, strict=True)]
        tried = [Slopes(best[0] + middle, best[1] + rest) for middle in grid[0] for rest in grid[1]]
        sharpest = max(tried, key=lambda slopes: _sharpness(along[::every], off[::every], slopes, blur))
        best = (sharpest.at_middle, sharpest.change)
        reach = (reach[0] / steps[0], reach[1] / steps[1])
    found = Slopes(*best)
    straight = _sharpness(along, off, Slopes(0.0, 0.0), 1.0)
    if _sharpness(along, off, found, 1.0) < BETTER * straight or max(abs(best[0]), abs(best[1]) * half) < LEAST:
        return None
    return Slopes(found.at_middle, found.change / factor)


def _edges(grey: NDArray[np.int16]) -> tuple[Floats, Floats]:
    """Pixels where brightness steps from one row to the next, from the centre: along the rows, and down."""
    steps = np.abs(np.diff(grey, axis=0))
    rows, columns = np.nonzero(steps > max(24, int(np.percentile(steps[::3, ::3], 90))))
    every = max(1, len(rows) // MOST_POINTS)
    height, width = grey.shape
    return columns[::every] - width / 2, rows[::every] + 0.5 - height / 2


def _sharpness(along: Floats, off: Floats, slopes: Slopes, blur: float) -> float:
    """How few rows the edges fall on, if lines lay by `slopes`: the sum of squares of the rows' counts.

    Args:
        blur: height of a row, in pixels.
    """
    origins = slopes.origin(along, off) / blur
    counts = np.bincount((origins - np.floor(origins.min())).astype(np.intp))
    return float((counts.astype(np.float64) ** 2).sum())
