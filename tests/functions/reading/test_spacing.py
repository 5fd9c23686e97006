"""Characters of a strip become words with tight boxes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from functions.shared.reading.ctc import Character
from functions.shared.reading.spacing import widest_gap, words

STRIDE = 8


def ink(*bars: tuple[int, int], width: int = 200) -> NDArray[np.bool_]:
    inked = np.zeros((48, width), dtype=bool)
    for start, stop in bars:
        inked[10:40, start:stop] = True
    return inked


def at(text: str, middle: int, space: float = 0.0) -> Character:
    return Character(text, 0.9, middle // STRIDE, middle // STRIDE + 1, space)


def test_parts_words_at_a_wide_gap_and_puts_boxes_around_the_ink() -> None:
    characters = [at("A", 16), at("B", 40), at("C", 112, space=0.5)]
    first, second = words(characters, ink((8, 28), (32, 52), (100, 120)), STRIDE)
    assert (first.text, first.left, first.right) == ("AB", 8, 52)
    assert (second.text, second.left, second.right) == ("C", 100, 120)


def test_a_strip_without_characters_has_no_words() -> None:
    assert words([], ink(), STRIDE) == []


def line(text: str, gaps: list[float], supposed: list[float], letter: int = 20) -> list[str]:
    """The words of a line whose letters are equally wide bars with these gaps (in parts of the height) between."""
    characters, bars, place = [], [], 8
    for letter_text, gap, space in zip(text, [*gaps, 0.0], [0.0, *supposed], strict=True):
        characters.append(Character(letter_text, 0.9, place // STRIDE, (place + letter) // STRIDE, space))
        bars.append((place, place + letter))
        place += letter + round(gap * 48)
    return [word.text for word in words(characters, ink(*bars, width=place + 8), STRIDE)]


def test_parts_words_where_the_recogniser_is_unsure_but_the_gap_is_wide() -> None:
    assert line("abcd", [0.05, 0.4, 0.05], [0.0, 0.3, 0.0]) == ["ab", "cd"]


def test_letters_that_are_all_set_wide_are_one_word() -> None:
    assert line("abcdef", [0.3] * 5, [0.05] * 5) == ["abcdef"]


def test_a_narrow_gap_beside_a_dash_may_be_a_space() -> None:
    assert line("ab-cd", [0.05, 0.2, 0.2, 0.05], [0.0, 0.3, 0.3, 0.0]) == ["ab", "-", "cd"]
    assert line("abacd", [0.05, 0.2, 0.2, 0.05], [0.0, 0.02, 0.02, 0.0]) == ["abacd"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("1001000011", (4, 8)), ("1111", (2, 2)), ("0000", (0, 4)), ("", (0, 0))],
)
def test_finds_the_widest_gap(columns: str, expected: tuple[int, int]) -> None:
    marks = np.array([mark == "1" for mark in columns], dtype=bool)
    assert widest_gap(marks, 0, len(columns)) == expected
