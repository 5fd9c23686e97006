"""Tables that go on on the next page without their headings: those of the page before stand over it, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.document.cells import lines_of, phrases_of
from functions.document.days import initials, parse_days
from functions.shared.page import Word

APART = 0.5  # of the headings' height, between them and the page's first line: the table's own rule fits there


def day_row(words: Sequence[Word]) -> list[Word]:
    """The words of the last row on a page that names several days and nothing else; empty where there is none."""
    for line in reversed(lines_of(words)):
        phrases = phrases_of(line)
        named = {parse_days(phrase.text) for phrase in phrases} - {()}
        if len(named) > 1 or initials([phrase.text for phrase in phrases]):
            return [word for phrase in phrases for word in phrase.words]
    return []


def placed_above(headings: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """The words of a page, and headings of the page before, moved to stand right above them.

    Args:
        headings: of one row, at least one.
        words: of the page, at least one.
    """
    top, bottom = min(word.top for word in headings), max(word.bottom for word in headings)
    moved = min(word.top for word in words) - APART * (bottom - top) - bottom
    return [*words, *(replace(word, top=word.top + moved, page=words[0].page) for word in headings)]
