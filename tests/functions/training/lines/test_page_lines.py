from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading import packaged_model
from functions.shared.reading.boxes import Box
from functions.shared.reading.model_files import ModelFiles
from functions.training.lines.line import Line, Material
from functions.training.lines.page_lines import (
    HELD_OUT_SEEDS,
    TRAINING_SEEDS,
    PageSource,
    lines_of,
    shares_inside,
    varied,
    zoomed,
)
from functions.training.pages.page import Page, PrintedWord, box_corners

PAPER = np.full((200, 300, 3), 255, dtype=np.uint8)


def page(*words: PrintedWord) -> Page:
    return Page(PAPER, words, timetable=None)


def word(text: str, left: float, top: float, right: float, bottom: float) -> PrintedWord:
    return PrintedWord(text, box_corners(left, top, right, bottom))


def around(left: float, top: float, right: float, bottom: float) -> Box:
    return Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_words_in_a_box_are_a_line_from_left_to_right() -> None:
    printed = page(word("kit", 60, 20, 90, 40), word("PE", 20, 20, 50, 40), word("Art", 20, 60, 50, 80))
    (line,) = lines_of(printed, [around(18, 18, 92, 42)])
    assert line.text == "PE kit"
    assert line.strip.shape[0] == 48


def test_a_box_beside_all_words_says_nothing() -> None:
    assert texts(lines_of(page(word("PE", 20, 20, 50, 40)), [around(100, 100, 130, 120)])) == [""]


@pytest.mark.parametrize(
    "printed",
    [
        (word("Maths", 20, 20, 200, 40),),
        (word("PE", 20, 20, 90, 28), word("kit", 20, 32, 90, 40)),
        (word("漢", 20, 20, 90, 40),),
    ],
    ids=["cut in two", "one above the other", "unknown sign"],
)
def test_a_box_that_no_one_line_is_in_is_left_out(printed: tuple[PrintedWord, ...]) -> None:
    assert lines_of(page(*printed), [around(18, 18, 92, 42)]) == []


def test_a_turned_line_is_read_along_its_letters() -> None:
    # Turned by a quarter counter-clockwise, text begins at the bottom: so do its corners.
    first, second = box_corners(20, 100, 40, 180), box_corners(20, 20, 40, 90)
    words = [
        PrintedWord(text, np.roll(corners, 1, axis=0), rotation=270)
        for text, corners in (("First", first), ("last", second))
    ]
    (line,) = lines_of(page(*words), [around(18, 18, 42, 182)])
    assert line.text == "First last"
    assert line.strip.shape[1] > 3 * line.strip.shape[0]


def test_letters_of_a_stack_are_lines_of_their_own() -> None:
    image = PAPER.copy()
    for top in (20, 60, 100):
        image[top : top + 25, 25:45] = 0
    stack = PrintedWord("ART", box_corners(25, 20, 45, 125), stacked=True)
    lines = lines_of(Page(image, (stack,), timetable=None), [around(15, 10, 55, 135)])
    assert texts(lines) == ["A", "R", "T"]


@given(st.floats(-0.7, 0.7), st.floats(30, 200), st.floats(10, 60))
def test_a_box_holds_all_of_itself_and_nothing_of_what_is_elsewhere(angle: float, width: float, height: float) -> None:
    box = Box(0, 0, width, height, angle)
    right, _ = box.axes
    half = box.corners + right * width / 2
    shares = shares_inside(box, np.stack([box.corners, half, box.corners + 500]))
    assert shares[0] == 1
    assert shares[1] == pytest.approx(0.5, abs=0.12)
    assert shares[2] == 0


def test_words_stay_where_they_are_seen_when_a_page_is_zoomed() -> None:
    small = zoomed(page(word("PE", 20, 20, 50, 40)), 0.5)
    assert small.image.shape == (100, 150, 3)
    assert np.allclose(small.words[0].corners, box_corners(10, 10, 25, 20))


@given(st.lists(st.sampled_from("abc")))
def test_no_text_comes_more_than_twice(said: list[str]) -> None:
    kept = texts(list(varied([Line(PAPER, text) for text in said])))
    assert Counter(kept) == {text: min(2, count) for text, count in Counter(said).items()}


def test_seeds_to_train_on_are_none_of_those_held_out() -> None:
    assert TRAINING_SEEDS.stop <= HELD_OUT_SEEDS.start


def test_a_drawn_page_gives_the_same_lines_each_time(material: Material) -> None:
    source = PageSource(material.families, ModelFiles.load(packaged_model()).detector)
    first, second = source.lines(1), source.lines(1)
    assert texts(first) == texts(second)
    assert sum(bool(text) for text in texts(first)) > 10
    assert all(np.array_equal(a.strip, b.strip) for a, b in zip(first, second, strict=True))


def test_held_out_pages_differ_from_those_to_train_on(material: Material) -> None:
    detector = ModelFiles.load(packaged_model()).detector
    trained, held_out = (PageSource(material.families, detector, held_out=side).lines(2) for side in (False, True))
    assert texts(trained) != texts(held_out)
