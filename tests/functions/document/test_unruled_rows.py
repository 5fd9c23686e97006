"""Rows between which no line was seen."""

from __future__ import annotations

from functions.document.cells import Cell, lines_of
from functions.document.geometry import Box
from functions.document.unruled_rows import rows_apart
from functions.shared.page import Word

HEIGHT = 50.0


def cell(left: float, first: int, last: int, *texts: str) -> Cell:
    """A cell from one row to another, a text in the middle of each row."""
    words = [
        Word(part, 0.9, left + 20 + 10 * text.index(part), HEIGHT * (first + n) + 15, 10.0 * len(part), 20)
        for n, text in enumerate(texts)
        for part in text.split()
    ]
    return Cell(Box(left, HEIGHT * first, left + 200, HEIGHT * (last + 1)), lines_of(words))


TIMES = [cell(0, row, row, f"{9 + row}.00-{10 + row}.00") for row in range(3)]


def texts(cells: list[Cell]) -> list[str]:
    return [part.text for part in rows_apart(cells)]


def test_times_without_a_line_between_them_are_rows_as_high_as_the_others() -> None:
    both, beside = cell(0, 3, 4, "12.00-1.00", "1.00-2.00"), cell(200, 3, 4, "Lunch", "Art")
    assert texts([*TIMES, both, beside])[3:] == ["12.00-1.00", "1.00-2.00", "Lunch", "Art"]


def test_a_cell_with_a_line_beside_each_of_several_times_is_one_for_each() -> None:
    parts = rows_apart([*TIMES, cell(200, 0, 1, "Maths", "Art"), cell(200, 2, 2, "PE")])[3:]
    assert [(part.text, part.box.top, part.box.bottom) for part in parts] == [
        ("Maths", 0, 50),
        ("Art", 50, 100),
        ("PE", 100, 150),
    ]


def test_a_text_in_the_middle_of_several_rows_is_for_all_of_them() -> None:
    words = [Word("Double", 0.9, 220, 30, 60, 20), Word("Maths", 0.9, 220, 54, 50, 20)]
    double = Cell(Box(200, 0, 400, 100), lines_of(words))
    assert texts([*TIMES, double])[3:] == ["Double Maths"]


def test_two_times_in_a_low_cell_are_one_heading() -> None:
    heading = Cell(Box(0, 150, 200, 200), cell(0, 3, 4, "12.00-1.00", "1.00-2.00").lines)
    assert len(rows_apart([*TIMES, heading])) == 4
