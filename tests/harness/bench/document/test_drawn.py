"""The set of drawn timetables."""

import numpy as np

from functions.training.pages import ALL_FAMILIES, PrintedWord
from functions.training.pages.page import box_corners
from harness.bench.document.drawn import DISTORTIONS, ROUNDS, recipes, written


def test_every_layout_is_drawn_equally_often_in_each_distortion() -> None:
    pages = recipes()
    assert len({page.number for page in pages}) == len(pages)
    for layout in ALL_FAMILIES:
        for distortion in DISTORTIONS:
            assert sum((page.layout, page.distortion) == (layout, distortion) for page in pages) == ROUNDS


def test_the_first_pages_are_of_all_layouts_and_distortions() -> None:
    first = recipes()[: len(ALL_FAMILIES)]
    assert {page.layout for page in first} == set(ALL_FAMILIES)
    assert {page.distortion for page in first} == set(DISTORTIONS)


def test_a_tilted_word_is_given_in_the_box_around_it() -> None:
    corners = np.array([[10.0, 12], [50, 10], [51, 20], [11, 22]])
    (word,) = written(PrintedWord("Maths", corners, 90))
    assert word == {"text": "Maths", "left": 10, "top": 10, "width": 41, "height": 12, "rotation": 90}


def test_stacked_letters_are_given_one_by_one() -> None:
    word = PrintedWord("TEA", box_corners(10, 100, 20, 160), stacked=True, height=20)
    letters = list(written(word))
    assert [letter["text"] for letter in letters] == ["T", "E", "A"]
    assert letters[0]["top"] == 100
    assert letters[-1]["top"] + letters[-1]["height"] == 160
    assert all(letter["rotation"] == 0 for letter in letters)
