"""Letters stacked one per line: a reader may report the word or its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.evaluation.places import places
from functions.evaluation.words import PrintedWord, ReadText, around

STACKED = "stacked"


def stacks_joined(printed: Sequence[PrintedWord], read: Sequence[ReadText]) -> list[ReadText]:
    """The texts read, with single letters that stand in a stacked word's place joined from top to bottom.

    People disagree about whether a stack is one word or one word a letter, so neither way of reading it is an error.
    """
    joined: list[ReadText] = []
    for place in places(printed, read):
        stacked = any(STACKED in word.categories for word in place.printed)
        letters = all(len(text.text) == 1 for text in place.read)
        joined += [_joined(place.read)] if stacked and letters and place.read else place.read
    return joined


def _joined(letters: Sequence[ReadText]) -> ReadText:
    ordered = sorted(letters, key=lambda letter: letter.box.top)
    text = "".join(letter.text for letter in ordered)
    box = around(letter.box for letter in ordered)
    return replace(ordered[0], text=text, box=box, confidence=min(letter.confidence for letter in ordered))
