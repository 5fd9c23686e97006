"""Undoing tilt and perspective."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from functions.document.slant import Slant, Slopes
from functions.document.slant_search import find_slant
from functions.document.straighten import straighten, untilted
from functions.shared.page import Word

WIDTH, HEIGHT = 800, 600


def ruled_page() -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pencil = ImageDraw.Draw(image)
    for x in range(100, 701, 100):
        pencil.line((x, 80, x, 520), "black", 2)
    for y in range(80, 521, 55):
        pencil.line((100, y, 700, y), "black", 2)
    return image


bends = st.tuples(st.floats(-15, 15), st.floats(-10, 10), st.floats(-5, 5))
slopes = st.builds(Slopes, st.floats(-0.1, 0.1), st.floats(-2e-4, 2e-4), bends, st.just(400.0))


@given(level=slopes, upright=slopes, x=st.floats(0, WIDTH), y=st.floats(0, HEIGHT))
def test_straight_and_slanted_undo_each_other(level: Slopes, upright: Slopes, x: float, y: float) -> None:
    slant = Slant(WIDTH, HEIGHT, level, upright)
    back = slant.slanted(*slant.straight(np.array([x]), np.array([y])))
    assert np.allclose(back, [[x], [y]], atol=0.1)


@pytest.mark.parametrize("degrees", [-10, -5, -1, 0.5, 3])
def test_a_tilted_page_is_turned_back(degrees: float) -> None:
    tilted = np.asarray(ruled_page().rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white"))
    slant = find_slant(tilted)
    assert slant is not None
    assert slant.level.at_middle == pytest.approx(-np.tan(np.radians(degrees)), abs=0.003)
    assert slant.upright.at_middle == pytest.approx(np.tan(np.radians(degrees)), abs=0.003)
    image, _ = straighten(tilted, [])
    darkest_row = (image.max(axis=2) < 128).sum(axis=1).max()
    assert darkest_row > 0.9 * 600


def test_a_page_seen_at_an_angle_is_squared() -> None:
    slant = Slant(WIDTH, HEIGHT, Slopes(0.02, 1e-4), Slopes(-0.03, -8e-5))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    across, down = slant.straight(x, y)
    columns = np.clip(np.rint(across + WIDTH / 2), 0, WIDTH - 1).astype(int)
    rows = np.clip(np.rint(down + HEIGHT / 2), 0, HEIGHT - 1).astype(int)
    found = find_slant(np.asarray(ruled_page())[rows, columns])
    assert found is not None
    assert found.level.at_middle == pytest.approx(0.02, abs=0.003)
    assert found.level.change == pytest.approx(1e-4, abs=2e-5)
    assert found.upright.at_middle == pytest.approx(-0.03, abs=0.003)
    assert found.upright.change == pytest.approx(-8e-5, abs=2e-5)


def test_words_move_with_the_page() -> None:
    tilted = ruled_page().rotate(3, fillcolor="white")
    corner = Word("x", 1.0, 100, 110, 10, 10)  # about where the table's upper left corner went
    _, page = straighten(np.asarray(tilted), [corner])
    (moved,) = page.words
    assert abs((moved.left - corner.left) + np.tan(np.radians(-3)) * 185) < 40
    assert moved.text == "x"
    middle = np.array([moved.left + moved.width / 2]), np.array([moved.top + moved.height / 2])
    assert np.allclose(page.on_upload(*middle), [[105.0], [115.0]], atol=1e-6)


@pytest.mark.parametrize("depth", [9.0, -6.0])
def test_the_lines_of_a_curled_page_run_level_again(depth: float) -> None:
    bend = Slant(WIDTH, HEIGHT, Slopes(0.01, 0.0, (depth, depth / 3, 0.0), WIDTH / 2), Slopes(-0.02))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    across, down = bend.straight(x, y)
    columns = np.clip(np.rint(across + WIDTH / 2), 0, WIDTH - 1).astype(int)
    rows = np.clip(np.rint(down + HEIGHT / 2), 0, HEIGHT - 1).astype(int)
    curled = np.asarray(ruled_page())[rows, columns]
    image, page = straighten(curled, [])
    darkest_rows = np.sort((image.max(axis=2) < 128).sum(axis=1))[-9:]
    assert darkest_rows.min() > 0.7 * 600  # a line of two pixels steps by one here and there
    assert page.slant is not None
    assert page.slant.level.bends[0] == pytest.approx(depth, abs=1.5)


def test_the_grain_of_the_table_does_not_tell_how_the_page_lies_on_it() -> None:
    photo = Image.new("RGB", (1400, HEIGHT), "white")
    photo.paste(ruled_page().rotate(2, Image.Resampling.BICUBIC, fillcolor="white"))
    pencil = ImageDraw.Draw(photo)
    for y in range(0, HEIGHT, 12):
        pencil.line((800, y, 1400, y), "black", 4)
    words = [Word("x", 1.0, left, top, 40, 12) for left in (110, 640) for top in (90, 500)]
    by_all, by_page = find_slant(np.asarray(photo)), find_slant(np.asarray(photo), words)
    assert by_all is None or by_all.level.at_middle == 0
    assert by_page is not None
    assert by_page.level.at_middle == pytest.approx(-np.tan(np.radians(2)), abs=0.003)


@given(st.floats(10, 300), st.floats(10, 300), st.floats(-0.15, 0.15), st.floats(-0.15, 0.15))
def test_a_tilted_word_gets_the_size_it_has_on_the_straight_page(
    width: float, height: float, level: float, upright: float
) -> None:
    upright_box = width + abs(upright) * height, height + abs(level) * width
    assume(max(abs(level), abs(upright)) < 0.5 * min(upright_box) / max(upright_box))
    assert untilted(*upright_box, level, upright) == pytest.approx((width, height))


@pytest.mark.parametrize(("width", "height"), [(0, 0), (0, 20), (20, 0)])
def test_a_word_without_extent_keeps_none(width: float, height: float) -> None:
    assert untilted(width, height, 0.1, 0.1) == (width, height)


@pytest.mark.parametrize("image", [ruled_page(), Image.new("RGB", (200, 100), "white")])
def test_a_straight_or_empty_page_stays_as_it_is(image: Image.Image) -> None:
    pixels = np.asarray(image)
    assert find_slant(pixels) is None
    assert straighten(pixels, [])[0] is pixels
