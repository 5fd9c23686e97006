"""Boxes that cut through letters grow until these are whole."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from functions.shared.reading.boxes import Box
from functions.shared.reading.fitting import fitted

TEXT = (100, 50, 180, 70)  # left, top, right, bottom of what stands on the page


def page() -> NDArray[np.uint8]:
    image = np.full((120, 300, 3), 255, dtype=np.uint8)
    left, top, right, bottom = TEXT
    image[top:bottom, left:right] = 0
    return image


def sides(box: Box) -> list[float]:
    return [box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2]


@pytest.mark.parametrize(
    "box", [Box(145, 60, 80, 30), Box(135, 60, 80, 30), Box(140, 64, 90, 24), Box(140, 57, 90, 24)]
)
def test_a_box_that_cuts_through_text_holds_all_of_it_afterwards(box: Box) -> None:
    found = sides(fitted(page(), box))

    assert np.all(np.array(found[:2]) <= np.array(TEXT[:2]) + 0.5)
    assert np.all(np.array(found[2:]) >= np.array(TEXT[2:]) - 0.5)


@pytest.mark.parametrize("box", [Box(140, 60, 100, 30), Box(40, 60, 40, 20), Box(290, 110, 60, 40)])
def test_a_box_that_cuts_through_nothing_stays(box: Box) -> None:
    assert fitted(page(), box) == box


def test_a_ruling_line_does_not_count_as_text() -> None:
    image = page()
    image[:, 182:184] = 0

    assert sides(fitted(image, Box(145, 60, 80, 30)))[2] < 190


def test_text_that_runs_upwards_is_made_whole_along_its_height() -> None:
    image = np.ascontiguousarray(np.rot90(page()))
    left, _, right, _ = TEXT
    found = sides(fitted(image, Box(60, 300 - 145, 30, 80)))

    assert found[1] <= 300 - right + 0.5
    assert found[3] >= 300 - left - 0.5


def test_a_letter_that_the_end_of_a_box_left_out_but_for_its_foot_belongs_to_the_line() -> None:
    image = page()
    for row in range(50, 70):  # a slash
        image[row, 190 + (69 - row) // 3 : 192 + (69 - row) // 3] = 0

    assert sides(fitted(image, Box(145.5, 60, 93, 30)))[2] >= 198


def test_a_letter_of_the_line_below_that_a_box_cuts_is_not_its_own() -> None:
    image = page()
    image[72:92, 100:110] = 0

    assert sides(fitted(image, Box(140, 60, 100, 30)))[3] < 80
