"""Which pixels are ink."""

from __future__ import annotations

import numpy as np
import pytest

from functions.shared.reading.ink import ink


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((255, 255, 255), (31, 78, 121)),
        ((170, 170, 170), (235, 235, 235)),
        ((0, 0, 0), (255, 255, 0)),
    ],
)
def test_ink_is_what_stands_out_from_the_paper(text: tuple[int, int, int], paper: tuple[int, int, int]) -> None:
    picture = np.full((48, 100, 3), paper, dtype=np.uint8)
    picture[10:30, 40:50] = text
    expected = np.zeros((48, 100), dtype=bool)
    expected[10:30, 40:50] = True
    assert np.array_equal(ink(picture), expected)


def test_paper_with_a_little_noise_bears_no_ink() -> None:
    noise = np.random.default_rng(0).integers(240, 250, (48, 100, 3), dtype=np.uint8)
    assert not ink(noise).any()
