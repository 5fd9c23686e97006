"""Lines too faint or too broken to show in single pixels: dashes, dots, hairlines under noise, edges of pale fills.

A row of pixels is averaged over stretches, in which noise and the strokes of letters cancel out, but a line adds up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]

WINDOW = 4  # stretches that are averaged together
FAINTEST = 5.0  # of 255: above what JPEG leaves along the borders of its squares
ABOVE_NOISE = 7.0  # standard deviations
OWN_SHARE = 0.35  # of the average around it, that a stretch must reach to be on the line
SEEN = 0.5  # share of a window that must be free of words
OF_MEDIAN = 1.4826  # the standard deviation of normal noise, as a multiple of its median distance from 0


def faint_lines(planes: NDArray[np.uint8], covered: Bits, stretch: int) -> Bits:
    """True where a horizontal line runs between a pixel and the one below it: (height - 1) x width.

    Args:
        planes: the image, 3 x height x width.
        covered: where words stand, height x width; nothing is known there.
        stretch: length of what is taken as one, in pixels; a line must be some of them long.
    """
    height, width = covered.shape
    free = ~(covered[2:] | covered[:-2])
    grey = planes.sum(axis=0, dtype=np.int16)
    sums = _stretches((grey[2:] - grey[:-2]) * free, stretch) / np.float32(3)
    seen = _stretches(free, stretch)
    own = sums / np.maximum(seen, 1)
    mean = _moving(sums) / np.maximum(_moving(seen), SEEN * WINDOW * stretch)
    noise = OF_MEDIAN * float(np.median(np.abs(mean[::3])))
    flagged = np.abs(mean) > max(FAINTEST, ABOVE_NOISE * noise)
    on_line = np.zeros(sums.shape, dtype=np.bool_)
    for place in range(WINDOW):
        held = own[:, place : place + mean.shape[1]]
        on_line[:, place : place + mean.shape[1]] |= flagged & (held * np.sign(mean) > OWN_SHARE * np.abs(mean))
    on_line[:, 1:-1] |= on_line[:, :-2] & on_line[:, 2:]
    on_line |= _behind_words(on_line, on_line | (seen > SEEN * stretch))
    lines = np.zeros((height - 1, width), dtype=np.bool_)
    lines[:-1] = np.repeat(on_line, stretch, axis=1)[:, :width]
    return lines


def _behind_words(on_line: Bits, known: Bits) -> Bits:
    """True where nothing is known, but a line runs on both sides."""
    places = np.arange(on_line.shape[1])
    before = np.maximum.accumulate(np.where(known, places, 0), axis=1)
    after = np.minimum.accumulate(np.where(known, places, len(places) - 1)[:, ::-1], axis=1)[:, ::-1]
    on_both = np.take_along_axis(on_line, before, axis=1) & np.take_along_axis(on_line, after, axis=1)
    return ~known & on_both


def _stretches(values: NDArray[Any], length: int) -> NDArray[np.float32]:
    """Sums of `length` neighbours in each row, the last of them fewer."""
    height, width = values.shape
    sums = np.zeros((height, -(-width // length)), dtype=np.float32)
    for place in range(length):
        held = values[:, place::length]
        sums[:, : held.shape[1]] += held
    return sums


def _moving(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sums of `WINDOW` neighbours in each row."""
    total = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    return np.asarray(total[:, WINDOW:] - total[:, :-WINDOW], dtype=np.float32)
