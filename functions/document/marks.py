"""Lines that belong to text rather than to a table: borders of highlighted words, underlines."""

from __future__ import annotations

from collections.abc import Sequence

from functions.document.cells import lines_of, phrases_of
from functions.document.geometry import Box, Interval
from functions.shared.page import Segment, Word

BESIDE = 0.35  # text heights by which a highlight reaches over its words' ends
ABOVE = 0.6  # and over their tops and bottoms


def without_marks(segments: Sequence[Segment], words: Sequence[Word], text_height: float) -> list[Segment]:
    """The segments that do more than mark a phrase: longer than it or away from it.

    Args:
        segments: ruling lines of one page.
        words: the words on it.
        text_height: usual height of a word, in pixels.
    """
    level = [word for word in words if word.rotation % 180 == 0]
    phrases = [phrase.box for line in lines_of(level) for phrase in phrases_of(line)]
    return [line for line in segments if not any(_marks(line, box, text_height) for box in phrases)]


def _marks(line: Segment, phrase: Box, text_height: float) -> bool:
    across = Interval(phrase.left - BESIDE * text_height, phrase.right + BESIDE * text_height)
    down = Interval(phrase.top - ABOVE * text_height, phrase.bottom + ABOVE * text_height)
    return across.contains(line.x0) and across.contains(line.x1) and down.contains(line.y0) and down.contains(line.y1)
