"""Letters that look like digits, told apart by their company."""

from __future__ import annotations

from collections.abc import Sequence

_LETTERS = str.maketrans("01|", "OII")


def stacked_letters(texts: Sequence[str]) -> list[str]:
    """The letters of a stack, where there are no digits, and capitals keep company with capitals.

    Args:
        texts: what each line of the stack was read as.
    """
    letters = [text.translate(_LETTERS) for text in texts]
    return [text.upper() for text in letters] if any(text.isupper() for text in letters) else letters


def spelt(word: str) -> str:
    """The word with zeros turned into the letter O where all else are letters, or where nothing else is."""
    rest = word.replace("0", "")
    if rest and not rest.isalpha():
        return word
    return word.replace("0", "O" if not rest or rest.isupper() else "o")
