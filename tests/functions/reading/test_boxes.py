"""Rotated rectangles around points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading.boxes import Box, convex_hull, grown, smallest_box

coordinates = st.tuples(st.integers(-50, 50), st.integers(-50, 50))
boxes = st.builds(
    Box,
    x=st.floats(-100, 100),
    y=st.floats(-100, 100),
    width=st.floats(20, 200),
    height=st.floats(5, 15),
    angle=st.floats(-0.7, 0.7),
)


@given(boxes)
def test_finds_the_box_again_from_its_corners(box: Box) -> None:
    found = smallest_box(convex_hull(box.corners))
    assert found.width * found.height == pytest.approx(box.width * box.height, rel=1e-6)
    assert [found.x, found.y] == pytest.approx([box.x, box.y], abs=1e-6)
    assert found.angle == pytest.approx(box.angle, abs=1e-6)


@given(st.lists(coordinates, min_size=1, max_size=30))
def test_holds_every_point_and_is_no_larger_than_the_upright_box(points: list[tuple[int, int]]) -> None:
    array = np.array(points, dtype=np.float64)
    box = smallest_box(convex_hull(array))
    right, down = box.axes
    offsets = array - (box.x, box.y)
    assert np.abs(offsets @ right).max() <= box.width / 2 + 1e-6
    assert np.abs(offsets @ down).max() <= box.height / 2 + 1e-6
    assert box.width * box.height <= np.prod(np.ptp(array, axis=0)) + 1e-6
    assert abs(box.angle) <= math.pi / 4 + 1e-9


@given(boxes, st.floats(0, 2))
def test_grows_each_side_by_area_times_ratio_over_perimeter(box: Box, ratio: float) -> None:
    distance = box.width * box.height * ratio / (2 * (box.width + box.height))
    larger = grown(box, ratio)
    assert larger.width - box.width == pytest.approx(2 * distance, abs=1e-9)
    assert larger.height - box.height == pytest.approx(2 * distance, abs=1e-9)
    assert (larger.x, larger.y, larger.angle) == (box.x, box.y, box.angle)
