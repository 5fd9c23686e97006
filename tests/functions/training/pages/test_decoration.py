"""A program's window around a page moves the page's words and adds its own."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from functions.training.fonts import FontFamily
from functions.training.pages.decoration import in_a_window
from functions.training.pages.generator import generate
from functions.training.pages.look import some_look


def test_a_window_shows_the_whole_page_and_moves_its_truth(fonts: Sequence[FontFamily]) -> None:
    page = generate(3, fonts, families=["rows"], distortion="scan")
    chance = random.Random(3)
    shown = in_a_window(chance, page, some_look(chance, fonts, 1.2))
    moved = shown.words[0].corners[0] - page.words[0].corners[0]
    right, below = (round(float(value)) for value in moved)
    height, width = page.image.shape[:2]
    assert np.array_equal(shown.image[below : below + height, right : right + width], page.image)
    assert np.allclose(shown.cells[-1].corners - page.cells[-1].corners, moved)
    assert shown.timetable == page.timetable


@pytest.mark.parametrize("seed", range(3))
def test_words_of_the_window_are_on_lines_of_their_own(fonts: Sequence[FontFamily], seed: int) -> None:
    page = generate(3, fonts, families=["rows"], distortion="scan")
    chance = random.Random(seed)
    shown = in_a_window(chance, page, some_look(chance, fonts, 1.2))
    furniture = shown.words[len(page.words) :]
    assert any(word.text in ("File", "View") for word in furniture)
    assert not {word.line for word in furniture} & {word.line for word in page.words}
