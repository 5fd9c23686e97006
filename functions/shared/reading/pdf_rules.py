"""Ruling lines that a PDF draws as vectors: strokes, and filled rectangles thin enough to look like strokes."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int, c_uint
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from functions.shared.page import Segment
from functions.shared.reading.pdf_objects import objects_of
from functions.shared.reading.transform import Transform

Point = tuple[float, float]

# In pixels: a filled shape no thicker than this is a line, and a line no shorter than this rules something.
_THICKEST = 8.0
_SHORTEST = 8.0
# A line this far from level over its whole length, in pixels, is not a ruling line.
_SLANT = 2.0


def read_rules(page: pdfium.PdfPage, transform: Transform) -> tuple[Segment, ...]:
    """Horizontal and vertical lines drawn on the page, in pixels.

    Args:
        transform: from the page's coordinates to pixels.
    """
    paths = objects_of(page, pdfium_c.FPDF_PAGEOBJ_PATH, transform)
    return tuple(segment for path, to_pixels in paths for segment in _path_rules(path, to_pixels))


def _path_rules(path: pdfium_c.FPDF_PAGEOBJECT, transform: Transform) -> Iterator[Segment]:
    fill, stroke = c_int(), c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    outlines = [[transform(*point) for point in outline] for outline in _outlines(path)]
    if stroke.value and _opaque(path, pdfium_c.FPDFPageObj_GetStrokeColor):
        width = c_float()
        pdfium_c.FPDFPageObj_GetStrokeWidth(path, width)
        thickness = max(1.0, width.value * transform.stretch)
        for outline in outlines:
            yield from stroked(outline, thickness)
    elif fill.value and _opaque(path, pdfium_c.FPDFPageObj_GetFillColor):
        for outline in outlines:
            yield from filled(outline)


def _outlines(path: pdfium_c.FPDF_PAGEOBJECT) -> list[list[Point]]:
    """The path's straight-edged outlines; what curves is left out."""
    outlines: list[list[Point]] = []
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        x, y = c_float(), c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_LINETO and outlines:
            outlines[-1].append((x.value, y.value))
        else:
            outlines.append([(x.value, y.value)])
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines


def _opaque(path: pdfium_c.FPDF_PAGEOBJECT, get_colour: object) -> bool:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    known = get_colour(path, red, green, blue, alpha)  # type: ignore[operator]
    return not known or alpha.value > 0


def stroked(outline: list[Point], thickness: float) -> Iterator[Segment]:
    """The level and upright edges of a stroked outline."""
    for (x0, y0), (x1, y1) in pairwise(outline):
        across, down = abs(x1 - x0), abs(y1 - y0)
        if across >= _SHORTEST and down <= _SLANT:
            middle = (y0 + y1) / 2
            yield Segment(min(x0, x1), middle, max(x0, x1), middle, thickness)
        elif down >= _SHORTEST and across <= _SLANT:
            middle = (x0 + x1) / 2
            yield Segment(middle, min(y0, y1), middle, max(y0, y1), thickness)


def filled(outline: list[Point]) -> Iterator[Segment]:
    """The line that a thin filled outline looks like, if it does."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    across, down = right - left, bottom - top
    if across >= _SHORTEST and down <= min(_THICKEST, across / 2):
        yield Segment(left, (top + bottom) / 2, right, (top + bottom) / 2, max(1.0, down))
    elif down >= _SHORTEST and across <= min(_THICKEST, down / 2):
        yield Segment((left + right) / 2, top, (left + right) / 2, bottom, max(1.0, across))
