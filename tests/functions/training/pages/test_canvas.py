"""What is written on a sheet is remembered where it is: upright, turned, stacked, spread over boxes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from functions.training.fonts import FontFamily
from functions.training.pages.canvas import Box, Sheet
from functions.training.pages.typesetting import Direction, Paragraph, Style, set_text, stack_text

PLACE = Box(20, 10, 180, 190)


@pytest.fixture
def style(fonts: Sequence[FontFamily]) -> Style:
    return Style(fonts[0].faces[0].path, 20)


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.UPSIDE_DOWN, Direction.UP])
def test_turned_words_turned_back_are_the_upright_ones(style: Style, direction: Direction) -> None:
    ink = {}
    for way in (Direction.UPRIGHT, direction):
        sheet = Sheet(200, 200)
        sheet.write(PLACE, set_text([Paragraph("Forest", style)], 500), way)
        (word,) = sheet.words
        assert word.rotation == way.value
        (left, top), (right, bottom) = word.corners.min(axis=0).astype(int), word.corners.max(axis=0).astype(int)
        patch = np.asarray(sheet.image)[top:bottom, left:right]
        ink[way] = np.rot90(patch, way.value // 90)
    assert np.array_equal(ink[direction], ink[Direction.UPRIGHT])


def test_corners_begin_at_the_top_left_as_the_text_runs(style: Style) -> None:
    first = {}
    for way in (Direction.UPRIGHT, Direction.DOWN, Direction.UPSIDE_DOWN, Direction.UP):
        sheet = Sheet(200, 200)
        sheet.write(PLACE, set_text([Paragraph("Forest", style)], 500), way)
        corners = sheet.words[0].corners
        left, top = (corners[0] < corners.mean(axis=0)).tolist()
        first[way] = (left, top)
    assert first == {
        Direction.UPRIGHT: (True, True),
        Direction.DOWN: (False, True),
        Direction.UPSIDE_DOWN: (False, False),
        Direction.UP: (True, False),
    }


def test_stacked_letters_are_one_word(style: Style) -> None:
    sheet = Sheet(200, 200)
    sheet.write(PLACE, stack_text([Paragraph("LUNCH", style)]), Direction.STACKED)
    (word,) = sheet.words
    assert (word.text, word.stacked, word.rotation) == ("LUNCH", True, 0)
    width, height = np.ptp(word.corners, axis=0)
    assert height > 4 * width


def test_letters_in_boxes_of_their_own_are_one_word(style: Style) -> None:
    sheet = Sheet(200, 400)
    for number, letter in enumerate("BREAK"):
        box = Box(20, 80 * number, 60, 80 * number + 80)
        sheet.letter("break", box, set_text([Paragraph(letter, style)], 40))
    (word,) = sheet.finished_words()
    assert (word.text, word.stacked) == ("BREAK", True)
    assert np.ptp(word.corners[:, 1]) > 300


def test_words_of_a_line_know_that_they_are(style: Style) -> None:
    sheet = Sheet(200, 200)
    sheet.write(PLACE, set_text([Paragraph("Guided Reading", style), Paragraph("Hall", style)], 500))
    guided, reading, hall = sheet.words
    assert guided.line == reading.line != hall.line


def test_a_dotted_rule_is_said_to_have_gaps() -> None:
    sheet = Sheet(100, 100)
    sheet.rule((10, 50), (90, 50), "#000000", 2, pattern=4)
    sheet.rule((50, 10), (50, 90), "#000000", 1)
    assert [rule.broken for rule in sheet.rules] == [True, False]
    row = np.asarray(sheet.image)[50, 10:90, 0]
    assert (row == 0).any() and (row == 255).any()
