"""Rows of a table between which no line was seen."""

from __future__ import annotations

from functions.document.cells import Cell, fill
from functions.document.geometry import Box
from functions.document.slots import slots_apart
from functions.shared.page import Word

TIMES = {10.0: "9.00-9.30", 50.0: "9.30-10.00", 90.0: "10.00-10.30"}


def row(*columns: dict[float, str]) -> list[Cell]:
    """Cells side by side, 120 pixels high, with texts by their tops."""
    words = [
        Word(text, 0.9, 200.0 * number + 20, top, 10.0 * len(text), 20)
        for number, column in enumerate(columns)
        for top, text in column.items()
    ]
    return fill([Box(200 * number, 0, 200 * (number + 1), 120) for number in range(len(columns))], words)[0]


def texts(cells: list[Cell]) -> set[tuple[str, float, float]]:
    return {(cell.text, cell.box.top, cell.box.bottom) for cell in slots_apart(cells) if cell.lines}


def test_times_one_below_the_other_part_what_stands_beside_them_line_by_line() -> None:
    lessons = {10.0: "Maths", 50.0: "Art", 90.0: "PE"}
    rows = ((0, 40), (40, 80), (80, 120))
    expected = {(text, *row) for column in (TIMES, lessons) for text, row in zip(column.values(), rows, strict=True)}
    assert texts(row(TIMES, lessons)) == expected


def test_a_slot_may_be_empty_and_another_cell_for_all_of_them() -> None:
    found = texts(row(TIMES, {10.0: "Maths", 90.0: "PE"}, {50.0: "Swimming"}, {10.0: "RE", 90.0: "PE"}))
    assert {("PE", 80, 120), ("RE", 0, 40), ("Swimming", 0, 120)} <= found


def test_times_beside_lessons_that_do_not_line_up_stay_together() -> None:
    cells = row(TIMES, {30.0: "Maths", 70.0: "Art"}, {50.0: "PE"})
    assert slots_apart(cells) == cells
