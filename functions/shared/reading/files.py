"""From the bytes of an upload to pages."""

from __future__ import annotations

from dataclasses import dataclass

from functions.shared.page import Page
from functions.shared.reading.errors import FileTooLarge, UnreadableFile, UnsupportedFile


@dataclass(frozen=True)
class Limits:
    """How large an upload may be.

    Attributes:
        bytes: size of the file.
        pixels: of one image, by its header, before it is decoded.
        pages: of a PDF or TIFF.
    """

    bytes: int = 20 * 1024 * 1024
    pixels: int = 120_000_000
    pages: int = 20


DEFAULT_LIMITS = Limits()

# What a file starts with (or, for containers, has at an offset), where people send it often enough to be told the cure.
_KNOWN_STRANGERS = (
    (0, b"PK\x03\x04", "an Office document or ZIP archive", "Save it as PDF"),
    (0, b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as PDF"),
    (4, b"ftyphei", "a HEIC photo", "Export it as JPEG"),
    (4, b"ftypmif1", "a HEIC photo", "Export it as JPEG"),
    (4, b"ftypavif", "an AVIF image", "Export it as JPEG or PNG"),
    (0, b"<svg", "an SVG drawing", "Export it as PDF or PNG"),
)


def load_pages(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Page]:
    """The pages of an upload. Its kind is told by its content, never by its name or declared type.

    Args:
        data: a JPEG, PNG, WebP, TIFF, BMP, GIF (first frame) or PDF file.
        limits: what is refused as too large.

    Raises:
        UnsupportedFile: it is no image or PDF.
        FileTooLarge: it exceeds the limits.
        UnreadableFile: it is empty, damaged, cut short or locked.
    """
    if not data:
        raise UnreadableFile("The file is empty. Upload it again.")
    if len(data) > limits.bytes:
        raise FileTooLarge(
            f"The file has {len(data):,} bytes; at most {limits.bytes:,} are read. Upload a smaller copy."
        )
    if b"%PDF-" in data[:1024]:
        from functions.shared.reading.pdf import load_pdf

        return load_pdf(data, limits.pages)
    from functions.shared.reading.images import is_image, load_images

    if not is_image(data):
        raise UnsupportedFile(_not_supported(data))
    return load_images(data, limits.pixels, limits.pages)


def _not_supported(data: bytes) -> str:
    for offset, signature, what, cure in _KNOWN_STRANGERS:
        if data[offset:].startswith(signature):
            return f"The file is {what}, which cannot be read. {cure} and upload that."
    return "The file is neither an image nor a PDF. Upload a JPEG, PNG, WebP, TIFF, BMP, GIF or PDF file."
