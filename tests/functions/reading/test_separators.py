"""Times of a page have the same separators, unless they were read with certainty."""

from __future__ import annotations

import numpy as np
import pytest

from functions.shared.reading.boxes import Box
from functions.shared.reading.ctc import Character
from functions.shared.reading.layouts import Piece
from functions.shared.reading.readings import Line
from functions.shared.reading.separators import agreed


def line(text: str, probability: float = 0.99) -> Line:
    characters = [Character(letter, probability, index, index + 1) for index, letter in enumerate(text)]
    return Line(Piece(Box(0, 0, 100, 20)), np.zeros((48, 100), dtype=bool), characters)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(character.text for character in line.characters) for line in lines]


PAGE = [line("9:00-9:30"), line("10:15-11:00"), line("12:00"), line("Maths")]


def test_a_doubtful_point_between_times_with_colons_is_a_colon() -> None:
    assert texts(agreed([*PAGE, line("1.15", 0.7)]))[-1] == "1:15"


@pytest.mark.parametrize("text", ["1.15", "v1.5", "12.10.25", "Mr.", "3.141"])
def test_what_is_certain_or_no_time_stays_as_read(text: str) -> None:
    doubt = 0.99 if text == "1.15" else 0.7
    assert texts(agreed([*PAGE, line(text, doubt)]))[-1] == text


def test_a_time_alone_stays_as_read() -> None:
    assert texts(agreed([line("1.15", 0.6)])) == ["1.15"]
    assert agreed([]) == []
