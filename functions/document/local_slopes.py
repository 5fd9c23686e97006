"""Slopes of lines and text, seen piece by piece: how far the edges of one strip are below those of the strip before.

Near each place edges move alike from strip to strip, however the page lies as a whole; so slopes at many places tell
how it lies where a search for straight lines would not find the way.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from functions.document.slant import Floats, slopes_of_waves

STRIP = 32  # pixels: width of a strip
WINDOW = 48  # pixels: height of the piece that is compared
STEEPEST = 8  # pixels that edges may be down from one strip to the next
FAINTEST = 24  # of 255: a fainter step is no edge
CLEAR = 0.3  # correlation above which two pieces show the same edges
ROUNDS = 12  # of leaving out what fits badly
AGREEING = 0.45  # of all pieces, by how clear they are, that must fit
TOLERANCE = 0.02  # of a slope: what is off by as much counts half
# Bends count as a slope error of 0.001 a pixel: a page that shows in a part of its image only is not taken for bent.
FLAT = 0.001 * np.eye(5)[2:]


def lie_of_local_slopes(grey: NDArray[np.int16], window: tuple[int, int, int, int]) -> list[float] | None:
    """How far lines are off at their end, in pixels: by tilt, by its change, by each of the waves; None if unclear.

    Args:
        grey: height x width.
        window: left, right, top and bottom of where to look.
    """
    height, width = grey.shape
    along, off, slope, weight = _local_slopes(grey, window)
    if len(along) < 20:
        return None
    half = width / 2
    place = (along - half) / half
    shapes = [np.ones_like(place), (off - height / 2) / half, *slopes_of_waves(place)]
    matrix = np.stack(shapes, axis=1) / half
    fits = weight.copy()
    lie = np.zeros(matrix.shape[1])
    for _ in range(ROUNDS):
        root = np.sqrt(fits)
        weighted = np.concatenate([matrix * root[:, None], FLAT])
        lie = np.linalg.lstsq(weighted, np.concatenate([slope * root, np.zeros(3)]), rcond=None)[0]
        fits = weight / (1 + ((matrix @ lie - slope) / TOLERANCE) ** 2)
    if fits.sum() < AGREEING * weight.sum():
        return None
    return [float(value) for value in lie]


def _local_slopes(grey: NDArray[np.int16], window: tuple[int, int, int, int]) -> tuple[Floats, Floats, Floats, Floats]:
    """Places (along and down, pixels), the slope there, and how clearly it shows."""
    left, right, top, bottom = window
    steps = np.abs(np.diff(grey[top:bottom, left:right], axis=0)).astype(np.float64)
    count = steps.shape[1] // STRIP
    if count < 3 or steps.shape[0] < 2 * WINDOW:
        return np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0)
    steps[steps < FAINTEST] = 0
    strips = np.minimum(steps, 96)[:, : count * STRIP].reshape(-1, count, STRIP).mean(axis=2)
    strips[1:-1] = (strips[:-2] + 2 * strips[1:-1] + strips[2:]) / 4
    before, after = strips[:, :-1], strips[:, 1:]
    shifts = range(-STEEPEST, STEEPEST + 1)
    inside = slice(STEEPEST, steps.shape[0] - STEEPEST)
    moved = np.stack([after[STEEPEST + shift : steps.shape[0] - STEEPEST + shift] for shift in shifts])
    here = before[inside]
    alike = _windows(moved * here) / np.sqrt(np.maximum(_windows(moved**2) * _windows(here**2), 1.0))
    best = alike.argmax(axis=0)
    rows, columns = np.nonzero((alike.max(axis=0) > CLEAR) & (best > 0) & (best < 2 * STEEPEST))
    peak = best[rows, columns]
    low, high = alike[peak - 1, rows, columns], alike[peak + 1, rows, columns]
    middle = alike[peak, rows, columns]
    finer = (low - high) / np.minimum(2 * (low - 2 * middle + high), -1e-6)
    slope = (peak - STEEPEST + finer) / STRIP
    along = left + (columns + 1.0) * STRIP
    off = top + STEEPEST + rows * (WINDOW / 2) + WINDOW / 2
    return np.asarray(along), np.asarray(off), np.asarray(slope), np.asarray(middle**2)


def _windows(values: Floats) -> Floats:
    """Sums over `WINDOW` rows, every half of that."""
    total = np.cumsum(np.pad(values, [(0, 0)] * (values.ndim - 2) + [(1, 0), (0, 0)]), axis=-2)
    beginnings = np.arange(0, values.shape[-2] - WINDOW + 1, WINDOW // 2)
    return np.asarray(total[..., beginnings + WINDOW, :] - total[..., beginnings, :])
