"""How nearly two texts are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.edit_distance import edit_distance

text = st.text(st.sampled_from("ab1 é"), max_size=12)


@given(text, text)
def test_the_distance_is_symmetric_and_at_most_the_longer_length(one, other):
    distance = edit_distance(one, other)
    assert distance == edit_distance(other, one)
    assert abs(len(one) - len(other)) <= distance <= max(len(one), len(other))
    assert (distance == 0) == (one == other)


@given(text, text, text)
def test_a_detour_is_never_shorter(one, other, between):
    assert edit_distance(one, other) <= edit_distance(one, between) + edit_distance(between, other)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("Maths", "Maths", 0), ("Maths", "Math", 1), ("8.40", "840", 1), ("kitten", "sitting", 3), ("", "abc", 3)],
)
def test_the_distance_counts_the_fewest_edits(one, other, distance):
    assert edit_distance(one, other) == distance
