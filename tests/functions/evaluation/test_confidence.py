import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.evaluation.confidence import Bin, calibration_error, outcomes, reliability
from functions.evaluation.places import places
from functions.evaluation.words import Box, ReadText
from tests.functions.evaluation import pages

many = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


@given(many)
def test_every_word_is_in_one_bin(words):
    bins = reliability(words)
    assert sum(one.words for one in bins) == len(words)
    assert [one.confidence for one in bins] == sorted(one.confidence for one in bins)


@given(many)
def test_the_error_is_at_most_one_and_at_least_the_overall_distance(words):
    error = calibration_error(reliability(words))
    overall = sum(c - right for c, right in words) / len(words) if words else 0
    assert abs(overall) - 1e-9 <= error <= 1


def test_confidence_that_comes_true_has_no_error():
    assert calibration_error([Bin(10, 0.9, 0.9), Bin(30, 0.5, 0.5)]) == 0


def test_bins_weigh_what_they_hold():
    assert calibration_error([Bin(1, 1.0, 0.0), Bin(3, 0.6, 0.6)]) == pytest.approx(0.25)


def test_a_bin_tells_the_mean_confidence_and_the_share_of_right_words():
    assert reliability([(0.9, True), (0.9, False), (0.25, False)]) == [Bin(1, 0.25, 0.0), Bin(2, 0.9, 0.5)]


def test_a_word_is_right_where_it_is_what_stands_there():
    read = [*pages.read("Maths Arl", confidence=0.8), ReadText("Art", Box(900, 900, 930, 920), 0.7)]
    assert outcomes(places(pages.printed("Maths Art"), read)) == [(0.8, True), (0.8, False), (0.7, False)]


def test_of_a_word_read_twice_one_is_wrong():
    read = [*pages.read("Maths"), *pages.read("Maths")]
    assert sorted(right for _, right in outcomes(places(pages.printed("Maths"), read))) == [False, True]
