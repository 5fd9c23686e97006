"""Ways to read a box of text."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from functions.shared.reading.boxes import Box
from functions.shared.reading.layouts import Piece, layouts

WIDTH, HEIGHT, SIZE = 40, 140, 24


def centred(letters: str, pitch: float) -> Image.Image:
    """Letters below each other."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for number, letter in enumerate(letters):
        place = (WIDTH / 2, 20 + number * pitch)
        ImageDraw.Draw(image).text(place, letter, "black", ImageFont.load_default(SIZE), anchor="mm")
    return image


def running_up(letters: str, pitch: float) -> Image.Image:
    """Letters of a word turned to run upwards."""
    image = Image.new("RGB", (HEIGHT, WIDTH), "white")
    for number, letter in enumerate(letters):
        place = (20 + number * pitch, WIDTH / 2)
        ImageDraw.Draw(image).text(place, letter, "black", ImageFont.load_default(SIZE), anchor="mm")
    return image.rotate(90, expand=True)


def ways(image: Image.Image) -> list[list[int]]:
    """The turn of each piece, way by way."""
    box = Box(WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT)
    return [[piece.quarter_turns for piece in way] for way in layouts(np.asarray(image), box)]


@pytest.mark.parametrize("word", ["HOME", "MILK", "BREAK"])
def test_letters_below_each_other_may_be_a_stack(word: str) -> None:
    assert ways(centred(word, 25))[0] == [0] * len(word)


@pytest.mark.parametrize("column", [0, 3, WIDTH - 1])
def test_a_ruling_line_beside_them_does_not_hide_a_stack(column: int) -> None:
    image = centred("BREAK", 25)
    ImageDraw.Draw(image).line([(column, 0), (column, HEIGHT)], "black")

    assert ways(image)[0] == [0] * 5


def test_a_letter_that_reaches_the_end_of_the_box_belongs_to_the_stack() -> None:
    image = np.asarray(centred("BREAK", 25))
    part = image[np.argmax(np.any(image < 128, axis=(1, 2))) :]

    assert len(next(layouts(part, Box(WIDTH / 2, len(part) / 2, WIDTH, len(part))))) == 5


def test_what_is_left_of_another_letter_does_not_hide_a_stack() -> None:
    image = np.asarray(centred("TBREAK", 22))
    rows = np.flatnonzero(np.any(image < 128, axis=(1, 2)))
    part = image[rows[0] + 12 :]

    assert len(next(layouts(part, Box(WIDTH / 2, len(part) / 2, WIDTH, len(part))))) == 5


@pytest.mark.parametrize("word", ["HOME", "MILK"])
def test_spaced_capitals_of_a_turned_word_are_read_as_a_stack_last(word: str) -> None:
    assert ways(running_up(word, 30))[:3] == [[0], [3], [1]]


def test_a_box_that_is_not_tall_is_read_upright_only() -> None:
    box = Box(100, 20, 200, 40)
    assert list(layouts(np.full((40, 200, 3), 255, np.uint8), box)) == [(Piece(box),)]


def test_a_box_of_two_lines_may_be_read_as_these() -> None:
    image = Image.new("RGB", (200, 60), "white")
    for line, middle in (("Lesson 1", 18), ("8.35 - 9.35", 44)):
        ImageDraw.Draw(image).text((100, middle), line, "black", ImageFont.load_default(SIZE), anchor="mm")

    one, two = layouts(np.asarray(image), Box(100, 30, 200, 60))

    assert one == (Piece(Box(100, 30, 200, 60)),)
    assert [piece.box.y for piece in two] == pytest.approx([15, 45], abs=3)
    assert sum(piece.box.height for piece in two) == pytest.approx(60)
