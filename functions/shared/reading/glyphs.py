"""Words from the characters that a PDF places on a page."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.shared.page import Word

# In parts of the font size. A gap wider than this parts words; typeset spaces are 0.2 to 0.3 wide.
_WORD_GAP = 0.16
# A character that starts this far behind the end of the last one belongs to something else.
_STEP_BACK = 0.6
# Baselines of one word differ by less than this.
_BASELINE_SHIFT = 0.35

_LIGATURES = range(0xFB00, 0xFB07)
_SOFT_HYPHEN = "\u00ad"
# PDFium reports the hyphen at the end of a broken line as this control character.
_LINE_END_HYPHEN = "\x02"


@dataclass(frozen=True)
class Glyph:
    """One character as placed on a page, in pixels with y downwards.

    Attributes:
        text: its Unicode text; may be a space.
        left, top, right, bottom: upright box with the font's full height.
        x, y: its origin on the baseline.
        angle: direction of reading, clockwise from rightwards, in radians.
        size: font size.
        visible: whether it is painted (scanners' own OCR is laid under the image unpainted).
        reliable: whether the font says which character it is.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    angle: float
    size: float
    visible: bool = True
    reliable: bool = True


def words_of(glyphs: Iterable[Glyph], number: int) -> tuple[Word, ...]:
    """Groups glyphs, in the order in which the page places them, into words.

    Args:
        glyphs: of one page.
        number: the page's number.
    """
    groups: list[list[Glyph]] = []
    open_group: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            open_group = []
        elif open_group and _continues(open_group[-1], glyph):
            open_group.append(glyph)
        else:
            open_group = [glyph]
            groups.append(open_group)
    words = (_word(group, number) for group in groups)
    return tuple(word for word in words if word.text)


def trustworthy(glyphs: Sequence[Glyph], fewest: int = 20, most_unreliable: float = 0.05) -> bool:
    """Whether the text layer can stand for what the page shows.

    It cannot where it is too short to be the page's content (a heading over a scan), where its characters are not
    painted (the hidden layer of a scanner's own OCR), or where its fonts do not say which characters they draw.
    """
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    shown = [glyph for glyph in printed if glyph.visible]
    if len(shown) < max(fewest, len(printed) / 2):
        return False
    unreliable = sum(not glyph.reliable or plain(glyph.text) == "" for glyph in shown)
    return unreliable <= most_unreliable * len(shown)


def plain(text: str) -> str:
    """The text with ligatures spelt out, without soft hyphens, control and private-use characters."""
    text = text.replace(_LINE_END_HYPHEN, "-").replace(_SOFT_HYPHEN, "")
    spelt = "".join(unicodedata.normalize("NFKC", c) if ord(c) in _LIGATURES else c for c in text)
    kept = "".join(c for c in spelt if c != "\ufffd" and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs"))
    return unicodedata.normalize("NFC", kept)


def _continues(last: Glyph, glyph: Glyph) -> bool:
    if abs(math.remainder(glyph.angle - last.angle, math.tau)) > 0.1:
        return False
    cosine, sine = math.cos(last.angle), math.sin(last.angle)
    ahead = (glyph.x - last.x) * cosine + (glyph.y - last.y) * sine
    aside = (glyph.y - last.y) * cosine - (glyph.x - last.x) * sine
    size = max(last.size, glyph.size)
    gap = ahead - _advance(last)
    return -_STEP_BACK * size <= gap <= _WORD_GAP * size and abs(aside) <= _BASELINE_SHIFT * size


def _advance(glyph: Glyph) -> float:
    """How far the glyph reaches from its origin in the direction of reading."""
    cosine, sine = math.cos(glyph.angle), math.sin(glyph.angle)
    return max(
        (x - glyph.x) * cosine + (y - glyph.y) * sine
        for x in (glyph.left, glyph.right)
        for y in (glyph.top, glyph.bottom)
    )


def _word(glyphs: Sequence[Glyph], number: int) -> Word:
    left, top = min(g.left for g in glyphs), min(g.top for g in glyphs)
    right, bottom = max(g.right for g in glyphs), max(g.bottom for g in glyphs)
    rotation = round(math.degrees(glyphs[0].angle) / 90) % 4 * 90
    text = plain("".join(glyph.text for glyph in glyphs))
    return Word(text, 1.0, left, top, right - left, bottom - top, rotation, number)
