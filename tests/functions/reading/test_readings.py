"""Which of several readings of a box is believed."""

from __future__ import annotations

import numpy as np

from functions.shared.reading.boxes import Box
from functions.shared.reading.ctc import Character
from functions.shared.reading.layouts import Piece
from functions.shared.reading.readings import Line, Reading, certainty, most_certain, read_once, settled

BOX = Box(50, 24, 100, 48)


def reading(text: str, probability: float, quarter_turns: int = 0) -> Reading:
    characters = [Character(letter, probability, index, index + 1) for index, letter in enumerate(text)]
    return (Line(Piece(BOX, quarter_turns), np.zeros((48, 100), dtype=bool), characters),)


def test_the_first_way_is_believed_unless_another_is_clearly_more_certain() -> None:
    first = reading("Maths", 0.8)
    assert most_certain([first, reading("sqteW", 0.85, 1)]) is first
    clear = reading("Lunch", 0.95, 1)
    assert most_certain([first, clear]) is clear


def test_a_first_way_that_no_other_could_beat_is_settled() -> None:
    assert settled([reading("Maths", 0.95)])
    assert not settled([reading("Maths", 0.85)])
    assert not settled([reading("", 0.0)])


def test_a_single_character_is_never_believed_to_be_turned() -> None:
    assert certainty(reading("I", 0.99, 1)) == 0.0
    assert certainty(reading("I", 0.99)) == 0.99


def test_a_line_that_has_a_box_of_its_own_is_not_read_twice() -> None:
    name, room = Box(50, 12, 100, 24), Box(50, 36, 100, 24)
    both, alone = Box(50, 26, 100, 44), Box(50, 10, 100, 20)
    two = (
        Line(Piece(name), np.zeros((48, 100), dtype=bool), []),
        Line(Piece(room), np.zeros((48, 100), dtype=bool), []),
    )
    one = reading("Physics", 0.9)

    assert read_once([two, one], [both, alone]) == [two[1:], one]
    assert read_once([two, one], [both, Box(300, 10, 100, 20)]) == [two, one]
