"""Connected regions, against a flood fill."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from functions.shared.reading.components import connected_runs

masks = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.booleans())


def flood_fill(mask: NDArray[np.bool_]) -> set[frozenset[tuple[int, int]]]:
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    regions = set()
    while left:
        region, edge = set(), [left.pop()]
        while edge:
            y, x = edge.pop()
            region.add((y, x))
            touching = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= touching
            edge += touching
        regions.add(frozenset(region))
    return regions


@given(masks)
def test_regions_are_those_of_a_flood_fill(mask: NDArray[np.bool_]) -> None:
    runs = connected_runs(mask)
    regions: list[set[tuple[int, int]]] = [set() for _ in range(runs.count)]
    for row, start, stop, region in zip(runs.row, runs.start, runs.stop, runs.region, strict=True):
        regions[region] |= {(int(row), x) for x in range(start, stop)}
    assert {frozenset(region) for region in regions} == flood_fill(mask)


def test_a_long_spiral_is_one_region() -> None:
    mask = np.zeros((41, 41), dtype=bool)
    for ring in range(0, 20, 2):
        mask[ring, ring : 41 - ring] = mask[ring : 41 - ring, 40 - ring] = mask[40 - ring, ring : 41 - ring] = True
        mask[ring + 2 : 41 - ring, ring] = True
        mask[ring + 2, ring : ring + 3] = True
    assert connected_runs(mask).count == 1
