"""Which rows of a table without lines texts are for."""

from __future__ import annotations

from functions.document.fitting import Column, fitted
from functions.document.geometry import Interval

SIDES = [0.0, 100, 200, 300]
LINE = 20.0


def _at(*tops: float, height: float = LINE) -> Column:
    return Column(tuple(Interval(top, top + height) for top in tops))


def test_a_text_in_the_middle_of_two_rows_is_for_both() -> None:
    singles = _at(40, 140, 240)
    assert fitted([singles, _at(90, 240)], SIDES, LINE)[1] == [(0, 1), (2, 2)]


def test_lines_close_together_are_of_one_cell_wherever_a_row_begins() -> None:
    singles = _at(40, 140, 240)
    assert fitted([singles, _at(78, 102, 240)], SIDES, LINE)[1] == [(0, 1), (0, 1), (2, 2)]


def test_a_text_at_the_beginning_of_its_cell_reaches_over_an_empty_row_below() -> None:
    full = _at(4, 104, 204)
    assert fitted([full, full, full, _at(4, 204)], SIDES, LINE)[3] == [(0, 1), (2, 2)]


def test_where_many_rows_are_empty_texts_reach_over_none() -> None:
    assert fitted([_at(4, 204), _at(104), _at(204)], SIDES, LINE) == [[(0, 0), (2, 2)], [(1, 1)], [(2, 2)]]


def test_a_text_does_not_reach_over_a_row_that_others_take() -> None:
    full = _at(4, 104, 204)
    taken = Column((Interval(4, 24), Interval(204, 224)), frozenset((1,)))
    assert fitted([full, full, full, taken], SIDES, LINE)[3] == [(0, 0), (2, 2)]


def test_texts_side_by_side_are_of_one_cell() -> None:
    beside = Column((Interval(40, 60), Interval(44, 64), Interval(140, 160)))
    assert fitted([beside], SIDES, LINE) == [[(0, 0), (0, 0), (1, 1)]]


def test_more_texts_than_rows_share_them() -> None:
    (spans,) = fitted([_at(0, 45, 90, 135, 180)], [0.0, 200], LINE)
    assert spans == [(0, 0)] * 5
