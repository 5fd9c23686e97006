"""The fonts that pages to compare readers on are drawn in."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFont

from functions.training.fonts import FETCHED, FontFamily, families, split
from harness.errors import HarnessError

# Small letters of plain fonts differ from their capitals by 0.5 and more, those of fonts of small capitals by 0.05.
ALIKE = 0.3


@cache
def held_out_fonts() -> list[FontFamily]:
    """Those held out from training, but not the machine's own: the pages must be the same everywhere.

    Raises:
        HarnessError: they are not installed.
    """
    _, held_out = split(families(FETCHED))
    if not held_out:
        raise HarnessError("the fonts to draw pages in are not installed: run `python -m functions.training fonts`")
    return [family for family in held_out if has_small_letters(family)]


def has_small_letters(family: FontFamily) -> bool:
    """Whether its small letters are more than smaller capitals: where not, nobody can read which were meant."""
    font = ImageFont.truetype(str(family.faces[0].path), 64)
    return any(_difference(font, letter) > ALIKE for letter in "aegr")


def _difference(font: ImageFont.FreeTypeFont, letter: str) -> float:
    """Share of the ink by which a small letter differs from its capital drawn as large, 0 to 1."""
    small, capital = (_ink(font, form) for form in (letter, letter.upper()))
    return float(np.abs(small - capital).sum() / np.maximum(small, capital).sum())


def _ink(font: ImageFont.FreeTypeFont, letter: str) -> NDArray[np.float64]:
    """The letter, filling a square, from 0 to 1."""
    mask = font.getmask(letter, "L")
    ink = Image.frombytes("L", mask.size, bytes(mask))
    return np.asarray(ink.crop(ink.getbbox()).resize((32, 32))) / 255
