"""What was read in pictures is told from text."""

from __future__ import annotations

import numpy as np
import pytest

from functions.shared.reading.boxes import Box
from functions.shared.reading.ctc import Character
from functions.shared.reading.icons import without_icons
from functions.shared.reading.layouts import Piece
from functions.shared.reading.readings import Line


def line(text: str, probability: float = 0.97, y: float = 20) -> Line:
    characters = [Character(letter, probability, index, index + 1) for index, letter in enumerate(text)]
    return Line(Piece(Box(100, y, 12 * len(text), 20)), np.zeros((48, 16), dtype=bool), characters)


@pytest.mark.parametrize("text", ["=", "■", "—", "==", "@.", "-=A=", "NVVVVVVVN"])
def test_what_menus_blocks_and_waves_are_read_as_is_no_text(text: str) -> None:
    assert without_icons([line(text, 0.99)]) == []


@pytest.mark.parametrize("text", ["x=1", "AM", "MAMMA", "A-B", "MMVIII", "–"])
def test_words_of_the_same_characters_are_text(text: str) -> None:
    assert len(without_icons([line(text)])) == 1


def test_a_dash_alone_in_a_wide_box_is_text() -> None:
    dash = Line(Piece(Box(100, 20, 30, 12)), np.zeros((48, 16), dtype=bool), [Character("—", 0.9, 0, 1)])

    assert without_icons([dash]) == [dash]


@pytest.mark.parametrize(("text", "probability", "kept"), [("A", 0.97, 1), ("A", 0.9, 0), ("7", 0.7, 1), ("7", 0.5, 0)])
def test_a_character_alone_is_text_only_if_it_is_certain(text: str, probability: float, kept: int) -> None:
    assert len(without_icons([line(text, probability)])) == kept


def test_a_doubtful_letter_of_a_stack_is_text() -> None:
    stack = [line("H", 0.99, 20), line("0", 0.5, 90), line("M", 0.7, 160)]
    assert without_icons([*stack, line("A", 0.7, 500)]) == stack


def test_doubtful_letters_do_not_vouch_for_each_other() -> None:
    assert without_icons([line("A", 0.7, 20), line("E", 0.7, 44)]) == []


def test_a_doubtful_word_is_text() -> None:
    assert len(without_icons([line("Maths", 0.3)])) == 1
