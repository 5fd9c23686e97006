"""The sample page as a PDF with a text layer and ruling lines as vectors, written by hand to be the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from PIL import ImageColor, ImageFont

from harness.sample.drawing import HEIGHT, WIDTH, Rectangle, Text, shapes

POINTS = 842 / WIDTH  # A4 landscape is 842 points wide


@cache
def sample_pdf() -> bytes:
    """The page as a one-page PDF file in Helvetica, which every reader has."""
    content = "\n".join(line for shape in shapes() for line in _operators(shape)).encode("cp1252")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH * POINTS:.2f} {HEIGHT * POINTS:.2f}] /Contents 4 0 R "
        "/Resources << /Font << /Plain 5 0 R /Bold 6 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    return _file(objects)


def _operators(shape: Rectangle | Text) -> Iterator[str]:
    if isinstance(shape, Rectangle):
        yield from _rectangle(shape)
    else:
        yield from _text(shape)


def _rectangle(shape: Rectangle) -> Iterator[str]:
    left, bottom = shape.left * POINTS, (HEIGHT - shape.bottom) * POINTS
    width, height = (shape.right - shape.left) * POINTS, (shape.bottom - shape.top) * POINTS
    path = f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re"
    if shape.fill:
        yield f"{_colour(shape.fill)} rg {path} f"
    if shape.ruled:
        yield f"0 0 0 RG 1 w {path} S"


def _text(text: Text) -> Iterator[str]:
    size = text.size * POINTS
    width = ImageFont.load_default(text.size).getlength(text.text) * POINTS
    x, y = text.x * POINTS, (HEIGHT - text.y) * POINTS
    if text.highlight:
        yield f"{_colour(text.highlight)} rg {x - width / 2:.2f} {y - size / 2:.2f} {width:.2f} {size:.2f} re f"
    below = 0.35 * size  # from the middle of the line down to its baseline
    matrix = (0, 1, -1, 0, x + below, y - width / 2) if text.turned else (1, 0, 0, 1, x - width / 2, y - below)
    escaped = text.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "/Bold" if text.bold else "/Plain"
    yield f"BT 0 0 0 rg {font} {size:.2f} Tf {' '.join(f'{value:.2f}' for value in matrix)} Tm ({escaped}) Tj ET"


def _colour(name: str) -> str:
    return " ".join(f"{value / 255:.3f}" for value in ImageColor.getrgb(name)[:3])


def _file(objects: list[bytes]) -> bytes:
    """A PDF file of numbered objects, the first of which is the catalogue."""
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
