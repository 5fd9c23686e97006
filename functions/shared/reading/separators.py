"""Colons and points in times, told apart by what others of the page are: whoever sets a page keeps to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.shared.reading.calibration import log_odds
from functions.shared.reading.ctc import Character
from functions.shared.reading.readings import Line

_SEPARATORS = frozenset(":.")
# What the others say counts this much less than what was read in its place: a page may hold both on purpose.
_OTHERS = 0.7


def agreed(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with doubtful separators of times turned into the kind that its other times have."""
    found = [(number, index) for number, line in enumerate(lines) for index in _separators(line.characters)]
    odds = [_colon(lines[number].characters[index]) for number, index in found]
    others = _OTHERS * sum(odds) / (len(odds) + 1)
    texts = [list(line.characters) for line in lines]
    for (number, index), own in zip(found, odds, strict=True):
        texts[number][index] = replace(texts[number][index], text=":" if own + others > 0 else ".")
    return [replace(line, characters=text) for line, text in zip(lines, texts, strict=True)]


def _colon(character: Character) -> float:
    """Log odds of a colon rather than a point."""
    return log_odds(character.probability) * (1 if character.text == ":" else -1)


def _separators(characters: Sequence[Character]) -> list[int]:
    """Where a mark parts one or two digits from exactly two, as in times, but not in dates."""
    text = "".join(character.text for character in characters)
    return [
        index
        for index, mark in enumerate(text)
        if mark in _SEPARATORS and _digits_before(text, index) in (1, 2) and _digits_after(text, index) == 2
    ]


def _digits_after(text: str, index: int) -> int:
    """How many digits follow; 0 where another separator and digit follow them."""
    stop = index + 1
    while stop < len(text) and text[stop].isdigit():
        stop += 1
    again = stop + 1 < len(text) and text[stop] in _SEPARATORS and text[stop + 1].isdigit()
    return 0 if again else stop - index - 1


def _digits_before(text: str, index: int) -> int:
    return _digits_after(text[::-1], len(text) - 1 - index)
