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
    ],
)
def test_an_unsure_word_becomes_the_known_one_that_it_nearly_is(text: str, expected: str) -> None:
    assert read((text, 0.6)) == [expected]


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
