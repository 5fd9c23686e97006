"""Distortions carry the truth: what is painted on a page is found where its corners say."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from functions.training.pages.distortions import DISTORTIONS
from functions.training.pages.page import Page, PrintedWord, box_corners
from functions.training.pages.warp import Bend, Chain, Perspective, seen_through

MARKERS = [(x, y) for x in (90, 400, 800, 1090) for y in (80, 420, 780)]


@pytest.mark.parametrize("distortion", sorted(DISTORTIONS))
@pytest.mark.parametrize("seed", range(4))
def test_a_painted_marker_is_where_its_corners_went(distortion: str, seed: int) -> None:
    page = DISTORTIONS[distortion](random.Random(seed), _marked())
    for word in page.words:
        (left, top), (right, bottom) = word.corners.min(axis=0) - 6, word.corners.max(axis=0) + 6
        patch = page.image[round(top) : round(bottom), round(left) : round(right)].astype(float)
        grey = patch.mean(axis=2)
        darkness = np.clip(np.median(grey) * 0.75 - grey, 0, None) if _mostly_light(grey) else grey.max() - grey
        ys, xs = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
        found = np.array([(xs * darkness).sum(), (ys * darkness).sum()]) / darkness.sum() + (round(left), round(top))
        assert np.abs(found + 0.5 - word.corners.mean(axis=0)).max() < 1.5


@given(st.floats(-30, 30), st.floats(-30, 30), st.lists(st.floats(-40, 40), min_size=8, max_size=8))
def test_warps_are_undone_by_their_inverse(down: float, aside: float, moves: list[float]) -> None:
    corners = box_corners(0, 0, 1000, 700)
    warp = Chain(
        (
            Bend(1000, (down, down / 2)),
            Bend(700, (aside,), sideways=True),
            Perspective.between(corners, corners + np.array(moves).reshape(4, 2)),
        )
    )
    points = np.array([(0.0, 0.0), (500.0, 350.0), (990.0, 20.0), (37.0, 690.0)])
    assert np.allclose(warp.backward(warp.forward(points)), points, atol=1e-6)


def test_a_perspective_takes_its_corners_where_they_should_go() -> None:
    before, after = box_corners(0, 0, 400, 300), np.array([(10.0, 20.0), (380.0, 5.0), (395.0, 290.0), (2.0, 270.0)])
    assert np.allclose(Perspective.between(before, after).forward(before), after)


def test_an_image_seen_through_nothing_is_itself() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (90, 120, 3), dtype=np.uint8)
    seen = seen_through(Image.fromarray(pixels), Perspective(np.eye(3)), (120, 90))
    assert np.abs(np.asarray(seen)[1:-1, 1:-1, :3].astype(int) - pixels[1:-1, 1:-1]).max() <= 1


def test_rules_bend_with_the_paper() -> None:
    page = _marked()
    bend = Bend(1200, (30.0,))
    moved = page.mapped(page.image, bend.forward)
    points = moved.rules[0].points
    assert points[len(points) // 2, 1] - points[0, 1] == pytest.approx(30, abs=0.01)


def _marked() -> Page:
    """A white page with black squares, each said to be a word."""
    from functions.training.pages.page import PrintedRule

    image = np.full((860, 1200, 3), 255, dtype=np.uint8)
    words = []
    for x, y in MARKERS:
        image[y : y + 14, x : x + 14] = 0
        words.append(PrintedWord("x", box_corners(x, y, x + 14, y + 14), height=14))
    rule = PrintedRule(np.array([(0.0, 200.0), (1200.0, 200.0)]), 1)
    return Page(image, tuple(words), None, (rule,))


def _mostly_light(grey: np.ndarray) -> bool:
    return bool(np.median(grey) > 60)
