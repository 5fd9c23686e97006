"""Labelled pages for tests."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

TEXTS = ("Maths", "English", "Science")
SIZE = (400, 300)  # pixels


def page(texts: Sequence[str] = TEXTS) -> tuple[bytes, bytes]:
    """A picture with lines of text, and its label."""
    image = Image.new("RGB", SIZE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(28)
    lines = []
    for number, text in enumerate(texts):
        box = [round(side) for side in draw.textbbox((20, 20 + 80 * number), text, font)]
        draw.text((20, 20 + 80 * number), text, "black", font)
        lines.append({"text": text, "box": [box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2]})
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue(), json.dumps({"lines": lines}).encode()
