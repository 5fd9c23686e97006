"""Where the page is, as its words tell."""

from functions.document.page_area import PageArea, page_area
from functions.shared.page import Word


def word(left: float, top: float) -> Word:
    return Word("x", 1.0, left, top, 40, 20)


def test_words_all_over_a_page_tell_where_it_is() -> None:
    assert page_area([word(300, 200), word(700, 500)], 1000, 800, 50) == PageArea(250, 150, 790, 570)


def test_the_area_stays_on_the_image() -> None:
    assert page_area([word(10, 5), word(950, 770)], 1000, 800, 50) == PageArea(0, 0, 1000, 800)


def test_a_few_words_close_together_tell_nothing() -> None:
    assert page_area([word(300, 200), word(340, 600)], 1000, 800, 50) == PageArea(0, 0, 1000, 800)
    assert page_area([], 1000, 800, 50) == PageArea(0, 0, 1000, 800)
