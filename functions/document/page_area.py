"""Where on an image the page surely is: around its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from functions.document.geometry import Box
from functions.shared.page import Word

SPREAD = 0.3  # of the image, that words must cover to tell where the page is


@dataclass(frozen=True)
class PageArea:
    """A part of an image, in whole pixels; what lies right and bottom is no longer in it."""

    left: int
    top: int
    right: int
    bottom: int


def page_area(words: Sequence[Word], width: int, height: int, margin: float) -> PageArea:
    """The part of an image that holds all its words and a margin; the whole of it where its words are too few to tell.

    Args:
        words: on the image.
        width, height: of the image, in pixels.
        margin: in pixels.
    """
    box = Box.around(Box.of(word) for word in words) if words else Box(0, 0, 0, 0)
    if box.width < SPREAD * width or box.height < SPREAD * height:
        return PageArea(0, 0, width, height)
    left, top = max(0, int(box.left - margin)), max(0, int(box.top - margin))
    return PageArea(left, top, min(width, int(box.right + margin)), min(height, int(box.bottom + margin)))
