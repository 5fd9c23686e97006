"""Hyphens and dashes are told apart by what they were read as and by their length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from functions.shared.reading.ctc import Character
from functions.shared.reading.dashes import measured, stroke

STRIDE = 8
TALL = 30


def line(text: str, stroke: int, probability: float = 0.8) -> tuple[list[Character], NDArray[np.bool_]]:
    """Bars TALL pixels high for letters, with strokes of this length for dashes, and what was read."""
    inked = np.zeros((48, 60 * len(text)), dtype=bool)
    for index, letter in enumerate(text):
        middle = 60 * index + 28
        if letter in "-–":
            inked[22:26, middle - stroke // 2 : middle + stroke // 2] = True
        else:
            inked[9 : 9 + TALL, middle - 8 : middle + 8] = True
    characters = [
        Character(letter, probability, (60 * i + 24) // STRIDE, (60 * i + 32) // STRIDE)
        for i, letter in enumerate(text)
    ]
    return characters, inked


def read(text: str, stroke: int, probability: float) -> str:
    return "".join(character.text for character in measured(*line(text, stroke, probability), STRIDE))


@pytest.mark.parametrize(("length", "expected"), [(10, "9-1"), (20, "9–1"), (40, "9–1")])
def test_a_stroke_that_was_read_in_doubt_is_the_dash_that_its_length_shows(length: int, expected: str) -> None:
    assert read("9-1", length, 0.8) == expected


@pytest.mark.parametrize("printed", ["9-1", "9–1", "a–b"])
def test_a_stroke_that_was_read_with_certainty_stays_as_read(printed: str) -> None:
    assert read(printed, 16, 0.99) == printed


@pytest.mark.parametrize(("length", "expected"), [(0.7, "–"), (1.3, "—")])
def test_a_dash_is_long_where_it_was_read_so_and_is(length: float, expected: str) -> None:
    assert stroke(Character("—", 0.9, 0, 1), length) == expected


@given(st.floats(0, 3), st.floats(0, 3), st.floats(0, 1))
def test_a_longer_stroke_is_no_less_a_dash(length: float, other: float, probability: float) -> None:
    shorter, longer = (stroke(Character("-", probability, 0, 1), each) for each in sorted((length, other)))
    assert shorter == "-" or longer == "–"


def test_a_stroke_without_letters_to_measure_it_by_stays_as_read() -> None:
    characters, inked = line("-", 20)
    assert measured(characters, inked, STRIDE) == characters


def test_the_length_of_what_is_too_thick_for_a_stroke_says_nothing() -> None:
    characters, inked = line("9-1", 40, 0.92)
    assert "".join(character.text for character in measured(characters, inked, STRIDE)) == "9–1"
    inked[10:38, 68:108] = True
    assert measured(characters, inked, STRIDE) == characters
