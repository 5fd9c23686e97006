"""The characters of a PDF page's text layer."""

from __future__ import annotations

import math
from ctypes import c_double

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from functions.shared.reading.glyphs import Glyph
from functions.shared.reading.transform import Transform


def read_glyphs(page: pdfium.PdfPage, transform: Transform) -> list[Glyph]:
    """Characters in the order in which PDFium reads the page, without those it only supposes between words.

    Args:
        transform: from the page's coordinates to pixels.
    """
    text = page.get_textpage()
    try:
        count = pdfium_c.FPDFText_CountChars(text)
        return [
            glyph
            for index in range(count)
            if not pdfium_c.FPDFText_IsGenerated(text, index)
            if (glyph := _glyph(text, index, transform)) is not None
        ]
    finally:
        text.close()


def _glyph(text: pdfium.PdfTextPage, index: int, transform: Transform) -> Glyph | None:
    code = pdfium_c.FPDFText_GetUnicode(text, index)
    if 0xD800 <= code < 0xE000:
        # Half of a character outside Unicode's first plane, as PDFium gives UTF-16 units: an emoji, never a letter.
        return None
    rectangle, matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    x, y = c_double(), c_double()
    pdfium_c.FPDFText_GetLooseCharBox(text, index, rectangle)
    pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
    pdfium_c.FPDFText_GetMatrix(text, index, matrix)
    left, top, right, bottom = transform.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    origin = transform(x.value, y.value)
    ahead = transform(x.value + matrix.a, y.value + matrix.b)
    size = pdfium_c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d) * transform.stretch
    return Glyph(
        text=chr(code),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        x=origin[0],
        y=origin[1],
        angle=math.atan2(ahead[1] - origin[1], ahead[0] - origin[0]),
        size=size,
        visible=_visible(text, index),
        reliable=pdfium_c.FPDFText_HasUnicodeMapError(text, index) != 1,
    )


def _visible(text: pdfium.PdfTextPage, index: int) -> bool:
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(pdfium_c.FPDFText_GetTextObject(text, index))
    return mode != pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
