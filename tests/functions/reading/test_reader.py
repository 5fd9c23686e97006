"""The shipped models read pages that the tests draw."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from functions.shared.page import Page, Region, Word
from functions.shared.reading import Reader, load_pages, packaged_model
from functions.shared.reading.orientation import turned

ROWS = [["Time", "Monday", "Tuesday"], ["9:00 - 10:30", "Maths", "English"], ["10:45 - 12:00", "Science", "Music"]]
WORDS = ["Time", "Monday", "Tuesday", "9:00", "-", "10:30", "Maths", "English"]
WORDS += ["10:45", "-", "12:00", "Science", "Music"]


@cache
def reader() -> Reader:
    return Reader.load(packaged_model())


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


@cache
def timetable() -> Image.Image:
    """A small ruled timetable."""
    image = Image.new("RGB", (900, 420), "white")
    draw = ImageDraw.Draw(image)
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            left, top = 30 + 280 * column, 30 + 120 * row
            draw.rectangle((left, top, left + 280, top + 120), outline="black", width=2)
            draw.text((left + 140, top + 60), cell, "black", font(28), anchor="mm")
    return image


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_reads_a_ruled_timetable_in_reading_order() -> None:
    words = reader().read_image(np.asarray(timetable()))
    assert texts(words) == WORDS
    assert {word.rotation for word in words} == {0}
    assert all(0.5 < word.confidence <= 1 for word in words)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_reads_a_page_turned_by_quarters_and_says_so(turns: int) -> None:
    page = np.rot90(np.asarray(timetable()), -turns)
    words = reader().read_image(page)
    assert sorted(texts(words)) == sorted(WORDS)
    assert {word.rotation for word in words} == {90 * turns}
    assert all(holds_ink(page, word) for word in words)


def test_boxes_hold_their_words_and_nothing_else() -> None:
    page = np.asarray(timetable())
    for word in reader().read_image(page):
        assert holds_ink(page, word)
        assert word.height < 60
        assert 0.4 < word.width / (len(word.text) * 28 * 0.5) < 1.6


def holds_ink(page: NDArray[np.uint8], word: Word) -> bool:
    inside = page[round(word.top) : round(word.bottom), round(word.left) : round(word.right)]
    return inside.size > 0 and bool(inside.min() < 100)


def draw_turned(image: Image.Image, text: str, centre: tuple[int, int], degrees: int) -> None:
    label = Image.new("RGB", (160, 40), "white")
    ImageDraw.Draw(label).text((80, 20), text, "black", font(30), anchor="mm")
    label = label.rotate(-degrees, expand=True)
    image.paste(label, (centre[0] - label.width // 2, centre[1] - label.height // 2))


@pytest.mark.parametrize("degrees", [90, 270])
def test_reads_turned_words_beside_upright_ones(degrees: int) -> None:
    image = timetable().copy()
    draw_turned(image, "Lunch", (885, 200), degrees)
    (lunch,) = [word for word in reader().read_image(np.asarray(image)) if word.text == "Lunch"]
    assert lunch.rotation == degrees
    assert lunch.height > 2 * lunch.width


def test_leaves_stacked_letters_as_words_of_one_letter() -> None:
    image = timetable().copy()
    for index, letter in enumerate("FRI"):
        ImageDraw.Draw(image).text((885, 100 + 36 * index), letter, "black", font(30), anchor="mm")
    words = reader().read_image(np.asarray(image))
    letters = sorted((word for word in words if word.left > 860), key=lambda word: word.top)
    assert texts(tuple(letters)) == ["F", "R", "I"]


def test_exif_orientation_changes_nothing_that_is_read() -> None:
    upright = reader().read(load_pages(jpeg(timetable(), 1))[0])
    turned_file = jpeg(timetable().transpose(Image.Transpose.ROTATE_90), 6)
    assert texts(reader().read(load_pages(turned_file)[0])) == texts(upright) == WORDS


def jpeg(image: Image.Image, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95, exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (40, 40), (600, 400)])
def test_finds_no_words_on_blank_pages_of_any_shape(shape: tuple[int, int]) -> None:
    assert reader().read_image(np.full((*shape, 3), 255, dtype=np.uint8)) == ()


def test_takes_the_words_of_a_trusted_text_layer() -> None:
    word = Word("Maths", 1.0, 1, 1, 20, 10)
    assert reader().read(Page(1, np.asarray(timetable()), text_words=(word,))) == (word,)


def test_gives_words_the_number_of_their_page() -> None:
    assert {word.page for word in reader().read(Page(3, np.asarray(timetable())))} == {3}


def test_knows_the_version_of_its_models() -> None:
    assert reader().version == packaged_model().name


@given(st.integers(0, 80), st.integers(0, 40), st.integers(1, 20), st.integers(1, 10), st.integers(0, 3))
def test_a_word_turned_with_its_page_stays_on_its_pixels(
    left: int, top: int, width: int, height: int, turns: int
) -> None:
    page = np.zeros((50, 100), dtype=bool)
    page[top : top + height, left : left + width] = True
    rotated = np.rot90(page, -turns)
    word = turned(Word("x", 1.0, left, top, width, height), turns, rotated.shape[1], rotated.shape[0])
    rows, columns = np.nonzero(rotated)
    assert (word.left, word.top) == (columns.min(), rows.min())
    assert (word.right, word.bottom) == (columns.max() + 1, rows.max() + 1)
    assert word.rotation == 90 * turns


def test_reads_pictures_that_a_text_layer_does_not_speak_of() -> None:
    heading = Word("Class", 1.0, 300, 2, 80, 20)
    behind = Word("Watermark", 1.0, 400, 200, 80, 20)
    below = Page(2, np.asarray(timetable()), (heading, behind), pictures=(Region(0, 25, 900, 420),))
    words = reader().read(below)
    assert texts(words) == ["Class", *WORDS]
    alone = reader().read_image(np.asarray(timetable())[25:420])
    assert [word.top for word in words[1:]] == [word.top + 25 for word in alone]
    assert {word.page for word in words[1:]} == {2}
