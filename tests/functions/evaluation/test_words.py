import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.evaluation.words import Box, around, composed, overlaps

side = st.floats(-1000, 1000)
boxes = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    side,
    side,
    st.floats(0, 500),
    st.floats(0, 500),
)


@given(boxes, boxes)
def test_overlap_is_a_share_and_the_same_both_ways(one, other):
    share = overlaps([one], [other])[0, 0]
    assert 0 <= share <= 1 + 1e-9
    assert share == pytest.approx(overlaps([other], [one])[0, 0])


@given(boxes)
def test_a_box_covers_itself_even_where_it_has_no_area(one):
    assert overlaps([one], [one])[0, 0] == pytest.approx(1)


def test_a_small_box_inside_a_large_one_is_covered_by_it():
    assert overlaps([Box(0, 0, 100, 100)], [Box(10, 10, 12, 12)])[0, 0] == 1


def test_boxes_that_only_touch_share_nothing():
    assert overlaps([Box(0, 0, 10, 10)], [Box(10, 0, 20, 10)])[0, 0] == 0


def test_no_boxes_share_nothing():
    assert overlaps([], [Box(0, 0, 1, 1)]).shape == (0, 1)


@given(st.lists(boxes, min_size=1))
def test_the_box_around_boxes_covers_each(many):
    whole = around(many)
    for box in many:
        assert whole.left <= box.left <= box.right <= whole.right
        assert whole.top <= box.top <= box.bottom <= whole.bottom


def test_texts_are_composed_and_their_words_one_space_apart():
    assert composed(" Cafe\u0301\u00a0 open\n") == "Café open"
