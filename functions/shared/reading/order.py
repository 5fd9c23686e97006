"""Reading order of words."""

from __future__ import annotations

from collections.abc import Iterable

from functions.shared.page import Word


def in_reading_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """Lines from top to bottom, and within a line words from left to right.

    A word joins the line above it whose middle it overlaps; turned words stand for themselves at their top.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2 if word.rotation % 180 == 0 else word.top):
        line = lines[-1] if lines else []
        if line and _beside(line[-1], word):
            line.append(word)
        else:
            lines.append([word])
    return tuple(word for line in lines for word in sorted(line, key=lambda word: word.left))


def _beside(first: Word, second: Word) -> bool:
    """Whether two words stand on one line: both level, each one's middle within the other's height."""
    if first.rotation != second.rotation or first.rotation % 180:
        return False
    middles = (first.top + first.bottom) / 2, (second.top + second.bottom) / 2
    return first.top < middles[1] < first.bottom and second.top < middles[0] < second.bottom
