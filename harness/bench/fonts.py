"""The fonts that pages to compare readers on are drawn in."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from functions.training.fonts import FETCHED, FontFamily, families, split
from harness.errors import HarnessError


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
    """Whether its small letters look unlike its capitals: where they do not, nobody can read which were meant."""
    font = ImageFont.truetype(str(family.faces[0].path), 40)
    return any(bytes(font.getmask(letter)) != bytes(font.getmask(letter.upper())) for letter in "aegr")
