"""Letters and digits that look alike, told apart by their company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from functions.shared.page import Word

_LETTERS = str.maketrans("01|", "OII")
# What stands for a letter or a digit.
_EITHER = frozenset("0O1Il|")
_DIGITS = str.maketrans("OoIl|S", "001115")
# A number of Roman ones, at least one of them misread.
_ROMAN = re.compile(r"(?=I*[l|])[Il|]{2,3}")
# A time as it may be misread, at the start of a word or after a mark; "10.Oh" is none, "2:5Opm" is.
_TIME = re.compile(r"(?<![^\W_])[\dOoIl|]{1,2}[:.](?:[\dOoIl|]{2}|\dS|S\d)(?=[AaPp]\.?[Mm]|[^\w|]|$)")


def corrected(words: Sequence[Word]) -> list[Word]:
    """The words of a page with digits that can only be letters turned into those, and the other way round."""
    found = {id(word): replace(word, text=timed(roman(spelt(word.text)))) for word in words}
    for stack in stacks(words):
        letters = stacked_letters([word.text for word in stack])
        found.update({id(word): replace(word, text=text) for word, text in zip(stack, letters, strict=True)})
    return list(found.values())


def spelt(word: str) -> str:
    """The word with zeros turned into the letter O where all else are letters, or where nothing else is."""
    rest = word.replace("0", "")
    if rest and not rest.isalpha():
        return word
    return word.replace("0", "O" if not rest or rest.isupper() else "o")


def roman(word: str) -> str:
    """The word as a Roman number, where it is nothing but upright strokes."""
    return "I" * len(word) if _ROMAN.fullmatch(word) else word


def timed(word: str) -> str:
    """The word with letters turned into the digits of a time, where at least one digit says that it is one."""
    return _TIME.sub(lambda time: _with_digits(time.group()), word)


def _with_digits(time: str) -> str:
    return time.translate(_DIGITS) if any(character.isdigit() for character in time) else time


def stacks(words: Sequence[Word]) -> list[list[Word]]:
    """Upright words of one character that stand below each other, closer than they are high; each from the top."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top):
        if len(word.text) > 1 or word.rotation:
            continue
        above = [stack for stack in found if _below(stack[-1], word)]
        if above:
            above[0].append(word)
        else:
            found.append([word])
    return [stack for stack in found if len(stack) > 1]


def stacked_letters(texts: Sequence[str]) -> list[str]:
    """What a stack of characters says: letters where more of them can only be letters than digits, in capitals where
    some are; digits where none can only be a letter.

    Args:
        texts: what each character was read as.
    """
    sure = [text for text in texts if text not in _EITHER]
    letters = sum(text.isalpha() for text in sure)
    if not letters and all(text in _EITHER or text.isdigit() for text in texts):
        return [text.translate(_DIGITS) for text in texts]
    if 2 * letters <= len(sure):
        return list(texts)
    spelled = [text.translate(_LETTERS) for text in texts]
    return [text.upper() for text in spelled] if any(text.isupper() for text in spelled) else spelled


def _below(upper: Word, lower: Word) -> bool:
    aside = abs((upper.left + upper.right) - (lower.left + lower.right)) / 2
    return (
        lower.top - upper.bottom < upper.height and aside < max(upper.width, lower.width) / 2 and lower.top > upper.top
    )
