"""The HTML page of a reading."""

from __future__ import annotations

import io
import re

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from functions.document.blocks import TimeBlock
from functions.document.geometry import Box
from functions.document.readings import Reading
from functions.document.straighten import StraightPage
from functions.shared.page import Page, Word
from harness.direct import view_document
from harness.sample import sample_image
from harness.view import document_html

PAGE = Page(1, np.full((100, 200, 3), 255, dtype=np.uint8))
MATHS = Word("Maths", 0.95, 10, 20, 40, 12)
SMUDGE = Word("<script>", 0.4, 60, 20, 40, 12)


def shown(block_words: tuple[Word, ...], name: str = "Maths") -> str:
    block = TimeBlock("Monday", name, "09:00", "10:00", None, block_words)
    reading = Reading((block,), cells=(Box(5, 15, 55, 40),), page=StraightPage((MATHS, SMUDGE)))
    result = {"className": "4<M>", "teacher": None, "term": None, "year": None, "confidence": 0.5}
    answer = {"result": {**result, "timeblocks": [block.to_dict()]}}
    return document_html("a <b>.png", [PAGE], [MATHS, SMUDGE], [reading], answer)


def test_a_block_names_the_words_that_it_was_read_from() -> None:
    html = shown((MATHS,))
    assert 'data-words="page1-word0"' in html
    assert re.search(r'<rect id="page1-word0" class="word sure"', html)
    assert re.search(r'<rect id="page1-word1" class="word unsure unused"', html)
    assert 'points="5.0,15.0 55.0,15.0 55.0,40.0 5.0,40.0"' in html


def test_what_an_upload_says_is_never_markup() -> None:
    html = shown((SMUDGE,), name="<img src=x onerror=alert(1)>")
    assert html.count("<script>") == 1  # the page's own
    assert "<img" not in html
    assert "<b>.png" not in html
    assert "4<M>" not in html


def test_the_sample_is_shown_with_every_lesson_on_the_page() -> None:
    answer, html = view_document("sample.png", sample_image())
    assert html.count('class="block"') == len(answer["result"]["timeblocks"])
    unplaced = html.count('data-words=""')
    assert unplaced == 0


def test_a_page_without_a_timetable_is_shown_with_the_reason() -> None:
    letter = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(letter).text((60, 100), "Dear parents", "black", ImageFont.load_default(32))
    file = io.BytesIO()
    letter.save(file, "PNG")
    answer, html = view_document("letter.png", file.getvalue())
    assert answer["error"]["type"] == "NoTimetable"
    assert "NoTimetable" in html
    assert 'class="word' in html
