import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.page import Page, Word
from functions.shared.results import ocr_result, overall_confidence, text_of, words_of

sizes = st.floats(0, 5000)
word_texts = st.text(st.characters(categories=["L", "N"]), min_size=1)
words = st.builds(
    Word,
    text=word_texts,
    confidence=st.floats(0, 1),
    left=sizes,
    top=sizes,
    width=sizes,
    height=sizes,
    rotation=st.sampled_from([0, 90, 180, 270]),
    page=st.sampled_from([1, 2]),
)


def page(number=1, scale=1.0, text_words=None) -> Page:
    return Page(number, np.zeros((1, 1, 3), np.uint8), text_words, scale=scale)


def word(text, left, top, width=40.0, height=10.0, confidence=0.9, number=1) -> Word:
    return Word(text, confidence, left, top, width, height, page=number)


def test_one_page_is_not_mentioned():
    result = ocr_result([page()], [word("Maths", 1.234, 5.678, confidence=0.98765)], "v1", 0.12345)
    assert result == {
        "text": "Maths",
        "confidence": 0.9877,
        "words": [{"text": "Maths", "confidence": 0.9877, "left": 1.2, "top": 5.7, "width": 40.0, "height": 10.0}],
        "engine": "onnx",
        "model_version": "v1",
        "processing_time": 0.123,
    }


def test_several_pages_are_counted_and_named_on_each_word():
    result = ocr_result([page(1), page(2)], [word("a", 0, 0), word("b", 0, 0, number=2)], "v1", 0.1)
    assert result["pages"] == 2
    assert [entry["page"] for entry in result["words"]] == [1, 2]
    assert result["text"] == "a\n\nb"


def test_boxes_are_in_pixels_of_the_page_as_uploaded():
    (entry,) = ocr_result([page(scale=2.5)], [word("a", 10, 20, 30, 40)], "v1", 0.1)["words"]
    assert (entry["left"], entry["top"], entry["width"], entry["height"]) == (25, 50, 75, 100)


def test_the_engine_says_where_words_came_from():
    layer = page(2, text_words=())
    assert ocr_result([page(1), layer], [], "v1", 0)["engine"] == "onnx+pdf-text-layer"
    assert ocr_result([layer], [], "v1", 0)["engine"] == "pdf-text-layer"


@given(st.lists(words), st.tuples(st.floats(1, 4), st.floats(1, 4)))
def test_the_words_of_a_result_come_back_as_precisely_as_they_were_written(written, scales):
    pages = [page(number, scale) for number, scale in enumerate(scales, start=1)]
    read = words_of(ocr_result(pages, written, "v1", 0.1), pages)
    assert [(w.text, w.rotation, w.page) for w in read] == [(w.text, w.rotation, w.page) for w in written]
    for one, other in zip(written, read, strict=True):
        assert other.confidence == pytest.approx(one.confidence, abs=6e-5)
        for name in ("left", "top", "width", "height"):
            assert getattr(other, name) == pytest.approx(getattr(one, name), abs=0.051)


@given(st.lists(words))
def test_overall_confidence_lies_between_those_of_the_words(read):
    confidence = overall_confidence(read)
    if not read:
        assert confidence == 0
    else:
        lowest, highest = min(w.confidence for w in read), max(w.confidence for w in read)
        assert lowest - 1e-9 <= confidence <= highest + 1e-9


def test_longer_words_weigh_more():
    assert overall_confidence([word("abc", 0, 0, confidence=1.0), word("d", 0, 0, confidence=0.0)]) == 0.75


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ([], ""),
        ([word("one", 0, 0), word("line", 50, 2)], "one line"),
        ([word("two", 0, 0), word("lines", 0, 12)], "two\nlines"),
        ([word("right", 50, 0), word("left", 0, 0)], "right\nleft"),
        ([word("large", 0, 0, height=40), word("small", 50, 30)], "large\nsmall"),
        ([word("first", 0, 0), word("second", 50, 0, number=2)], "first\n\nsecond"),
    ],
)
def test_text_breaks_lines_where_the_page_does(read, text):
    assert text_of(read) == text
