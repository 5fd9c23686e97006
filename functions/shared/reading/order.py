"""Reading order of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from functions.shared.page import Word

_OPEN = 4  # lines that a word may still join: on a tilted page one ends below where the next ones begin


def in_reading_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """Lines from top to bottom, and within a line words from left to right.

    A word joins the line whose word nearest to its side stands level with it: cells of a table need not share lines.
    Turned words stand for themselves at their top.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2 if word.rotation % 180 == 0 else word.top):
        line = _line_of(word, lines[-_OPEN:])
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    return tuple(word for line in lines for word in sorted(line, key=lambda word: word.left))


def _line_of(word: Word, lines: Sequence[list[Word]]) -> list[Word] | None:
    """The line that a word goes on, if any; of several the one that it is nearest to."""
    nearest = [(min(line, key=lambda other: _gap(word, other)), line) for line in lines]
    beside = [(_gap(word, other), line) for other, line in nearest if _beside(word, other)]
    return min(beside, key=lambda pair: pair[0])[1] if beside else None


def _gap(first: Word, second: Word) -> float:
    """Pixels between two words from left to right; negative where one is above the other."""
    return max(first.left, second.left) - min(first.right, second.right)


def _beside(first: Word, second: Word) -> bool:
    """Whether two words stand on one line: both level, each one's middle within the other's height."""
    if first.rotation != second.rotation or first.rotation % 180:
        return False
    middles = (first.top + first.bottom) / 2, (second.top + second.bottom) / 2
    return first.top < middles[1] < first.bottom and second.top < middles[0] < second.bottom
