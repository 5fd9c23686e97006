"""Writes small PDF files by hand, so that tests say exactly what a page draws."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(
    content: str,
    box: Sequence[float] = (0, 0, 400, 300),
    page_entries: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
    trailer: str = "",
) -> bytes:
    """A PDF of one page.

    Args:
        content: the page's content stream; font /F1 is Helvetica.
        box: the page's media box in points.
        page_entries, resources, trailer: further dictionary entries.
        objects: further objects, numbered from 6.
    """
    return pdf_of([content], box, page_entries, resources, objects, trailer)


def pdf_of(
    contents: Sequence[str],
    box: Sequence[float] = (0, 0, 400, 300),
    page_entries: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
    trailer: str = "",
) -> bytes:
    """A PDF with a page for each content stream."""
    first = 6 + len(objects)
    numbers = [first + 2 * index for index in range(len(contents))]
    size = " ".join(str(value) for value in box)
    bodies = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(contents)} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: f"<< /Font << /F1 3 0 R >> {resources} >>",
        5: "<< >>",
    }
    bodies.update({6 + index: body for index, body in enumerate(objects)})
    for number, content in zip(numbers, contents, strict=True):
        entries = f"/Parent 2 0 R /MediaBox [{size}] /Resources 4 0 R /Contents {number + 1} 0 R {page_entries}"
        bodies[number] = f"<< /Type /Page {entries} >>"
        bodies[number + 1] = stream(content)
    data, offsets = b"%PDF-1.7\n", {}
    for number, body in sorted(bodies.items()):
        offsets[number] = len(data)
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offsets[number]:010} 00000 n \n" for number in sorted(bodies))
    count = len(bodies) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("latin-1")


def stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content.encode('latin-1'))} {entries} >>\nstream\n{content}\nendstream"


def text(words: str, x: float, y: float, size: float = 12, turn: str = "1 0 0 1") -> str:
    """Shows words at a point in page coordinates (y upwards).

    Args:
        turn: the four linear entries of the text matrix.
    """
    return f"BT /F1 {size} Tf {turn} {x} {y} Tm ({words}) Tj ET\n"
