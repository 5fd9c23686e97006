"""The fonts that pages to compare readers on are drawn in."""

from __future__ import annotations

from functools import cache

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
    return held_out
