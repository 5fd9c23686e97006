"""Finds how a page lies in its image: the slopes and bends that make the edges in it fall on the fewest rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from functions.document.local_slopes import lie_of_local_slopes
from functions.document.page_area import page_area
from functions.document.slant import Floats, Slant, Slopes, waves
from functions.shared.page import Word

LONGEST_SIDE = 900  # pixels of the image that slopes are sought in
MOST_POINTS = 15_000
COARSE = 3  # the first, coarse search looks at every third of them
STEEPEST = 0.21  # 12 degrees
MOST_CHANGE = 0.09  # of the slope, from the middle of the image to its side
GRID = (21, 5)  # slopes and changes tried to either side of none
STEPS = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25)  # pixels by which the end of a line is then moved
FINE_STEPS = (0.5, 0.25)  # from where local slopes lead to
CLEARLY = 1.2  # how much sharper the edges must fall for a lie that local slopes do not show
FEW_ENOUGH = 2.0  # a step below which all points are looked at
LEAST = 0.4  # pixels that a line must be off at its end
BETTER = 1.04  # how much sharper the edges must fall to be worth moving the page
BENT = 1.06  # and to take it for bent
SOFT = np.array([0.25, 0.5, 0.25])  # spread of an edge over rows, lest it matter where rows begin
MARGIN = 0.06  # of the image, around the words, inside which edges count

Sharpness = Callable[[Sequence[float], float], float]


def find_slant(image: NDArray[np.uint8], words: Sequence[Word] = ()) -> Slant | None:
    """How the page lies; None where it lies straight or nothing tells.

    Args:
        image: height x width x 3, RGB.
        words: on the page: what lies far off them is not the page.
    """
    factor = max(1, -(-max(image.shape[:2]) // LONGEST_SIDE))
    grey = image[::factor, ::factor].min(axis=2).astype(np.int16)
    height, width = image.shape[:2]
    area = page_area(words, width, height, MARGIN * max(width, height))
    left, right, top, bottom = (side // factor for side in (area.left, area.right, area.top, area.bottom))
    level = _slopes(grey, (left, right, top, bottom), factor)
    upright = _slopes(grey.T, (top, bottom, left, right), factor)
    if level is None and upright is None:
        return None
    return Slant(width, height, level or Slopes(), upright or Slopes())


def _slopes(grey: NDArray[np.int16], window: tuple[int, int, int, int], factor: int) -> Slopes | None:
    """Slopes of the level lines of a reduced image, in pixels of the whole one; None where they are level."""
    along, off = _edges(grey, window)
    if len(along) < 100:
        return None
    half = grey.shape[1] / 2
    all_points, some_points = (_sharpness(along[::every], off[::every], half) for every in (1, COARSE))
    found = _climbed(_coarsely(some_points, half), STEPS, some_points, all_points)
    plain = _plain(found, all_points)
    local = lie_of_local_slopes(grey, window)
    if local:
        near = _climbed(local, FINE_STEPS, some_points, all_points)
        if all_points(found, 1.0) < CLEARLY * all_points(near, 1.0):
            found, plain = near, max(plain, _plain(near, all_points), key=lambda lie: all_points(lie, 1.0))
    if all_points(found, 1.0) < BENT * all_points(plain, 1.0):
        found = plain
    if all_points(found, 1.0) < BETTER * all_points([0.0] * len(found), 1.0) or max(map(abs, found)) < LEAST:
        return None
    bends = tuple(factor * bend for bend in found[2:])
    return Slopes(found[0] / half, found[1] / (half * half * factor), bends if any(bends) else (), half * factor)


def _coarsely(sharpness: Sharpness, half: float) -> list[float]:
    """The sharpest tilt and perspective of a coarse grid."""
    reach = (STEEPEST * half, MOST_CHANGE * half)
    blur = reach[0] / GRID[0] / 2  # as far as the nearest of those tried may be off
    grid = [np.linspace(-most, most, 2 * number + 1) for most, number in zip(reach, GRID, strict=True)]
    return max(([tilt, change, 0.0, 0.0, 0.0] for tilt, change in product(*grid)), key=lambda lie: sharpness(lie, blur))


def _climbed(
    lie: Sequence[float], steps: Sequence[float], some_points: Sharpness, all_points: Sharpness
) -> list[float]:
    """The sharpest lie that ever smaller steps lead to."""
    found = list(lie)
    for step in steps:
        found = _nearby(found, step, some_points if step > FEW_ENOUGH else all_points)
    return found


def _plain(lie: Sequence[float], sharpness: Sharpness) -> list[float]:
    """The sharpest lie without bends near another one."""
    return _nearby(_nearby([*lie[:2], 0.0, 0.0, 0.0], 1.0, sharpness, 2), STEPS[-1], sharpness, 2)


def _nearby(lie: Sequence[float], step: float, sharpness: Sharpness, kinds: int = 5) -> list[float]:
    """The sharpest lie that moving one kind of shape after the other leads to.

    Args:
        kinds: how many of the shapes are moved.
    """
    blur = max(1.0, step)
    best, most = list(lie), sharpness(lie, blur)
    for kind in range(kinds):
        for moved in ([*best[:kind], best[kind] + by * step, *best[kind + 1 :]] for by in (-2, -1, 1, 2)):
            value = sharpness(moved, blur)
            if value > most:
                best, most = moved, value
    return best


def _edges(grey: NDArray[np.int16], window: tuple[int, int, int, int]) -> tuple[Floats, Floats]:
    """Pixels where brightness steps from one row to the next, from the centre: along the rows, and down.

    Args:
        window: left, right, top and bottom of where to look.
    """
    left, right, top, bottom = window
    steps = np.abs(np.diff(grey[top:bottom, left:right], axis=0))
    if not steps.size:
        return np.zeros(0), np.zeros(0)
    rows, columns = np.nonzero(steps > max(24, int(np.percentile(steps[::3, ::3], 90))))
    every = max(1, len(rows) // MOST_POINTS)
    height, width = grey.shape
    return left + columns[::every] - width / 2, top + rows[::every] + 0.5 - height / 2


def _sharpness(along: Floats, off: Floats, half: float) -> Sharpness:
    """How few rows the edges fall on, if lines lay as is said: the sum of squares of the rows' counts.

    Returns:
        A function of how far, in pixels, lines are off at their end: by tilt, by its change from the middle of the
        image to its side, by each of `waves`; and of the height of a row in pixels.
    """
    place = along / half
    shapes = waves(place)

    def sharpness(lie: Sequence[float], blur: float) -> float:
        tilt, change, *bends = lie
        origins = (off - tilt * place) / (1 + change / half * place)
        if any(bends):
            origins = origins - np.array(bends) @ shapes
        counts = np.bincount(((origins - origins.min()) / blur).astype(np.intp))
        return float((np.convolve(counts, SOFT) ** 2).sum())

    return sharpness
