"""Lines that mark text."""

import pytest

from functions.document.marks import without_marks
from functions.shared.page import Segment, Word

PHRASE = [Word("Guided", 0.9, 100, 50, 60, 20), Word("reading", 0.9, 168, 50, 66, 20)]
HEIGHT = 20.0


@pytest.mark.parametrize(
    "line",
    [
        Segment(98, 46, 236, 46),  # the top of a highlight
        Segment(100, 74, 234, 74),  # an underline
        Segment(168, 73, 234, 73),  # of one word of it
        Segment(96, 44, 96, 76),  # the side of a highlight
    ],
)
def test_lines_that_hug_a_phrase_are_left_out(line: Segment) -> None:
    assert without_marks([line], PHRASE, HEIGHT) == []


@pytest.mark.parametrize(
    "line",
    [
        Segment(60, 46, 280, 46),  # longer than the phrase
        Segment(100, 95, 234, 95),  # well below it
        Segment(96, 20, 96, 110),  # the side of a cell
    ],
)
def test_lines_of_a_cell_are_kept(line: Segment) -> None:
    assert without_marks([line], PHRASE, HEIGHT) == [line]


def test_a_line_made_of_the_letters_of_a_phrase_is_left_out() -> None:
    assert without_marks([Segment(80, 58, 300, 58)], PHRASE, HEIGHT) == []


def test_a_line_that_only_touches_a_word_is_kept() -> None:
    line = Segment(110, 20, 110, 300)  # through the first letter: the side of a cell that a highlight covers
    assert without_marks([line], PHRASE, HEIGHT) == [line]


def test_without_words_all_lines_are_kept() -> None:
    lines = [Segment(0, 0, 10, 0)]
    assert without_marks(lines, [], HEIGHT) == lines


def test_a_line_in_the_space_between_two_words_of_a_text_is_left_out() -> None:
    assert without_marks([Segment(164, 40, 164, 80)], PHRASE, HEIGHT) == []


def test_a_line_between_two_texts_is_kept() -> None:
    apart = [PHRASE[0], Word("Art", 0.9, 180, 50, 30, 20)]
    line = Segment(170, 40, 170, 80)
    assert without_marks([line], apart, HEIGHT) == [line]
