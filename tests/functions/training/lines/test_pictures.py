from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from functions.training.alphabet import CHARACTERS
from functions.training.lines.line import Material
from functions.training.lines.pictures import PICTURES, Picture, faces_with_symbols, some_picture
from functions.training.lines.typesetting import set_line

SIZE = 40


def columns(mask: Image.Image) -> int:
    """How many groups of columns have ink."""
    inked = np.asarray(mask).any(axis=0)
    return int(np.count_nonzero(np.diff(inked.astype(int), prepend=0) == 1))


def test_no_picture_is_a_sign_that_the_recogniser_tells_apart() -> None:
    assert not set(PICTURES) & set(CHARACTERS)


def test_a_picture_stands_apart_on_its_side_of_the_text(font_file: Path) -> None:
    text = set_line("l", font_file, SIZE)
    for before in (True, False):
        mask = Picture("M", font_file, before, size=1.0, distance=0.5).beside(text, SIZE)
        assert columns(mask) == 2
        inked = np.asarray(mask)
        left, right = inked[:, : mask.width // 2], inked[:, mask.width // 2 :]
        assert (left.sum() > right.sum()) == before


def test_a_picture_beside_nothing_stands_alone(font_file: Path) -> None:
    mask = Picture("M", font_file, True, size=1.0, distance=0.5).beside(Image.new("L", (20, 20)), SIZE)
    assert columns(mask) == 1


@given(st.integers())
def test_some_picture_is_of_known_signs_and_never_touches_the_text(seed: int) -> None:
    picture = some_picture([Path("symbols.ttf")], random.Random(seed))
    assert set(picture.signs) <= set(PICTURES) and picture.signs
    assert picture.distance > 0


def test_faces_without_symbols_are_not_taken(material: Material) -> None:
    assert faces_with_symbols(material.families) == ()
