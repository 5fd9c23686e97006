"""Pieces of text that stand by themselves on a page: phrases, and words whose letters are stacked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from functions.document.cells import Line, lines_of, phrases_of
from functions.document.days import WEEKDAYS, parse_days
from functions.document.geometry import Box
from functions.document.letters import spelled_out
from functions.document.times import find_times, whole_time
from functions.document.vocabulary import SCHOOL_WORDS
from functions.shared.page import Word

FEWEST_LETTERS = 3
_DAYS = re.compile("|".join(day.lower() for day in WEEKDAYS))
UNEVEN = 1.5  # of the usual step between stacked letters: a wider one parts two words


@dataclass(frozen=True)
class Piece:
    """A text and its box, in the direction that a table is looked at in.

    Attributes:
        along: it is written along the rows, as most text is; letters that are stacked or turned are not.
    """

    box: Box
    line: Line
    along: bool = True

    def transposed(self) -> Piece:
        """The same text where rows and columns are exchanged."""
        return Piece(self.box.transposed(), self.line, self.along)


def pieces_of(words: Sequence[Word]) -> list[Piece]:
    """The pieces that words form, each word in one."""
    stacks = list(_stacks(words))
    stacked = {id(word) for stack in stacks for word in stack.words}
    lines = lines_of([word for word in words if id(word) not in stacked])
    phrases = [part for line in lines for phrase in phrases_of(line) for part in _times_apart(phrase)]
    return [
        *(Piece(phrase.box, phrase, phrase.words[0].rotation % 180 == 0) for phrase in phrases),
        *(Piece(stack.box, stack, along=False) for stack in stacks),
    ]


def _times_apart(phrase: Line) -> list[Line]:
    """A phrase of nothing but times as one line for each: time headings may stand close beside each other."""
    times = len(find_times(phrase.text))
    if times < 2 or len(phrase.words) < times or phrase.words[0].rotation:
        return [phrase]
    gaps = [after.left - before.right for before, after in pairwise(phrase.words)]
    widest = sorted(sorted(range(1, len(phrase.words)), key=lambda number: -gaps[number - 1])[: times - 1])
    parts = [
        line for begin, end in pairwise([0, *widest, len(phrase.words)]) for line in lines_of(phrase.words[begin:end])
    ]
    return parts if all(whole_time(part.text) for part in parts) else [phrase]


def _stacks(words: Sequence[Word]) -> Iterable[Line]:
    """Lone letters one below the other that spell a day or a word of schools."""
    columns: list[list[Word]] = []
    letters = [word for word in words if len(word.text) <= 2 and word.text.isalpha() and word.rotation == 0]
    for letter in sorted(letters, key=lambda word: word.top):
        above = [held for held in columns if _below(held[-1], letter)]
        column = max(above, key=lambda held: held[-1].top, default=None)
        if column is None:
            columns.append([letter])
        else:
            column.append(letter)
    for column in columns:
        yield from (line for part in _parts(column) if (line := _spelled(part)))


def _below(above: Word, below: Word) -> bool:
    """True where two letters stand in one column."""
    return abs(above.left + above.width / 2 - below.left - below.width / 2) < 0.5 * max(above.height, below.height)


def _parts(column: Sequence[Word]) -> Iterable[Sequence[Word]]:
    """Letters of one word each: the step from one to the next is about the same."""
    if len(column) < FEWEST_LETTERS:
        return
    if _spelled(column):
        yield column
        return
    named = _by_names(column)
    if named:
        yield from named
        return
    steps = [after.top - before.top for before, after in pairwise(column)]
    usual = median(steps)
    cuts = [number for number, step in enumerate(steps, 1) if step > UNEVEN * usual]
    yield from (column[begin:end] for begin, end in pairwise([0, *cuts, len(column)]))


def _by_names(column: Sequence[Word]) -> list[Sequence[Word]]:
    """The letters as names of days one below the other, however close; empty where they are anything else."""
    text = "".join(letter.text for letter in column).lower()
    ends = [match.end() for match in _DAYS.finditer(text)]
    if len(text) != len(column) or not ends or not re.fullmatch(f"(?:{_DAYS.pattern})+", text):
        return []
    return [column[begin:end] for begin, end in pairwise([0, *ends])]


def _spelled(letters: Sequence[Word]) -> Line | None:
    """The stack as one word; None where it spells none that is known."""
    word = spelled_out([letter.text for letter in letters]) if len(letters) >= FEWEST_LETTERS else None
    if word is None or not (parse_days(word) or word.lower() in SCHOOL_WORDS):
        return None
    height = max(letter.height for letter in letters)
    return Line(tuple(letters), word, height, height)
