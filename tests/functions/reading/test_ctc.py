"""Decoding of recogniser probabilities."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from functions.shared.reading.ctc import decode

CHARACTERS = ("a", "b", "c", " ")


def certain(classes: list[int], probability: float = 0.9) -> NDArray[np.float32]:
    """Probabilities whose best class at each step is given."""
    table = np.full((len(classes), len(CHARACTERS) + 1), (1 - probability) / len(CHARACTERS), dtype=np.float32)
    table[np.arange(len(classes)), classes] = probability
    return table


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_merges_repeats_and_drops_blanks_and_spaces(classes: list[int]) -> None:
    merged = [kind for kind, _ in groupby(classes) if kind not in (0, 4)]
    assert [character.text for character in decode(certain(classes), CHARACTERS)] == [
        CHARACTERS[kind - 1] for kind in merged
    ]


def test_tells_where_each_character_stands_and_how_sure_it_is() -> None:
    table = certain([0, 1, 1, 0, 2])
    table[2, 1] = 0.95
    first, second = decode(table, CHARACTERS)
    assert (first.start, first.stop, second.start, second.stop) == (1, 3, 4, 5)
    assert (round(first.probability, 4), round(second.probability, 4)) == (0.95, 0.9)


def test_keeps_the_greatest_probability_of_a_space_between_characters() -> None:
    table = certain([1, 0, 0, 2])
    table[1, 4] = 0.3
    assert [round(character.space, 4) for character in decode(table, CHARACTERS)] == [0.0, 0.3]


def test_a_letter_read_twice_with_a_blank_between_is_two_letters() -> None:
    assert [character.text for character in decode(certain([1, 0, 1]), CHARACTERS)] == ["a", "a"]
