"""Boxes of text, enlarged where they cut through it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.boxes import Box
from functions.shared.reading.components import Runs, connected_runs
from functions.shared.reading.ink import ink
from functions.shared.reading.strips import cut

# How far around a box is looked, beyond its ends and beside it: what reaches further is no letter but a ruling line.
# As what is left free around the ink of an enlarged box, in parts of the height of its text.
_BEYOND, _BESIDE = 0.5, 0.5
_FREE = 0.06
# Share of its ink beside the line from which a letter belongs to it, however little of it the end of the box left in.
_LEVEL = 0.9
# Text in a box that is this many times taller than wide runs along its height.
_TURNED = 2.0


def fitted(image: NDArray[np.uint8], box: Box) -> Box:
    """The box, with sides that cut through letters moved outwards until these are whole.

    Args:
        image: the page, height x width x 3.
        box: in its pixels.
    """
    turned = box.height > _TURNED * box.width
    thickness = box.width if turned else box.height
    room = np.array([_BESIDE, _BEYOND] if turned else [_BEYOND, _BESIDE]) * thickness
    wide = replace(box, width=box.width + 2 * room[0], height=box.height + 2 * room[1])
    seen = ink(cut(image, wide))
    scale = np.array([wide.width / seen.shape[1], wide.height / seen.shape[0]])
    inner = np.array([room / scale, (np.array([wide.width, wide.height]) - room) / scale])
    outer = _around_letters(connected_runs(seen), inner, seen.shape, along=int(turned))
    free = _FREE * thickness / scale
    first = np.where(outer[0] < inner[0], outer[0] - free, inner[0])
    last = np.where(outer[1] > inner[1], outer[1] + free, inner[1])
    if np.array_equal([first, last], inner):
        return box
    size = (last - first) * scale
    right, down = box.axes
    shift = ((first + last) - (inner[0] + inner[1])) / 2 * scale
    x, y = np.array([box.x, box.y]) + right * shift[0] + down * shift[1]
    return Box(float(x), float(y), float(size[0]), float(size[1]), box.angle)


def _around_letters(runs: Runs, inner: NDArray[np.float64], shape: tuple[int, ...], along: int) -> NDArray[np.float64]:
    """First and last column and row of all letters of a line: regions that end within the picture, and that lie mostly
    within a rectangle or are cut by its ends.

    Args:
        runs: of ink.
        inner: first and last (column, row) of the rectangle; the answer where there are no such regions.
        shape: height and width of the picture.
        along: axis along which the line runs: 0 for columns, 1 for rows.
    """
    if not runs.count:
        return inner
    sizes = np.bincount(runs.region, runs.stop - runs.start, runs.count)
    rows_inside = (runs.row >= inner[0, 1]) & (runs.row < inner[1, 1])
    overlap = np.maximum(np.minimum(runs.stop, inner[1, 0]) - np.maximum(runs.start, inner[0, 0]), 0)
    inside = np.bincount(runs.region, np.where(rows_inside, overlap, 0), runs.count)
    level = np.bincount(runs.region, overlap if along else rows_inside * (runs.stop - runs.start), runs.count)
    held = (2 * inside > sizes) | ((inside > 0) & (level > _LEVEL * sizes))
    first = np.full((runs.count, 2), np.inf)
    last = np.zeros((runs.count, 2))
    for axis, (start, stop) in enumerate(((runs.start, runs.stop), (runs.row, runs.row + 1))):
        np.minimum.at(first[:, axis], runs.region, start)
        np.maximum.at(last[:, axis], runs.region, stop)
    whole = np.all(first > 0, axis=1) & np.all(last < np.array(shape[1::-1]), axis=1) & held
    if not np.any(whole):
        return inner
    return np.array([first[whole].min(axis=0), last[whole].max(axis=0)])
