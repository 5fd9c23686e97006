"""Boxes become level strips of one height."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from functions.shared.reading.boxes import Box
from functions.shared.reading.strips import HEIGHT, STRETCH, cut


def marked() -> np.ndarray:
    """White, with a black block in the top left quarter of the rectangle from (40, 30) to (140, 70)."""
    image = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(image).rectangle((40, 30, 89, 49), "black")
    return np.asarray(image)


@pytest.mark.parametrize("angle", [0.0, 0.006])
def test_a_level_strip_shows_the_same_as_a_sampled_one(angle: float) -> None:
    strip = cut(marked(), Box(90, 50, 100, 40, angle))
    assert strip.shape == (HEIGHT, round(100 / 40 * HEIGHT * STRETCH), 3)
    assert strip[4:18, 4:60].max() < 60
    assert strip[30:, 4:].min() > 200
    assert strip[:, 80:].min() > 200


@pytest.mark.parametrize(("quarter_turns", "corner"), [(1, (1, 0)), (2, (1, 1)), (3, (0, 1))])
def test_a_strip_of_turned_text_is_turned_back(quarter_turns: int, corner: tuple[int, int]) -> None:
    strip = cut(marked(), Box(90, 50, 100, 40), quarter_turns)
    halves = strip.shape[0] // 2, strip.shape[1] // 2
    quarters = {
        (row, column): strip[row * halves[0] :][: halves[0], column * halves[1] :][:, : halves[1]].mean()
        for row in (0, 1)
        for column in (0, 1)
    }
    assert min(quarters, key=lambda place: quarters[place]) == corner


def test_a_box_outside_the_page_is_blank() -> None:
    assert cut(marked(), Box(500, 500, 20, 20)).min() == 255
