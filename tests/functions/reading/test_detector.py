"""At what scale a page is searched for text, and in which bands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from functions.shared.reading.boxes import Box
from functions.shared.reading.detector import DetectorOptions, bands, longest_side, printed_part, text_boxes

OPTIONS = DetectorOptions()


def test_pages_of_large_text_are_searched_small_and_pages_of_small_text_large() -> None:
    sides = [longest_side([height] * 20, OPTIONS) for height in (40.0, 11.0, 8.0, 2.0)]
    assert sides[0] == OPTIONS.least
    assert sides[-1] == OPTIONS.greatest
    assert sides == sorted(set(sides))


def test_a_quarter_of_small_text_decides() -> None:
    assert longest_side([8.0] * 6 + [20.0] * 14, OPTIONS) == longest_side([8.0] * 20, OPTIONS)
    assert longest_side([8.0] * 2 + [40.0] * 18, OPTIONS) == OPTIONS.least


@pytest.mark.parametrize("count", [0, 3])
def test_a_page_of_little_text_is_searched_at_the_usual_scale(count: int) -> None:
    assert longest_side([9.0] * count, OPTIONS) == OPTIONS.usual


@given(st.integers(1, 100), st.integers(1, 40))
def test_bands_cover_all_rows_once_and_stay_small(rows: int, most: int) -> None:
    split = bands(32 * rows, 32 * most)
    assert (split[0][0], split[-1][1]) == (0, 32 * rows)
    assert all(first[1] == second[0] for first, second in pairwise(split))
    assert all(0 < stop - start <= 32 * (most + 1) and start % 32 == 0 for start, stop in split)


def test_empty_margins_are_not_searched() -> None:
    page = np.full((400, 600, 3), 255, dtype=np.uint8)
    page[100:300, 200:500] = 0
    pad = 600 // 30

    assert printed_part(page) == (slice(100 - pad, 300 + pad), slice(200 - pad, 500 + pad))


@pytest.mark.parametrize("shade", [0, 255])
def test_all_of_an_empty_page_is_searched(shade: int) -> None:
    assert printed_part(np.full((40, 60, 3), shade, dtype=np.uint8)) == (slice(0, 40), slice(0, 60))


@given(arrays(np.bool_, (12, 9)))
def test_boxes_hold_all_of_their_region(mask: NDArray[np.bool_]) -> None:
    probability = mask.astype(np.float32)
    boxes = text_boxes(probability, replace(OPTIONS, growth=0.0, smallest_side=0.0))
    for row, column in np.argwhere(mask):
        middle = np.array([column + 0.5, row + 0.5])
        assert any(
            np.all(np.abs((middle - (box.x, box.y)) @ np.stack(box.axes, axis=1)) <= _half(box)) for box in boxes
        )


def _half(box: Box) -> NDArray[np.float64]:
    return np.array([box.width, box.height]) / 2
