"""Words that OCR was unsure of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.document.spelling import mended
from functions.document.vocabulary import SCHOOL_WORDS
from functions.shared.page import Word


def read(*words: tuple[str, float]) -> list[str]:
    return [word.text for word in mended([Word(text, confidence, 0, 0, 50, 20) for text, confidence in words])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Matihs", "Maths"),
        ("ENGISH", "ENGLISH"),
        ("(moning)", "(morning)"),
        ("Maths/Engish", "Maths/English"),
        ("Problems", "Problems"),
        ("Clay", "Clay"),
        ("Zumba", "Zumba"),
        ("1l", "II"),
        ("11", "11"),
        ("9.00-10.00", "9.00-10.00"),
        ("ENGL/SH", "ENGLISH"),
        ("Reading/Spelling", "Reading/Spelling"),
        ("ART/MUSIG", "ART/MUSIC"),
        ("Philo5ophy", "Philosophy"),
    ],
)
def test_an_unsure_word_becomes_the_known_one_that_it_nearly_is(text: str, expected: str) -> None:
    assert read((text, 0.6)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Gyn", "Gym"), ("Tine", "Time"), ("Bulsness", "Business"), ("Kaur", "Kaur"), ("Owen", "Owen"), ("Ms", "Ms")],
)
def test_a_very_unsure_word_may_be_short_or_less_near(text: str, expected: str) -> None:
    assert read((text, 0.4)) == [expected]
    assert read((text, 0.7)) == [text]


@pytest.mark.parametrize(
    ("left", "expected"),
    [(52, ["English"]), (70, ["Engl", "ish"]), (-400, ["Engl", "ish"])],
)
def test_the_parts_of_a_torn_word_are_one(left: float, expected: list[str]) -> None:
    first, second = Word("Engl", 0.9, 0, 0, 50, 20), Word("ish", 0.8, left, 0, 30, 20)
    assert [word.text for word in mended([first, second])] == expected


def test_two_words_that_make_a_known_one_are_two() -> None:
    first, second = Word("Story", 0.9, 0, 0, 50, 20), Word("time", 0.8, 52, 0, 30, 20)
    assert [word.text for word in mended([first, second])] == ["Story", "time"]


def test_strokes_behind_a_course_are_its_number_where_the_page_numbers_courses_so() -> None:
    texts = [("Spanish", 0.9), ("II", 0.9), ("Art", 0.9), ("1", 0.6), ("Frenchll", 0.6), ("Year", 0.9), ("11", 0.6)]
    assert read(*texts) == ["Spanish", "II", "Art", "I", "French II", "Year", "11"]
    assert read(("Art", 0.9), ("1", 0.6)) == ["Art", "1"]


def test_a_sure_word_is_as_printed_but_for_digits_in_a_known_one() -> None:
    texts = [("Matihs", 0.95), ("Wel1being", 0.95), ("STORYT1ME", 0.95), ("Room10A", 0.95), ("bring", 0.99)]
    assert read(*texts) == ["Matihs", "Wellbeing", "STORYTIME", "Room10A", "bring"]


def test_an_unsure_word_may_be_one_that_the_page_surely_says() -> None:
    assert read(("Bhangra", 0.99), ("Bhanqra", 0.5)) == ["Bhangra", "Bhangra"]


def test_a_word_that_is_near_to_two_is_as_printed() -> None:
    assert read(("Drams", 0.99), ("Dramo", 0.5)) == ["Drams", "Dramo"]


@given(st.sampled_from(sorted(SCHOOL_WORDS)), st.floats(0, 1))
def test_known_words_never_change(word: str, confidence: float) -> None:
    assert read((word, confidence)) == [word]
