"""Words that OCR was unsure of, read as the one word of timetables, or of the same page, that they nearly are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from functions.document.edits import within_one_edit
from functions.document.vocabulary import COMMON_WORDS, SCHOOL_WORDS
from functions.shared.page import Word

# On 90 compressed and photographed pages, all 9 such words below this confidence were misread, none of those above it.
UNSURE = 0.85
SURE = 0.97  # confidence of a word from which others of its page may be it
SHORTEST = 5  # letters
_LETTERS = re.compile(r"(?<!\w)[A-Za-z][A-Za-z01|]*[A-Za-z](?!\w)")
_ROMAN = re.compile(r"(?=.*1)(?=.*[Il|])[1Il|]{2,3}")  # a number of strokes, some read as digits
_LOOKALIKES = (str.maketrans("01|", "oll"), str.maketrans("01|", "oii"))


def mended(words: Sequence[Word]) -> list[Word]:
    """The words, of which an unsure one that nearly is one known word becomes it, in its own capitals.

    Digits inside a known word or a Roman number are the letters that they look like, however sure OCR was.
    """
    known = {word for word in SCHOOL_WORDS if len(word) >= SHORTEST}
    for word in words:
        if word.confidence > SURE:
            known |= {part.lower() for part in _LETTERS.findall(word.text) if len(part) >= SHORTEST}
    return [replace(word, text=_mended(word.text, word.confidence < UNSURE, known)) for word in words]


def _mended(text: str, unsure: bool, known: Collection[str]) -> str:
    def word(match: re.Match[str]) -> str:
        printed = match.group()
        lowered = printed.lower()
        if len(printed) < SHORTEST or lowered in known:
            return printed
        for letters in (lowered.translate(table) for table in _LOOKALIKES):
            if letters in known:
                return _as_capitalised(printed, letters)
        near = [word for word in known if unsure and within_one_edit(lowered, word)]
        familiar = lowered in COMMON_WORDS or lowered.removesuffix("s") in known
        return printed if familiar or len(near) != 1 else _as_capitalised(printed, near[0])

    return "I" * len(text) if _ROMAN.fullmatch(text) else _LETTERS.sub(word, text)


def _as_capitalised(printed: str, word: str) -> str:
    if printed[1:].isupper():
        return word.upper()
    return word.capitalize() if printed[0].isupper() else word
