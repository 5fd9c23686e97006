"""PDF files as pages: rendered image, text layer, ruling lines."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from functions.shared.page import Page
from functions.shared.reading.errors import FileTooLarge, UnreadableFile
from functions.shared.reading.glyphs import trustworthy, words_of
from functions.shared.reading.order import in_reading_order
from functions.shared.reading.pdf_pictures import read_pictures, unread
from functions.shared.reading.pdf_rules import read_rules
from functions.shared.reading.pdf_text import read_glyphs
from functions.shared.reading.transform import Transform

# Pages are rendered at this resolution, unless a side would then exceed MOST_PIXELS_A_SIDE.
DOTS_PER_INCH = 150
MOST_PIXELS_A_SIDE = 4000

_POINTS_PER_INCH = 72


def load_pdf(data: bytes, most_pages: int) -> list[Page]:
    """The pages of a PDF, in pixels of their rendering.

    Raises:
        FileTooLarge: it has more than `most_pages` pages.
        UnreadableFile: it is damaged, locked by a password, or has no pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableFile(_why(error)) from error
    with document:
        count = len(document)
        if count == 0:
            raise UnreadableFile("The PDF has no pages. Export it again.")
        if count > most_pages:
            raise FileTooLarge(
                f"The PDF has {count} pages; at most {most_pages} are read. Upload only the pages with the timetable."
            )
        return [_load_page(document, index) for index in range(count)]


def _why(error: pdfium.PdfiumError) -> str:
    if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
        return "The PDF is locked by a password. Upload a copy without one."
    return "The PDF is damaged or cut short. Export it again."


def _load_page(document: pdfium.PdfDocument, index: int) -> Page:
    number = index + 1
    try:
        page = document[index]
        scale = rendering_scale(*page.get_size())
        image = _render(page, scale)
        transform = page_to_pixels(page, image.shape[1], image.shape[0])
        glyphs = read_glyphs(page, transform)
        rules = read_rules(page, transform)
        images = read_pictures(page, transform)
    except pdfium.PdfiumError as error:
        raise UnreadableFile(f"Page {number} of the PDF is damaged. Export it again.") from error
    if not trustworthy(glyphs):
        return Page(number, image, rules=rules)
    words = in_reading_order(words_of(glyphs, number))
    return Page(number, image, words, rules, unread(images, glyphs, image.shape[1], image.shape[0]))


def rendering_scale(width: float, height: float) -> float:
    """Pixels per point to render a page at.

    Args:
        width, height: of the page in points.
    """
    return min(DOTS_PER_INCH / _POINTS_PER_INCH, MOST_PIXELS_A_SIDE / max(width, height, 1.0))


def _render(page: pdfium.PdfPage, scale: float) -> NDArray[np.uint8]:
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    pixels = bitmap.to_numpy()
    if pixels.ndim == 2:
        pixels = pixels[:, :, np.newaxis]
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3])


def page_to_pixels(page: pdfium.PdfPage, width: int, height: int) -> Transform:
    """The affine map from the page's own coordinates to its rendering, through crop box and page rotation."""
    # PDFium answers in whole pixels: ask for a rendering enlarged a thousand times, at three points far apart.
    fine = 1000

    def pixel(x: float, y: float) -> tuple[float, float]:
        column, row = pdfium_c.c_int(), pdfium_c.c_int()
        pdfium_c.FPDF_PageToDevice(page, 0, 0, width * fine, height * fine, 0, x, y, column, row)
        return column.value / fine, row.value / fine

    span = 100.0
    (x0, y0), (x1, y1), (x2, y2) = pixel(0, 0), pixel(span, 0), pixel(0, span)
    return Transform((x1 - x0) / span, (y1 - y0) / span, (x2 - x0) / span, (y2 - y0) / span, x0, y0)
