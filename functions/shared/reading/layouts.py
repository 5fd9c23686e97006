"""The ways in which a box of text may be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.boxes import Box
from functions.shared.reading.components import connected_runs
from functions.shared.reading.ink import ink
from functions.shared.reading.joined import parted

# Boxes at least this much taller than wide may hold turned text or stacked letters; from the second on, they must.
_TALL = 1.2
_VERY_TALL = 5.0
# Stacked letters are parted by gaps of at least this part of their height; letters of turned words stand closer.
_STACK_GAP = 0.15
# The lowest of stacked letters is at least this high, in parts of the highest.
_LOWEST = 0.6
# By how much more, in parts of the mean, stacked letters may differ in height than in width. Those of turned words do.
_UNEVEN = 0.03


@dataclass(frozen=True)
class Piece:
    """A line of text in a box.

    Attributes:
        box: in pixels of the page.
        quarter_turns: how often the text is turned clockwise by 90 degrees against the box.
    """

    box: Box
    quarter_turns: int = 0


Layout = tuple[Piece, ...]


def layouts(image: NDArray[np.uint8], box: Box) -> Iterator[Layout]:
    """Each way to read the box, likeliest first and made when it is asked for: as letters stacked one per line, as one
    upright line, as several, or turned.

    Letters below each other are the likeliest where they are as even as stacked ones are, else the unlikeliest.

    Args:
        image: the page, height x width x 3.
        box: in its pixels.
    """
    tall = box.height >= box.width * _TALL
    boxes, even = stacked(image, box) if tall else (list[Box](), False)
    letters = tuple(Piece(letter) for letter in boxes)
    if even:
        yield letters
    if box.height < box.width * _VERY_TALL:
        yield (Piece(box),)
        lines = parted(image, box)
        if lines:
            yield tuple(Piece(line) for line in lines)
    if tall:
        yield (Piece(box, 3),)
        yield (Piece(box, 1),)
    if letters and not even:
        yield letters


def stacked(image: NDArray[np.uint8], box: Box) -> tuple[list[Box], bool]:
    """The letters of a box that may be a stack, from the top, and whether it looks like one; none if it cannot be.

    A stack shows two or more bands of ink of about one height, with clear gaps between them. So may the capitals of a
    turned word, but these are all equally wide, as stacked letters are equally high.
    """
    corners = box.corners
    left, top = np.maximum(np.round(corners.min(axis=0)).astype(int), 0)
    right, bottom = np.round(corners.max(axis=0)).astype(int)
    part = image[top:bottom, left:right]
    if part.size == 0:
        return [], False
    inked = without_rules(ink(part))
    starts, stops = whole(*bands(np.any(inked, axis=1)), len(inked))
    heights, gaps = stops - starts, starts[1:] - stops[:-1]
    if len(heights) < 2 or heights.min() < _LOWEST * heights.max() or gaps.min() < _STACK_GAP * heights.max():
        return [], False
    letters = [np.flatnonzero(np.any(inked[start:stop], axis=0)) for start, stop in zip(starts, stops, strict=True)]
    widths = np.array([np.ptp(columns) + 1 for columns in letters])
    margin = float(min(gaps.min() / 2, 0.25 * heights.max()))
    boxes = [
        Box(box.x, top + float(start + stop) / 2, box.width, float(stop - start) + 2 * margin)
        for start, stop in zip(starts, stops, strict=True)
    ]
    return boxes, unevenness(heights) <= unevenness(widths) + _UNEVEN


def without_rules(inked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The ink without what reaches a side of its picture, or from top to bottom, as ruling lines beside letters do."""
    height, width = inked.shape
    runs = connected_runs(inked)
    aside = runs.region[(runs.start == 0) | (runs.stop == width)]
    through = np.intersect1d(runs.region[runs.row == 0], runs.region[runs.row == height - 1])
    kept = inked.copy()
    for index in np.flatnonzero(np.isin(runs.region, np.concatenate([aside, through]))):
        kept[runs.row[index], runs.start[index] : runs.stop[index]] = False
    return kept


def whole(starts: NDArray[np.intp], stops: NDArray[np.intp], height: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The bands without what the top or bottom of their picture left of a letter that belongs elsewhere."""
    low = stops - starts < _LOWEST * np.max(stops - starts, initial=0)
    kept = ~(low & ((starts == 0) | (stops == height)))
    return starts[kept], stops[kept]


def unevenness(lengths: NDArray[np.intp]) -> float:
    """Standard deviation of lengths as a share of their mean."""
    return float(np.std(lengths) / np.mean(lengths))


def bands(rows: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Starts and stops of the stretches of set rows."""
    steps = np.diff(np.concatenate([[False], rows, [False]]).astype(np.int8))
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
