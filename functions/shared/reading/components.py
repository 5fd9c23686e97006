"""Connected regions of a binary image, found row by row instead of pixel by pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Runs:
    """Horizontal runs of set pixels in raster order, each with the number of the region it belongs to.

    Attributes:
        row, start, stop: where each run lies; it covers the columns start <= x < stop.
        region: region of each run, from 0 to `count` - 1.
        count: number of regions.
    """

    row: NDArray[np.intp]
    start: NDArray[np.intp]
    stop: NDArray[np.intp]
    region: NDArray[np.intp]
    count: int


def connected_runs(mask: NDArray[np.bool_]) -> Runs:
    """The regions of set pixels that touch at edges or corners.

    Args:
        mask: height x width.
    """
    height, width = mask.shape
    # A column of paper parts each row from the next, so that the image can be searched as one line.
    stride = width + 1
    line = np.zeros(height * stride + 1, dtype=bool)
    line[1:].reshape(height, stride)[:, :width] = mask
    edges = np.flatnonzero(line[1:] != line[:-1])
    row, start = np.divmod(edges[::2], stride)
    stop = edges[1::2] - row * stride
    region, count = _join(len(row), *_touching(row, start, stop, stride=width + 3))
    return Runs(row, start, stop, region, count)


def _touching(
    row: NDArray[np.intp], start: NDArray[np.intp], stop: NDArray[np.intp], stride: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of runs in neighbouring rows that touch, as two arrays of run indices."""
    starts, stops = row * stride + start, row * stride + stop
    first = np.searchsorted(stops, starts + stride, side="left")
    last = np.searchsorted(starts, stops + stride, side="right")
    counts = np.maximum(last - first, 0)
    upper = np.repeat(np.arange(len(row)), counts)
    offset = np.arange(len(upper)) - np.repeat(np.cumsum(counts) - counts, counts)
    return upper, np.repeat(first, counts) + offset


def _join(count: int, left: NDArray[np.intp], right: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    """Numbers the groups of `count` items that the pairs (left, right) connect; returns each item's group."""
    parent = np.arange(count)
    while True:
        lowest = np.minimum(parent[left], parent[right])
        merged = parent.copy()
        np.minimum.at(merged, parent[left], lowest)
        np.minimum.at(merged, parent[right], lowest)
        while not np.array_equal(merged, merged[merged]):
            merged = merged[merged]
        if np.array_equal(merged, parent):
            break
        parent = merged
    roots, group = np.unique(parent, return_inverse=True)
    return group, len(roots)
