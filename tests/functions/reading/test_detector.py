"""At what scale a page is searched for text, and in which bands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading.detector import DetectorOptions, bands, longest_side

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
