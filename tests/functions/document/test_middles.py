"""Texts in the middle of several cells."""

from __future__ import annotations

import pytest

from functions.document.cells import Cell, fill
from functions.document.geometry import Box
from functions.document.middles import spread_over
from functions.shared.page import Word


def table(text: str, middle: float, beginning: float = 50) -> list[Cell]:
    """Two rows of four cells, 100 pixels wide, that hold "Maths", and one below with a text about a place."""
    boxes = [Box(100 * column, 40 * row, 100 * (column + 1), 40 * (row + 1)) for row in range(3) for column in range(4)]
    words = [Word("Maths", 0.9, box.left + beginning - 25, box.top + 10, 50, 20) for box in boxes if box.top < 80]
    words.append(Word(text, 0.9, middle - 5 * len(text), 90, 10 * len(text), 20))
    return fill(boxes, words)[0]


def below(cells: list[Cell]) -> list[tuple[str, float, float]]:
    return [(cell.text, cell.box.left, cell.box.right) for cell in spread_over(cells) if cell.box.top == 80]


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        (200, [("Assembly", 0, 400)]),
        (150, [("", 0, 100), ("Assembly", 100, 200), ("", 200, 300), ("", 300, 400)]),
        (100, [("Assembly", 0, 200), ("", 200, 300), ("", 300, 400)]),
    ],
)
def test_a_text_in_the_middle_of_several_cells_is_in_all_of_them(
    middle: float, expected: list[tuple[str, float, float]]
) -> None:
    assert below(table("Assembly", middle)) == expected


def test_a_text_that_reaches_over_its_cell_is_in_those_beside_too() -> None:
    assert below(table("Registration", 150)) == [("Registration", 0, 300), ("", 300, 400)]


def test_texts_that_begin_their_cells_are_in_these() -> None:
    assert len(below(table("Assembly", 200, beginning=30))) == 4
