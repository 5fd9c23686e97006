"""A page as a picture: what was read lies over it as shapes, in pixels of the page."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from functions.document.geometry import Box
from functions.document.readings import Reading
from functions.document.straighten import StraightPage
from functions.shared.page import Page, Word

LONGEST_SIDE = 1800  # pixels of the picture; enough to read small print
SURE, DOUBTFUL = 0.9, 0.6  # confidence of words from which they are green, and amber


def page_picture(page: Page, words: Sequence[Word], reading: Reading) -> str:
    """The page as an SVG element.

    Args:
        page: as loaded from the upload.
        words: read on it, in pixels of its image.
        reading: what they were taken for.
    """
    drawing = ElementTree.Element(
        "svg", {"viewBox": f"0 0 {page.width} {page.height}", "role": "img", "aria-label": f"page {page.number}"}
    )
    size = {"width": str(page.width), "height": str(page.height)}
    ElementTree.SubElement(drawing, "image", {"href": _embedded(page), **size})
    if reading.page:
        for cell in reading.cells:
            ElementTree.SubElement(drawing, "polygon", {"class": "cell", "points": _outline(cell, reading.page)})
    used = words_of_blocks(reading)
    for number, word in enumerate(words):
        kind = f"word {certainty(word)}" + ("" if number in used else " unused")
        box = {"x": word.left, "y": word.top, "width": word.width, "height": word.height}
        attributes = {name: f"{value:.1f}" for name, value in box.items()}
        shape = ElementTree.SubElement(
            drawing, "rect", {"id": word_id(page.number, number), "class": kind, "rx": "2", **attributes}
        )
        ElementTree.SubElement(shape, "title").text = f"{word.text}  {word.confidence:.2f}"
    return ElementTree.tostring(drawing, encoding="unicode")


def word_id(page_number: int, number: int) -> str:
    """Names a word in the HTML: the `number`-th, from 0, of a page."""
    return f"page{page_number}-word{number}"


def words_of_blocks(reading: Reading) -> dict[int, list[int]]:
    """For each word, by its place among the page's words, the blocks that it is part of, by theirs."""
    if reading.page is None:
        return {}
    places = {id(word): number for number, word in enumerate(reading.page.words)}
    used: dict[int, list[int]] = {}
    for number, block in enumerate(reading.blocks):
        for word in block.words:
            if id(word) in places:
                used.setdefault(places[id(word)], []).append(number)
    return used


def certainty(word: Word) -> str:
    """The class of a word in the HTML, by its confidence."""
    if word.confidence >= SURE:
        return "sure"
    return "doubtful" if word.confidence >= DOUBTFUL else "unsure"


def _embedded(page: Page) -> str:
    image = Image.fromarray(page.image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"


def _outline(cell: Box, page: StraightPage) -> str:
    x = np.array([cell.left, cell.right, cell.right, cell.left])
    y = np.array([cell.top, cell.top, cell.bottom, cell.bottom])
    return " ".join(f"{left:.1f},{top:.1f}" for left, top in zip(*page.on_upload(x, y), strict=True))
