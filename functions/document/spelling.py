"""Words that OCR was unsure of, read as the one word of timetables, or of the same page, that they nearly are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from functions.document.edits import within_one_edit
from functions.document.geometry import Box
from functions.document.vocabulary import COMMON_WORDS, COUNTED_WORDS, SPELLED_WORDS
from functions.shared.edit_distance import edit_distance
from functions.shared.page import Word

# On 90 compressed and photographed pages, all 9 such words below this confidence were misread, none of those above it.
UNSURE = 0.85
VERY_UNSURE = 0.6  # below it, short words may be others, too, and long ones that differ in more than one letter
SURELY_MENDED = 0.9  # confidence of a word that became a known one: of 216 on generated pages 209 were then right
SURE = 0.97  # confidence of a word from which others of its page may be it
SHORTEST = 5  # letters
SHORT = 3  # letters of a very unsure word, of which one may be changed
LONG = 8  # letters of a very unsure word, of which two may be wrong
LEVEL = 0.7  # of their height, over which words of one line stand side by side
CLOSE = 0.5  # of their height, between the parts of a torn word
_LETTERS = re.compile(r"(?<!\w)[A-Za-z015|/]*[A-Za-z][A-Za-z015|/]*(?!\w)")
_NUMERAL = re.compile(r"I{2,3}")
_STROKES = re.compile(r"[1Iil|]{1,3}")
_ATTACHED = re.compile(r"(?P<name>[A-Z][a-z]+?)(?P<strokes>[1Il|]{1,3})")
_SLASH = re.compile(r"(/)")
_ROMAN = re.compile(r"(?=.*1)(?=.*[Il|])[1Il|]{2,3}")  # a number of strokes, some read as digits
_LOOKALIKES = (str.maketrans("015|/", "olsl/"), str.maketrans("015|/", "oisii"))


def mended(words: Sequence[Word]) -> list[Word]:
    """The words, of which an unsure one that nearly is one known word becomes it, in its own capitals.

    Digits and strokes inside a known word or a Roman number are the letters that they look like, however sure OCR was.
    """
    known = set(SPELLED_WORDS)
    for word in words:
        if word.confidence > SURE:
            known |= {part.lower() for part in _LETTERS.findall(word.text) if len(part) >= SHORTEST}
    spelled = [_as_known(word, known) for word in _joined(words)]
    return _with_numerals(spelled) if any(_NUMERAL.fullmatch(word.text) for word in spelled) else spelled


def _with_numerals(words: Sequence[Word]) -> list[Word]:
    """Words of a page that numbers its courses I, II, III: strokes behind the name of one are such a number."""
    numbered = []
    for before, word in zip([None, *words], words, strict=False):
        text = word.text
        strokes = _STROKES.fullmatch(text)
        attached = _ATTACHED.fullmatch(text)
        course = before is not None and before.text.isalpha() and before.text.lower() not in COUNTED_WORDS
        if strokes and course and word.confidence < SURE:
            text = "I" * len(text)
        elif attached and text.lower() not in SPELLED_WORDS and attached["name"].lower() in SPELLED_WORDS:
            text = f"{attached['name']} {'I' * len(attached['strokes'])}"
        numbered.append(replace(word, text=text))
    return numbered


def _joined(words: Sequence[Word]) -> list[Word]:
    """The words, of which two neighbours that make a known one are one: a gap between letters was taken for a space."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before and _torn(before.text.lower(), word.text.lower()) and _touch(before, word):
            box = Box.around((Box.of(before), Box.of(word)))
            confidence = min(before.confidence, word.confidence)
            text = before.text + word.text
            joined[-1] = Word(text, confidence, box.left, box.top, box.width, box.height, word.rotation, word.page)
        else:
            joined.append(word)
    return joined


def _torn(first: str, second: str) -> bool:
    whole = len(first + second) >= SHORTEST and first + second in SPELLED_WORDS
    return whole and not {first, second} <= SPELLED_WORDS | COMMON_WORDS


def _touch(first: Word, second: Word) -> bool:
    """True for two upright words of one line with hardly a space between them."""
    left, right = Box.of(first), Box.of(second)
    level = left.down.overlap(right.down) > LEVEL * min(left.height, right.height)
    upright = first.rotation == second.rotation == 0 and first.page == second.page
    return upright and level and abs(right.left - left.right) < CLOSE * min(left.height, right.height)


def _as_known(word: Word, known: Collection[str]) -> Word:
    text = _mended(word.text, word.confidence, known)
    return word if text == word.text else replace(word, text=text, confidence=max(word.confidence, SURELY_MENDED))


def _mended(text: str, confidence: float, known: Collection[str]) -> str:
    if _ROMAN.fullmatch(text):
        return "I" * len(text)
    return _LETTERS.sub(lambda match: _word(match.group(), confidence, known), text)


def _word(printed: str, confidence: float, known: Collection[str]) -> str:
    """A word as it should be; of several with slashes between them, each."""
    lowered = printed.lower()
    if lowered in known:
        return printed
    if len(printed) >= SHORTEST:
        for letters in (lowered.translate(table) for table in _LOOKALIKES):
            if letters in known:
                return _as_capitalised(printed, letters)
    if "/" in printed:
        return "".join(part if part in ("/", "") else _word(part, confidence, known) for part in _SLASH.split(printed))
    if lowered in COMMON_WORDS or lowered.removesuffix("s") in known:
        return printed
    near = _nearest(lowered, confidence, known)
    return _as_capitalised(printed, near) if near else printed


def _nearest(lowered: str, confidence: float, known: Collection[str]) -> str | None:
    """The one known word that an unsure one nearly is."""
    if confidence >= UNSURE or not lowered.isalpha():
        return None
    if len(lowered) >= SHORTEST:
        near = [word for word in known if len(word) >= SHORTEST and within_one_edit(lowered, word)]
    elif confidence < VERY_UNSURE and len(lowered) >= SHORT:
        near = [word for word in known if len(word) == len(lowered) and edit_distance(lowered, word) == 1]
    else:
        near = []
    if not near and confidence < VERY_UNSURE and len(lowered) >= LONG:
        near = [word for word in known if abs(len(word) - len(lowered)) <= 2 and edit_distance(lowered, word) == 2]
    return near[0] if len(near) == 1 else None


def _as_capitalised(printed: str, word: str) -> str:
    if printed[1:].isupper():
        return word.upper()
    return word.capitalize() if printed[0].isupper() else word
