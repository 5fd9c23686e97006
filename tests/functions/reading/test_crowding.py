"""Which lines are read again on a wider strip, and which reading of these is believed."""

from __future__ import annotations

import pytest

from functions.shared.reading.crowding import crowded, likelier
from functions.shared.reading.ctc import Character


def line(text: str, probability: float = 0.7) -> list[Character]:
    return [Character(letter, probability, index, index + 1) for index, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("text", "probability", "steps", "again"),
    [
        ("1:30", 0.7, 8, True),
        ("1:30", 0.7, 16, False),  # letters stand apart
        ("1:30", 0.99, 8, False),  # nothing is in doubt
        ("A", 0.5, 2, False),
        ("", 0.5, 2, False),
    ],
)
def test_doubtful_lines_of_crowded_letters_are_read_again(
    text: str, probability: float, steps: float, again: bool
) -> None:
    assert crowded(line(text, probability), steps) is again


def test_the_more_certain_reading_is_believed() -> None:
    assert likelier(line("1:30", 0.7), line("11:30", 0.9))
    assert not likelier(line("11:30", 0.9), line("1:30", 0.7))
    assert not likelier(line("11:30", 0.5), [])
