"""Where tracks without lines part."""

from __future__ import annotations

import pytest

from functions.document.cuts import clear_between, gaps_between, sides_between
from functions.document.geometry import Interval


def _around(*middles: float, half: float = 10) -> list[Interval]:
    return [Interval(middle - half, middle + half) for middle in middles]


def test_even_tracks_part_half_way_between_their_headings() -> None:
    headings = _around(50, 150, 250)
    assert sides_between(headings, _around(50, 150, 250, half=30)) == pytest.approx([0, 100, 200, 300])


def test_tracks_of_different_widths_part_so_that_headings_are_in_their_middle() -> None:
    texts = [Interval(20, 80), Interval(115, 285), Interval(305, 345)]
    _, first, second, _ = sides_between(_around(50, 200, 325), texts)
    assert 80 <= first <= 120 and 280 <= second <= 305


def test_headings_at_the_top_of_tall_rows_part_below_their_texts() -> None:
    texts = [Interval(0, 80), Interval(100, 180), Interval(200, 280)]
    _, first, second, _ = sides_between(_around(10, 110, 210), texts)
    assert 78 <= first <= 100 and 178 <= second <= 200


def test_a_text_that_stands_over_two_tracks_is_halved() -> None:
    _, cut, _ = sides_between(_around(50, 150), [Interval(10, 90), Interval(110, 190), Interval(70, 130)])
    assert cut == pytest.approx(100, abs=5)


def test_texts_that_begin_at_the_sides_of_their_tracks_tell_where_these_are() -> None:
    texts = [Interval(low, low + 60) for low in (2, 102, 202)]
    assert sides_between(_around(50, 150, 250), texts) == pytest.approx([0, 100, 200, 300], abs=2)


def test_a_note_longer_than_any_track_tells_nothing() -> None:
    texts = [*(Interval(low, low + 90) for low in (2, 102, 202)), Interval(40, 220)]
    assert sides_between(_around(50, 150, 250), texts) == pytest.approx([0, 100, 200, 300], abs=2)


def test_a_cut_moves_aside_from_a_text_that_it_would_run_through() -> None:
    assert clear_between(0, 100, 50, [Interval(20, 62)]) == pytest.approx(62, abs=2)


def test_gaps_as_narrow_as_those_between_lines_part_nothing() -> None:
    assert gaps_between([Interval(0, 20), Interval(24, 44), Interval(60, 80)]) == [52]
