"""Strokes that lean like a slash."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from functions.shared.reading.ctc import Character
from functions.shared.reading.ink import ink
from functions.shared.reading.slashes import lean, restored


def printed_ink(text: str) -> NDArray[np.bool_]:
    image = Image.new("RGB", (160, 48), "white")
    ImageDraw.Draw(image).text((80, 24), text, "black", ImageFont.load_default(40), anchor="mm")
    return ink(np.asarray(image))


def letters(text: str) -> list[Character]:
    """Three characters of a strip, evenly spaced around its middle, at 8 pixels a step."""
    return [Character(letter, 0.9, 6 + 3 * number, 8 + 3 * number) for number, letter in enumerate(text)]


@pytest.mark.parametrize(("printed", "expected"), [("S/E", "S/E"), ("SIE", "SIE")])
def test_a_stroke_between_letters_is_a_slash_only_if_it_leans(printed: str, expected: str) -> None:
    read = restored(letters("SIE"), printed_ink(printed), 8)
    assert "".join(character.text for character in read) == expected


@pytest.mark.parametrize(("printed", "expected"), [("/", "/"), ("1", "1")])
def test_a_one_that_stands_alone_is_a_slash_if_it_leans(printed: str, expected: str) -> None:
    (character,) = restored([Character("1", 0.9, 9, 11)], printed_ink(printed), 8)
    assert character.text == expected


@given(st.floats(-0.5, 0.5), st.integers(24, 40))
def test_measures_the_lean_of_a_drawn_stroke(slope: float, height: int) -> None:
    pixels = np.zeros((48, 60), dtype=bool)
    for row in range(height):
        left = round(30 - slope * (row - height / 2))
        pixels[row, left : left + 4] = True
    assert lean(pixels, 30) == pytest.approx(slope, abs=0.05)


def test_low_marks_and_blank_strips_do_not_lean() -> None:
    pixels = np.zeros((48, 60), dtype=bool)
    assert lean(pixels, 30) == 0
    pixels[range(10), range(39, 29, -1)] = True
    assert lean(pixels, 30) == 0
