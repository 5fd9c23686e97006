"""Cells without lines between several days and times."""

from __future__ import annotations

from functions.document.cells import Cell, fill
from functions.document.geometry import Box, Interval
from functions.document.open_cells import laid_out
from functions.shared.page import Word

COLUMNS = [Interval(200.0 * number, 200.0 * number + 200) for number in range(4)]
ROWS = [Interval(0, 80), Interval(80, 160)]


def cell_with(*texts: tuple[str, float, float], box: Box | None = None) -> Cell:
    """A cell and the texts in it, each by its middle."""
    words = [Word(text, 0.9, x - 5.0 * len(text), y - 10, 10.0 * len(text), 20) for text, x, y in texts]
    return fill([box or Box(0, 0, 800, 160)], words)[0][0]


def boxes(cells: list[Cell]) -> dict[str, Box]:
    return {cell.text: cell.box for cell in cells if cell.lines}


def test_a_text_in_the_middle_of_two_days_and_two_times_is_for_all_of_these() -> None:
    cell = cell_with(("Advisory", 200, 80), ("Biology", 500, 40), ("Choir", 500, 120), ("Art", 700, 40))
    found = boxes(laid_out(cell, COLUMNS, ROWS))
    assert found["Advisory"] == Box(0, 0, 400, 160)
    assert found["Biology"] == Box(400, 0, 600, 80)
    assert found["Choir"] == Box(400, 80, 600, 160)


def test_days_may_stand_one_below_the_other() -> None:
    cell = cell_with(("Break", 300, 80), ("Maths", 100, 40), ("PE", 100, 120), ("Art", 600, 40), ("RE", 700, 120))
    found = boxes(laid_out(cell, COLUMNS, ROWS, sideways=True))
    assert found["Break"] == Box(200, 0, 400, 160)
    assert found["Art"] == Box(400, 0, 800, 80)
    assert found["RE"] == Box(600, 80, 800, 160)


def test_a_text_beside_few_others_or_beside_no_time_stays_whole() -> None:
    assert laid_out(cell_with(("Forest", 300, 80), ("School", 500, 80)), COLUMNS, ROWS) == []
    below = cell_with(("Maths", 100, 300), ("Art", 300, 300), ("PE", 500, 300), box=Box(0, 260, 800, 340))
    assert laid_out(below, COLUMNS, ROWS) == []
