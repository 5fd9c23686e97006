"""Lines that belong to text rather than to a table: borders of highlighted words, underlines, strokes of letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from functions.document.cells import Line, lines_of, phrases_of
from functions.document.geometry import Box
from functions.shared.page import Segment, Word

BESIDE = 0.35  # text heights by which a highlight reaches over its words' ends
ABOVE = 0.6  # and over their tops and bottoms
CORE = 0.2  # of a word's height, all around, that may be the gap to a ruling line
SPACE = 0.6  # of a line's height, between two words: a line would leave more
THROUGH = 0.3  # of its length that a line runs through words at most


def without_marks(segments: Sequence[Segment], words: Sequence[Word], text_height: float) -> list[Segment]:
    """The segments that do more than mark a phrase: longer than it or away from it, and not made of its letters.

    Args:
        segments: ruling lines of one page.
        words: the words on it.
        text_height: usual height of a word, in pixels.
    """
    lines = lines_of([word for word in words if word.rotation % 180 == 0])
    phrases = [phrase.box for line in lines for phrase in phrases_of(line)]
    if not phrases or not segments:
        return list(segments)
    beside, above = BESIDE * text_height, ABOVE * text_height
    corners = np.array(
        [(box.left - beside, box.top - above, box.right + beside, box.bottom + above) for box in phrases]
    )
    left, top, right, bottom = corners.T
    kept = [
        line
        for line in segments
        if not np.any((left <= line.x0) & (line.x1 <= right) & (top <= line.y0) & (line.y1 <= bottom))
    ]
    return _not_through(kept, [*map(Box.of, words), *_spaces(lines)])


def _spaces(lines: Sequence[Line]) -> list[Box]:
    """The spaces between the words of a line, with the ends of these: no ruling line fits in, but their edges do."""
    return [
        Box(before.left + before.width / 2, before.top, after.left + after.width / 2, before.bottom)
        for line in lines
        for before, after in pairwise(line.words)
        if after.left - before.right < SPACE * line.height
    ]


def _not_through(segments: Sequence[Segment], texts: Sequence[Box]) -> list[Segment]:
    """The segments that do not run through texts: nobody writes on a line, but blurred letters look like one."""
    sides = [(text.left, text.top, text.right, text.bottom, CORE * min(text.width, text.height)) for text in texts]
    left, top, right, bottom, margin = np.array(sides).T
    left, top, right, bottom = left + margin, top + margin, right - margin, bottom - margin
    kept = []
    for line in segments:
        if line.horizontal:
            crossed = (top < line.y0) & (line.y0 < bottom)
            within = np.minimum(right, line.x1) - np.maximum(left, line.x0)
        else:
            crossed = (left < line.x0) & (line.x0 < right)
            within = np.minimum(bottom, line.y1) - np.maximum(top, line.y0)
        length = max(line.x1 - line.x0, line.y1 - line.y0)
        if np.maximum(within, 0)[crossed].sum() <= THROUGH * length:
            kept.append(line)
    return kept
