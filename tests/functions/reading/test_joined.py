"""Lines that were found as one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from functions.shared.reading.boxes import Box
from functions.shared.reading.joined import parted


def drawn(lines: list[str], size: int, tilt: float = 0.0) -> tuple[NDArray[np.uint8], Box]:
    """Lines as close below each other as they are high, and the box around them; turned by so many degrees."""
    image = Image.new("RGB", (400, 400), "white")
    pitch = 1.1 * size
    for number, line in enumerate(lines):
        middle = 200 + (number - (len(lines) - 1) / 2) * pitch
        ImageDraw.Draw(image).text((200, middle), line, "black", ImageFont.load_default(size), anchor="mm")
    turned = image.rotate(-tilt, Image.Resampling.BICUBIC, fillcolor="white")
    return np.asarray(turned), Box(200, 200, 160, pitch * len(lines), math.radians(tilt))


@pytest.mark.parametrize("tilt", [0.0, -4.0])
@pytest.mark.parametrize("lines", [["Journalism", "9.45 - 10.25"], ["Physics", "L42", "OIH"]])
def test_lines_are_parted_between_them(lines: list[str], tilt: float) -> None:
    image, box = drawn(lines, 20, tilt)
    parts = parted(image, box)
    pitch = box.height / len(lines)
    expected = [(number - (len(lines) - 1) / 2) * pitch for number in range(len(lines))]
    assert [float((np.array([part.x, part.y]) - 200) @ box.axes[1]) for part in parts] == pytest.approx(expected, abs=4)


@pytest.mark.parametrize("line", ["Lesson 1", "i j: ;", "gypsy", "8.35 - 9.35"])
def test_one_line_is_not_parted(line: str) -> None:
    image, box = drawn([line], 30)
    assert parted(image, box) == []


def test_letters_below_each_other_are_no_lines() -> None:
    image, box = drawn(["B", "R", "E"], 24)
    assert parted(image, box) == []


def test_what_is_too_small_to_be_read_is_not_parted() -> None:
    image, box = drawn(["Journalism", "9.45 - 10.25"], 6)
    assert parted(image, box) == []


def test_an_empty_box_is_not_parted() -> None:
    assert parted(np.full((40, 200, 3), 255, np.uint8), Box(100, 20, 200, 40)) == []
