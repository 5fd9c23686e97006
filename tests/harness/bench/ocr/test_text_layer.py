import numpy as np
import pypdfium2 as pdfium
import pytest

from harness.bench.ocr.text_layer import words
from harness.sample import sample_pdf
from harness.sample.drawing import Text, shapes

SCALE = 150 / 72


@pytest.fixture(scope="module")
def page():
    with pdfium.PdfDocument(sample_pdf()) as document:
        yield document[0]


def test_the_layer_holds_the_words_that_were_written(page):
    written = [word for shape in shapes() if isinstance(shape, Text) for word in shape.text.split()]
    assert sorted(word.text for word in words(page, SCALE)) == sorted(written)


def test_turned_words_are_told_from_upright_ones(page):
    categories = {word.text: word.categories for word in words(page, SCALE)}
    assert categories["Registration"] == {"rotated"}
    assert categories["Swimming"] == {"upright"}


def test_words_in_a_small_font_are_small(page):
    categories = {word.text: word.categories for word in words(page, SCALE / 2)}
    assert categories["Swimming"] == {"small"}


def test_boxes_are_in_pixels_around_the_ink(page):
    image = np.asarray(page.render(scale=SCALE).to_pil().convert("L"))
    for word in words(page, SCALE):
        box = word.box
        inside = image[round(box.top) : round(box.bottom) + 1, round(box.left) : round(box.right) + 1]
        assert inside.min() < 128, word


def test_control_characters_are_no_text():
    with pdfium.PdfDocument(sample_pdf().replace(b"(Maths)", b"(M\\020ths)")) as document:
        texts = [word.text for word in words(document[0], SCALE)]
    assert "Maths" not in texts
    assert {"M", "ths"} <= set(texts)
