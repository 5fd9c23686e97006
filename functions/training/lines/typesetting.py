"""Sets a line of text in a face: which characters the face has, and how its letters are drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_PROBE_SIZE = 24


def set_line(text: str, face: Path, size: int, spacing: float = 0.0, gap: float = 1.0, weight: int = 0) -> Image.Image:
    """The line's ink as a mask that fits around it closely.

    Args:
        face: a font file.
        size: of the font, in pixels.
        spacing: added after each letter, in pixels.
        gap: how wide spaces are, in parts of their usual width.
        weight: pixels by which strokes grow on each side.
    """
    font = load(face, size)
    width = round(font.getlength(text) * max(gap, 1.0)) + round(spacing * len(text)) + 4 * size
    mask = Image.new("L", (width, 3 * size))
    pencil = ImageDraw.Draw(mask)
    if not spacing and gap == 1.0:
        pencil.text((2 * size, size), text, 255, font, stroke_width=weight)
        return mask
    x = 2.0 * size
    for piece in text if spacing else text.split(" "):
        pencil.text((x, size), piece, 255, font, stroke_width=weight)
        x += font.getlength(piece) * (gap if piece == " " else 1.0) + spacing
        if not spacing:
            x += font.getlength(" ") * gap
    return mask


@lru_cache(maxsize=1024)
def load(face: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face), size, layout_engine=ImageFont.Layout.BASIC)


def can_set(text: str, face: Path) -> bool:
    """Whether the face has a glyph for every character."""
    return all(_has_glyph(face, character) for character in text if character != " ")


@lru_cache(maxsize=1 << 17)
def _has_glyph(face: Path, character: str) -> bool:
    mask = _mask(face, character)
    return any(mask[0]) and mask != _mask(face, "\uffff")


@lru_cache(maxsize=4096)
def has_capitals_only(face: Path) -> bool:
    """Whether small letters look like capitals: then none rises above or falls below the others."""
    font = load(face, _PROBE_SIZE)
    x, b, p = (font.getbbox(letter) for letter in "xbp")
    return abs(b[1] - x[1]) <= 1 and abs(p[3] - x[3]) <= 1


def _mask(face: Path, character: str) -> tuple[bytes, tuple[int, int]]:
    mask = load(face, _PROBE_SIZE).getmask(character)
    return bytes(mask), mask.size
