"""Hyphens and dashes are told apart by their length."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from functions.shared.reading.ctc import Character
from functions.shared.reading.dashes import measured, stroke

STRIDE = 8
TALL = 30


def line(text: str, stroke: int) -> tuple[list[Character], NDArray[np.uint8]]:
    """Bars TALL pixels high for letters, with strokes of this length for dashes, and what was read."""
    strip = np.full((48, 60 * len(text), 3), 255, dtype=np.uint8)
    for index, letter in enumerate(text):
        middle = 60 * index + 28
        if letter == "-":
            strip[22:26, middle - stroke // 2 : middle + stroke // 2] = 0
        else:
            strip[9 : 9 + TALL, middle - 8 : middle + 8] = 0
    characters = [
        Character(letter, 0.9, (60 * i + 24) // STRIDE, (60 * i + 32) // STRIDE) for i, letter in enumerate(text)
    ]
    return characters, strip


@pytest.mark.parametrize(("length", "expected"), [(10, "9-1"), (20, "9–1"), (40, "9–1")])
def test_a_stroke_is_the_dash_that_its_length_shows(length: int, expected: str) -> None:
    assert "".join(character.text for character in measured(*line("9-1", length), STRIDE)) == expected


@pytest.mark.parametrize(("length", "expected"), [(20, "–"), (40, "—")])
def test_a_dash_is_long_where_it_was_read_so_and_is(length: int, expected: str) -> None:
    assert stroke("—", length / TALL) == expected


def test_a_stroke_between_letters_stays_a_hyphen() -> None:
    characters, strip = line("a-b", 20)
    assert measured(characters, strip, STRIDE) == characters


def test_a_stroke_without_letters_to_measure_it_by_stays_as_read() -> None:
    characters, strip = line("-", 20)
    assert measured(characters, strip, STRIDE) == characters


def test_what_is_too_thick_for_a_stroke_stays_as_read() -> None:
    characters, strip = line("9-1", 20)
    strip[14:34, 78:98] = 0
    assert measured(characters, strip, STRIDE) == characters
