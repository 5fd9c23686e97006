"""Lines that belong to text rather than to a table: borders of highlighted words, underlines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from functions.document.cells import lines_of, phrases_of
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
    if not phrases or not segments:
        return list(segments)
    beside, above = BESIDE * text_height, ABOVE * text_height
    corners = np.array(
        [(box.left - beside, box.top - above, box.right + beside, box.bottom + above) for box in phrases]
    )
    left, top, right, bottom = corners.T
    return [
        line
        for line in segments
        if not np.any((left <= line.x0) & (line.x1 <= right) & (top <= line.y0) & (line.y1 <= bottom))
    ]
