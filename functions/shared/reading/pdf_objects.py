"""The objects that a PDF page draws, those inside its forms too."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from functions.shared.reading.transform import Transform

_DEEPEST_FORM = 16


def objects_of(
    page: pdfium.PdfPage, kind: int, transform: Transform
) -> Iterator[tuple[pdfium_c.FPDF_PAGEOBJECT, Transform]]:
    """Every object of one kind with the map from its own coordinates to pixels.

    Args:
        kind: one of pdfium_c.FPDF_PAGEOBJ_*.
        transform: from the page's coordinates to pixels.
    """
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        yield from _within(pdfium_c.FPDFPage_GetObject(page, index), kind, transform, 0)


def _within(
    item: pdfium_c.FPDF_PAGEOBJECT, kind: int, transform: Transform, depth: int
) -> Iterator[tuple[pdfium_c.FPDF_PAGEOBJECT, Transform]]:
    own = pdfium_c.FPDFPageObj_GetType(item)
    inner = transform.after(_matrix(item))
    if own == kind:
        yield item, inner
    elif own == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        for index in range(pdfium_c.FPDFFormObj_CountObjects(item)):
            yield from _within(pdfium_c.FPDFFormObj_GetObject(item, index), kind, inner, depth + 1)


def _matrix(item: pdfium_c.FPDF_PAGEOBJECT) -> Transform:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, matrix)
    return Transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
