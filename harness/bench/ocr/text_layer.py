"""The words of a PDF page's text layer, as PDFium tells them apart: the exact truth of the page's rendering.

Our own reader of text layers plays no part in it, so that it cannot lend its faults to the truth.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from ctypes import c_double

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from functions.evaluation.words import Box, PrintedWord, around, composed

SMALL = 14.0  # pixels of font height below which words count as small
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# What PDFium makes of a hyphen at the end of a line, whose word it then joins with the next line's.
LINE_END_HYPHENS = "\x02\ufffe"
# A character: its text, where it is, its font height in pixels, its clockwise turn in degrees.
Character = tuple[str, Box, float, int]


def words(page: pdfium.PdfPage, scale: float) -> list[PrintedWord]:
    """The words in PDFium's order.

    Args:
        scale: pixels of the rendering per point.
    """
    return [_word(characters) for characters in _runs(page, scale)]


def _word(characters: list[Character]) -> PrintedWord:
    text = composed("".join(LIGATURES.get(character, character) for character, *_ in characters))
    height, turn = characters[0][2], characters[0][3]
    category = "rotated" if turn else "small" if height < SMALL else "upright"
    return PrintedWord(text, around(box for _, box, *_ in characters), frozenset({category}))


def _runs(page: pdfium.PdfPage, scale: float) -> Iterator[list[Character]]:
    """Characters between white space, printed or supposed by PDFium."""
    text = page.get_textpage()
    run: list[Character] = []
    for index in range(pdfium_c.FPDFText_CountChars(text)):
        character = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        hyphen = character in LINE_END_HYPHENS
        unseen = unicodedata.category(character).startswith(("Z", "C"))
        blank = unseen or bool(pdfium_c.FPDFText_IsGenerated(text, index))
        if hyphen or not blank:
            run.append(_character(page, text, index, "-" if hyphen else character, scale))
        if run and (hyphen or blank):
            yield run
            run = []
    if run:
        yield run
    text.close()


def _character(page: pdfium.PdfPage, text: pdfium.PdfTextPage, index: int, character: str, scale: float) -> Character:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium_c.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    across, height = page.get_mediabox()[0], page.get_mediabox()[3]
    box = Box(
        (left.value - across) * scale,
        (height - top.value) * scale,
        (right.value - across) * scale,
        (height - bottom.value) * scale,
    )
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium_c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d) * scale
    turn = round(math.degrees(math.atan2(-matrix.b, matrix.a)) / 90) * 90 % 360
    return character, box, size, turn
