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
_LETTERS = re.compile(r"[A-Za-z]+")


def mended(words: Sequence[Word]) -> list[Word]:
    """The words, of which an unsure one that nearly is one known word becomes it, in its own capitals."""
    known = {word for word in SCHOOL_WORDS if len(word) >= SHORTEST}
    for word in words:
        if word.confidence > SURE:
            known |= {part.lower() for part in _LETTERS.findall(word.text) if len(part) >= SHORTEST}
    return [
        replace(word, text=_LETTERS.sub(lambda match: _known(match.group(), known), word.text))
        if word.confidence < UNSURE
        else word
        for word in words
    ]


def _known(text: str, known: Collection[str]) -> str:
    lowered = text.lower()
    if len(text) < SHORTEST or {lowered, lowered.removesuffix("s")} & (SCHOOL_WORDS | COMMON_WORDS | set(known)):
        return text
    near = [word for word in known if within_one_edit(lowered, word)]
    if len(near) != 1:
        return text
    return near[0].upper() if text.isupper() else near[0].capitalize() if text[0].isupper() else near[0]
