"""Slopes seen piece by piece."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from functions.document.local_slopes import lie_of_local_slopes
from functions.document.slant import waves

WIDTH, HEIGHT = 800, 600
WHOLE = (0, WIDTH, 0, HEIGHT)


def _lined(lie: tuple[float, ...]) -> NDArray[np.int16]:
    """Level lines at uneven distances, off their place by `lie` as the search for slants says it."""
    tilt, change, *bends = lie
    place = (np.arange(WIDTH) - WIDTH / 2) / (WIDTH / 2)
    page = np.full((HEIGHT, WIDTH), 255, dtype=np.int16)
    for origin in (-240, -193, -120, -88, -15, 30, 101, 150, 222):
        off = tilt * place + (origin + np.array(bends) @ waves(place)) * (1 + change / (WIDTH / 2) * place)
        rows = np.round(off + HEIGHT / 2).astype(int)
        page[rows, np.arange(WIDTH)] = page[rows + 1, np.arange(WIDTH)] = 0
    return page


@pytest.mark.parametrize(
    "lie",
    [(0.0, 0.0, 0.0, 0.0, 0.0), (14.0, 0.0, 0.0, 0.0, 0.0), (-9.0, 12.0, 0.0, 0.0, 0.0), (5.0, 4.0, 12.0, -9.0, 6.0)],
)
def test_tilt_perspective_and_bends_follow_from_local_slopes(lie: tuple[float, ...]) -> None:
    assert lie_of_local_slopes(_lined(lie), WHOLE) == pytest.approx(lie, abs=2.0)


def test_noise_shows_no_slopes() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH)).astype(np.int16)
    assert lie_of_local_slopes(noise, WHOLE) is None


def test_a_blank_page_shows_no_slopes() -> None:
    assert lie_of_local_slopes(np.full((HEIGHT, WIDTH), 255, dtype=np.int16), WHOLE) is None


def test_an_image_smaller_than_a_few_strips_shows_no_slopes() -> None:
    assert lie_of_local_slopes(_lined((0.0,) * 5), (0, 60, 0, 60)) is None
