import random

from hypothesis import given
from hypothesis import strategies as st

from functions.evaluation.counts import Counts
from functions.evaluation.word_counts import word_counts
from tests.functions.evaluation import pages

words = st.lists(pages.word, max_size=12)


@given(words, st.randoms(use_true_random=False))
def test_the_same_words_in_any_order_are_all_right(truth, chance: random.Random):
    reading = list(truth)
    chance.shuffle(reading)
    assert word_counts(truth, reading).f1 == 1


@given(words, words)
def test_f1_is_a_share_and_the_same_both_ways(truth, reading):
    counts = word_counts(truth, reading)
    assert 0 <= counts.f1 <= 1
    assert counts.f1 == word_counts(reading, truth).f1
    assert counts.matched <= min(counts.printed, counts.read)


@given(words, words)
def test_lines_count_as_their_words(truth, reading):
    assert word_counts([" ".join(truth)], [" ".join(reading)]) == word_counts(truth, reading)


@given(words, words, pages.word)
def test_inventing_a_word_never_helps_twice(truth, reading, word):
    more = word_counts(truth, [*reading, word])
    assert more.matched - word_counts(truth, reading).matched <= 1
    assert more.precision <= 1


def test_a_repeated_word_matches_as_often_as_it_is_printed():
    assert word_counts(["PE", "PE"], ["PE", "PE", "PE"]) == Counts(matched=2, printed=2, read=3)


def test_case_accents_punctuation_and_dashes_count():
    assert word_counts(["Maths", "Café", "8.40", "9–10"], ["maths", "Cafe", "8:40", "9-10"]).matched == 0


def test_accents_match_however_they_are_encoded():
    assert word_counts(["Caf\u00e9"], ["Cafe\u0301"]).matched == 1


def test_f1_precision_and_recall_follow_their_definitions():
    counts = Counts(matched=3, printed=4, read=6)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.75, 0.6)


def test_an_empty_page_read_as_empty_is_right():
    assert word_counts([], []).f1 == 1
    assert word_counts([], ["?"]).f1 == 0
