"""The sample page as a PNG image."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from harness.sample.drawing import HEIGHT, WIDTH, Rectangle, Text, shapes

INK = "black"


@cache
def sample_image() -> bytes:
    """The page as a PNG file; the same bytes each time, with the font that Pillow brings."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pencil = ImageDraw.Draw(image)
    for shape in shapes():
        if isinstance(shape, Rectangle):
            corners = (shape.left, shape.top, shape.right, shape.bottom)
            pencil.rectangle(corners, fill=shape.fill, outline=INK if shape.ruled else None, width=2)
        else:
            _write(image, shape)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _write(image: Image.Image, text: Text) -> None:
    """Draws a line of text on a slip of its own, which is turned where the text is."""
    font = ImageFont.load_default(text.size)
    stroke = 0.7 if text.bold else 0
    slip = Image.new("L", (round(font.getlength(text.text)) + 6, round(1.3 * text.size)))
    ImageDraw.Draw(slip).text((3, text.size), text.text, 255, font, anchor="ls", stroke_width=stroke)
    if text.turned:
        slip = slip.transpose(Image.Transpose.ROTATE_90)
    corner = (round(text.x - slip.width / 2), round(text.y - slip.height / 2))
    if text.highlight:
        image.paste(text.highlight, (*corner, corner[0] + slip.width, corner[1] + slip.height))
    image.paste(INK, corner, slip)
