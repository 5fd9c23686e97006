"""How large text is printed, told from how wide it is: boxes around words differ in height with the letters in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.document.vocabulary import SCHOOL_WORDS, SPELLED_WORDS
from functions.shared.edit_distance import edit_distance

LOOKALIKES = str.maketrans("015678|", "OISGTBI")  # what OCR takes lone letters for
FEWEST_NEAR = 5  # letters of a word of which one may have been lost or misread,
FEWEST_NEARLY = 7  # and of which two may
LETTERS = re.compile(r"^[A-Za-z015678|]{1,2}$")

# Advance widths of Helvetica in thousandths of the font size (Adobe's AFM metrics), rounded to classes.
_WIDTHS = {
    222: "ijl'|‘’",
    278: "ftI.,:;/!· []\\",
    333: 'r-()`"*°',
    500: "ckszvxyJ",
    556: "abdeghnopquL0123456789?_–#$€£",
    611: "FTZ+<>=~",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W",
    1000: "%@—…",
}
_WIDTH_OF = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
_USUAL = 0.556


def font_size(text: str, width: float) -> float:
    """Size of the font, in the unit of `width`, at which `text` is that wide in an ordinary sans serif."""
    return width / max(0.2, sum(_WIDTH_OF.get(letter, _USUAL) for letter in text))


def spelled_out(parts: Sequence[str]) -> str | None:
    """The word that letters standing apart form, at least three or two capitals; None where they are more than letters.

    Some may have been read as pairs, or as the digits that look like them; a known word may run from the bottom up, and
    one that is nearly known is that one.
    """
    if not all(LETTERS.match(part) for part in parts):
        return None
    text = "".join(parts)
    singles = sum(len(part) == 1 for part in parts)
    spelled = len(parts) >= 3 and 2 * singles > len(parts) and 2 * sum(map(str.isalpha, text)) > len(text)
    capitals = len(parts) == 2 == singles and text.isalpha() and text.isupper()
    if not (spelled or capitals):
        return None
    word = text.translate(LOOKALIKES)
    upwards = word.lower() not in SCHOOL_WORDS and word[::-1].lower() in SCHOOL_WORDS
    return word[::-1] if upwards else _nearest(word)


def _nearest(word: str) -> str:
    """The one known word that a word of stacked letters nearly is, else the word itself."""
    lowered = word.lower()
    if lowered in SPELLED_WORDS or len(word) < FEWEST_NEAR:
        return word
    most = 2 if len(word) >= FEWEST_NEARLY else 1
    near = [known for known in SPELLED_WORDS if len(known) >= FEWEST_NEAR and edit_distance(known, lowered) <= most]
    return near[0].upper() if len(near) == 1 and word.isupper() else word
