"""Pages that were photographed or scanned sideways or upside down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.shared.page import Word
from functions.shared.reading.boxes import Box

# Boxes this many times longer than thick show which way their text runs.
_LONG = 2.0
# How many of the longest boxes say which way a page is turned.
_WITNESSES = 8


def sideways(boxes: Sequence[Box]) -> bool:
    """Whether most lines of text run up or down the page."""
    upright = sum(box.width > _LONG * box.height for box in boxes)
    return sum(box.height > _LONG * box.width for box in boxes) > upright


def witnesses(boxes: Sequence[Box]) -> list[Box]:
    """The boxes that say most about which way up they are: the longest."""
    return sorted(boxes, key=lambda box: min(box.width, box.height) - max(box.width, box.height))[:_WITNESSES]


def turned(word: Word, quarter_turns: int, width: float, height: float) -> Word:
    """Where a word of an upright page lies on that page turned clockwise.

    Args:
        quarter_turns: by how many quarters.
        width, height: of the turned page in pixels.
    """
    for done in range(quarter_turns, 0, -1):
        across = width if done % 2 else height
        word = replace(
            word,
            left=across - word.bottom,
            top=word.left,
            width=word.height,
            height=word.width,
            rotation=(word.rotation + 90) % 360,
        )
    return word
