"""Hyphens and dashes are told apart by what they were read as, by their length, and by others of their page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading.boxes import Box
from functions.shared.reading.ctc import Character
from functions.shared.reading.dashes import Stroke, judged, stroke_length, told_apart
from functions.shared.reading.layouts import Piece
from functions.shared.reading.readings import Line
from functions.shared.reading.recogniser import STRIDE

CAPITAL = 30
PITCH = 64


def line(text: str, stroke: int, probability: float = 0.8) -> Line:
    """Bars as high as capitals for letters, with strokes of this length for dashes, and what was read."""
    inked = np.zeros((48, PITCH * len(text)), dtype=bool)
    characters = []
    for index, letter in enumerate(text):
        middle = PITCH * index + PITCH // 2
        if letter in "-–—":
            inked[22:26, middle - stroke // 2 : middle + stroke // 2] = True
        else:
            inked[9 : 9 + CAPITAL, middle - 8 : middle + 8] = True
        characters.append(Character(letter, probability, (middle - 4) // STRIDE, (middle + 12) // STRIDE))
    return Line(Piece(Box(0, 0, inked.shape[1], 48)), inked, characters)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(character.text for character in line.characters) for line in lines]


@pytest.mark.parametrize(("length", "expected"), [(10, "9-1"), (24, "9–1"), (40, "9–1")])
def test_a_stroke_that_was_read_in_doubt_is_the_dash_that_its_length_shows(length: int, expected: str) -> None:
    assert texts(told_apart([line("9-1", length, 0.8)])) == [expected]


@pytest.mark.parametrize("printed", ["9-1", "9–1", "a–b"])
def test_a_stroke_that_was_read_with_certainty_stays_as_read(printed: str) -> None:
    assert texts(told_apart([line(printed, 16, 0.999)])) == [printed]


def test_strokes_of_one_length_are_of_one_kind_throughout_a_page() -> None:
    doubtful, certain = line("9-1", 20, 0.8), [line("9–1", 20, 0.98)] * 3

    assert texts(told_apart([doubtful, *certain])) == ["9–1"] * 4
    assert texts(told_apart([line("9-1", 10, 0.8), *certain])) == ["9-1"] + ["9–1"] * 3


@pytest.mark.parametrize(("length", "expected"), [(20, "–"), (40, "—")])
def test_a_dash_is_long_where_it_was_read_so_and_is(length: int, expected: str) -> None:
    assert texts(told_apart([line("9—1", length, 0.9)])) == [f"9{expected}1"]


@given(st.floats(0, 3), st.floats(0, 3), st.floats(-9, 9))
def test_a_longer_stroke_is_no_less_a_dash(length: float, other: float, read: float) -> None:
    shorter, longer = sorted((length, other))
    assert judged([Stroke(0, 0, read, shorter)]) <= judged([Stroke(0, 0, read, longer)])


def test_what_was_judged_is_as_certain_as_the_judgement() -> None:
    stroke = line("9-1", 40, 0.9).characters[1]
    changed = told_apart([line("9-1", 40, 0.9)])[0].characters[1]

    assert (stroke.text, changed.text) == ("-", "–")
    assert 0.5 < changed.probability < 1


def test_lines_without_strokes_stay_as_they_are() -> None:
    assert told_apart([]) == []
    assert texts(told_apart([line("Maths", 0)])) == ["Maths"]


def test_a_stroke_ends_where_it_touches_a_letter() -> None:
    inked = np.zeros((48, 100), dtype=bool)
    inked[22:26, 20:70] = True
    inked[9:39, 60:80] = True

    assert stroke_length(inked, 40) == 40


def test_what_is_too_thick_or_too_far_away_is_no_stroke() -> None:
    inked = np.zeros((48, 100), dtype=bool)
    assert stroke_length(inked, 40) == 0
    inked[10:38, 20:60] = True
    assert stroke_length(inked, 40) == 0
    inked[:] = False
    inked[22:26, 60:90] = True
    assert stroke_length(inked, 20) == 0
