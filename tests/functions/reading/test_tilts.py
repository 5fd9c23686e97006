"""The tilt that boxes of text share with their neighbours."""

from __future__ import annotations

import numpy as np

from functions.shared.reading.boxes import Box
from functions.shared.reading.tilts import shared_tilts


def test_a_short_box_takes_the_tilt_of_the_long_ones_around_it() -> None:
    lines = [Box(200, 100 + 40 * row, 300, 20, 0.05) for row in range(4)]

    assert shared_tilts([*lines, Box(380, 130, 20, 20, -0.3)])[-1] == 0.05


def test_one_line_that_seems_tilted_among_level_ones_is_level() -> None:
    lines = [Box(200, 100 + 40 * row, 200, 20, 0.0) for row in range(6)]

    assert np.all(shared_tilts([*lines, Box(200, 120, 200, 20, 0.03)]) == 0)


def test_curled_paper_tilts_its_left_and_right_differently() -> None:
    left = [Box(100, 100 + 40 * row, 150, 20, 0.06) for row in range(6)]
    right = [Box(900, 100 + 40 * row, 150, 20, -0.04) for row in range(6)]

    assert shared_tilts(left + right).tolist() == [0.06] * 6 + [-0.04] * 6


def test_a_letter_far_from_all_lines_is_tilted_as_the_page_is() -> None:
    lines = [Box(100, 100 + 40 * row, 150, 20, 0.02) for row in range(6)]

    assert shared_tilts([*lines, Box(900, 600, 6, 13, -0.14)])[-1] == 0.02


def test_a_page_without_text_has_no_tilts() -> None:
    assert shared_tilts([]).tolist() == []
