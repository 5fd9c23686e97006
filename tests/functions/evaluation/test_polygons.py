"""Convex polygons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.evaluation.polygons import Polygon, area, holds, overlap


def box(left: float, top: float, right: float, bottom: float) -> Polygon:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def test_a_box_holds_what_is_in_it_and_on_its_sides() -> None:
    assert area(box(0, 0, 4, 3)) == 12
    assert holds(box(0, 0, 4, 3), (4, 1))
    assert not holds(box(0, 0, 4, 3), (4.1, 1))


def test_a_tilted_square_covers_half_of_the_box_around_it() -> None:
    diamond = [(2, 0), (4, 2), (2, 4), (0, 2)]
    assert overlap(diamond, box(0, 0, 4, 4)) == pytest.approx(0.5)
    assert not holds(diamond, (0.5, 0.5))


def test_boxes_apart_do_not_overlap() -> None:
    assert overlap(box(0, 0, 1, 1), box(2, 0, 3, 1)) == 0


sides = st.floats(0, 100)


@given(st.tuples(sides, sides, sides, sides), st.tuples(sides, sides, sides, sides))
def test_upright_boxes_overlap_by_the_product_of_their_sides(
    first: tuple[float, float, float, float], second: tuple[float, float, float, float]
) -> None:
    one, other = ((min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1) for a, b, c, d in (first, second))
    shared = max(0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0, min(one[3], other[3]) - max(one[1], other[1])
    )
    union = sum((right - left) * (bottom - top) for left, top, right, bottom in (one, other)) - shared
    assert overlap(box(*one), box(*other)) == pytest.approx(shared / union, abs=1e-6)
