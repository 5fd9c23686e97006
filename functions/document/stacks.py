"""Words spelled down the days, one letter in each row: B-R-E-A-K beside five days is a break on each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from functions.document.cells import Cell
from functions.document.geometry import Box
from functions.document.letters import LETTERS, LOOKALIKES
from functions.document.vocabulary import ACTIVITY_ACRONYMS, BREAK_WORDS

FEWEST_LETTERS = 3
_CHARACTERS = re.compile(r"^\w{1,2}$")


@dataclass(frozen=True)
class Stack:
    """A word over several cells, and those cells from first to last (some may hold no letter)."""

    word: str
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Box:
        return Box.around(cell.box for cell in self.cells)


def find_stacks(body: Sequence[Cell]) -> list[Stack]:
    """Words that run down cells of one width, seen as in `layout` (days one below the other)."""
    columns: list[list[Cell]] = []
    for cell in sorted(body, key=lambda cell: (cell.box.left, cell.box.top)):
        for column in columns:
            across = column[0].box.across
            if across.alike(cell.box.across, 0.8):
                column.append(cell)
                break
        else:
            columns.append([cell])
    stacks = []
    for column in columns:
        texts = [cell.text.strip(" .,:;·-") for cell in column]
        letters = [text for text in texts if _CHARACTERS.match(text)]
        silent = all(_CHARACTERS.match(text) or not any(map(str.isalnum, text)) for text in texts)
        known = all(map(LETTERS.match, letters)) or spelled("".join(letters)).lower() in BREAK_WORDS
        single = 2 * sum(len(text) == 1 for text in letters) > len(letters)  # "PE" on each day is no word of pairs
        if silent and single and known and len(letters) >= FEWEST_LETTERS:
            stacks.append(Stack(spelled("".join(letters)), tuple(column)))
    return stacks


def spelled(letters: str) -> str:
    """Stacked letters as a word: capitals only say that they were stacked, unless they are an acronym.

    A letter that OCR took for another is mended where the word is then a known break.
    """
    text = letters.translate(LOOKALIKES)
    for shorter in (text, text[:-1], text[1:]):  # a picture above or below the word may be read as a letter
        near = {
            word for word in BREAK_WORDS if len(word) == len(shorter) > 3 and _differing(word, shorter.lower()) <= 1
        }
        exact = near & {shorter.lower()}
        if exact or len(near) == 1:
            return (exact or near).pop().capitalize()
    if text.lower() in ACTIVITY_ACRONYMS or (len(text) < 4 and text.isupper()):
        return text
    return text.capitalize()


def _differing(left: str, right: str) -> int:
    return sum(a != b for a, b in zip(left, right, strict=True))
