"""Characters of a strip become words with tight boxes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from functions.shared.reading.ctc import Character
from functions.shared.reading.spacing import is_space, widest_gap, words

STRIDE = 8


def strip(*inked: tuple[int, int], width: int = 200) -> NDArray[np.uint8]:
    image = np.full((48, width, 3), 255, dtype=np.uint8)
    for start, stop in inked:
        image[10:40, start:stop] = 0
    return image


def at(text: str, middle: int, space: float = 0.0) -> Character:
    return Character(text, 0.9, middle // STRIDE, middle // STRIDE + 1, space)


def test_parts_words_at_a_wide_gap_and_puts_boxes_around_the_ink() -> None:
    characters = [at("A", 16), at("B", 40), at("C", 112, space=0.5)]
    first, second = words(characters, strip((8, 28), (32, 52), (100, 120)), STRIDE)
    assert (first.text, first.left, first.right) == ("AB", 8, 52)
    assert (second.text, second.left, second.right) == ("C", 100, 120)


def test_sees_white_ink_on_dark_ground() -> None:
    characters = [at("A", 16), at("C", 112, space=0.5)]
    assert [word.text for word in words(characters, 255 - strip((8, 28), (100, 120)), STRIDE)] == ["A", "C"]


def test_a_strip_without_characters_has_no_words() -> None:
    assert words([], strip(), STRIDE) == []


@pytest.mark.parametrize(
    ("gap", "supposed", "pair", "expected"),
    [
        (0.05, 0.0, "ab", False),
        (0.5, 0.0, "ab", True),
        (0.15, 0.9, "ab", True),
        (0.2, 0.001, "11", False),
        (0.2, 0.01, "1-", True),
    ],
)
def test_weighs_the_gap_the_recogniser_and_the_characters(
    gap: float, supposed: float, pair: str, expected: bool
) -> None:
    assert is_space(gap, supposed, pair[0], pair[1]) is expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("1001000011", (4, 8)), ("1111", (2, 2)), ("0000", (0, 4)), ("", (0, 0))],
)
def test_finds_the_widest_gap(columns: str, expected: tuple[int, int]) -> None:
    marks = np.array([mark == "1" for mark in columns], dtype=bool)
    assert widest_gap(marks, 0, len(columns)) == expected
