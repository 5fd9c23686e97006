"""Pictures on a PDF page that the text layer says nothing about: pasted scans and screenshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from functions.shared.page import Region
from functions.shared.reading.glyphs import Glyph
from functions.shared.reading.pdf_objects import objects_of
from functions.shared.reading.transform import Transform

# A picture smaller than this share of the page is a logo or an ornament.
_SMALLEST_SHARE = 0.05
# A picture that would fill the page with fewer painted characters than this lies beside text, not behind it. The
# shortest timetables have more; what scanners and apps paint over a scan has fewer.
_FEWEST_GLYPHS = 150
# Scanners cut a page into strips, which touch within this many pixels.
_SEAM = 2.0


def read_pictures(page: pdfium.PdfPage, transform: Transform) -> list[Region]:
    """Where the page draws images, in pixels.

    Args:
        transform: from the page's coordinates to pixels.
    """
    images = objects_of(page, pdfium_c.FPDF_PAGEOBJ_IMAGE, transform)
    return [Region(*to_pixels.box(0, 0, 1, 1)) for _, to_pixels in images]


def unread(images: Sequence[Region], glyphs: Iterable[Glyph], width: int, height: int) -> tuple[Region, ...]:
    """The larger pictures, within the page, with hardly any painted text on them; touching images are one picture.

    Args:
        images: of one page.
        glyphs: of that page.
        width, height: of the page in pixels.
    """
    page = Region(0, 0, width, height)
    shown = [((g.left + g.right) / 2, (g.top + g.bottom) / 2) for g in glyphs if g.visible and not g.text.isspace()]
    found = []
    for picture in joined([part for image in images if (part := common(image, page)).area > 0]):
        share = picture.area / page.area
        if share >= _SMALLEST_SHARE and sum(picture.holds(x, y) for x, y in shown) < _FEWEST_GLYPHS * share:
            found.append(picture)
    return tuple(found)


def joined(regions: Iterable[Region]) -> list[Region]:
    """Regions around those that touch or overlap."""
    apart: list[Region] = []
    for region in regions:
        while touching := [other for other in apart if _touch(region, other)]:
            apart = [other for other in apart if other not in touching]
            region = around([region, *touching])
        apart.append(region)
    return apart


def common(first: Region, second: Region) -> Region:
    """What two regions share; without area where they share nothing."""
    left, top = max(first.left, second.left), max(first.top, second.top)
    return Region(left, top, max(left, min(first.right, second.right)), max(top, min(first.bottom, second.bottom)))


def around(regions: Sequence[Region]) -> Region:
    """The smallest region that holds all of them."""
    return Region(
        min(region.left for region in regions),
        min(region.top for region in regions),
        max(region.right for region in regions),
        max(region.bottom for region in regions),
    )


def _touch(first: Region, second: Region) -> bool:
    return (
        first.left <= second.right + _SEAM
        and second.left <= first.right + _SEAM
        and first.top <= second.bottom + _SEAM
        and second.top <= first.bottom + _SEAM
    )
