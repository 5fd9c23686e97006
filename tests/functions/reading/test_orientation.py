"""How a page is told to lie on its side."""

from __future__ import annotations

from functions.shared.reading.boxes import Box
from functions.shared.reading.orientation import sideways, witnesses

LEVEL, TURNED, SQUARE = Box(50, 20, 100, 20), Box(20, 50, 20, 100), Box(50, 50, 30, 40)


def test_a_page_lies_on_its_side_when_most_of_its_lines_do() -> None:
    assert sideways([TURNED, TURNED, LEVEL])
    assert not sideways([TURNED, LEVEL, LEVEL])


def test_boxes_that_are_not_long_do_not_say_how_a_page_lies() -> None:
    assert not sideways([SQUARE] * 9 + [LEVEL])
    assert not sideways([])


def test_the_longest_boxes_bear_witness() -> None:
    assert witnesses([SQUARE] * 20 + [LEVEL, TURNED])[:2] == [LEVEL, TURNED]
    assert len(witnesses([SQUARE] * 20)) == 8
