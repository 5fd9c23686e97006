"""Cell-structure F1."""

from functions.evaluation.cells import cell_counts
from functions.evaluation.counts import Counts
from functions.evaluation.polygons import Polygon


def cell(left: float, top: float, right: float, bottom: float) -> Polygon:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


TWO = [cell(0, 0, 100, 50), cell(100, 0, 200, 50)]
WORDS = [(50.0, 25.0), (150.0, 25.0)]


def test_cells_a_little_off_are_found() -> None:
    assert cell_counts(TWO, [cell(4, 3, 103, 52), cell(99, 2, 204, 47)], WORDS) == Counts(2, 2, 2)


def test_two_cells_taken_for_one_are_both_missed() -> None:
    assert cell_counts(TWO, [cell(0, 0, 200, 50)], WORDS) == Counts(0, 2, 1)


def test_a_cell_found_twice_counts_once() -> None:
    assert cell_counts(TWO[:1], [TWO[0], cell(1, 1, 99, 49)], WORDS) == Counts(1, 1, 2)


def test_cells_without_words_do_not_count() -> None:
    assert cell_counts(TWO, TWO[:1], WORDS[:1]) == Counts(1, 1, 1)
    assert cell_counts(TWO[:1], [*TWO[:1], cell(300, 0, 400, 50)], WORDS) == Counts(1, 1, 1)


def test_the_best_match_is_taken_before_others() -> None:
    wide = cell(0, 0, 130, 50)
    assert cell_counts(TWO, [wide, TWO[0], cell(120, 0, 200, 50)], WORDS) == Counts(2, 2, 3)
