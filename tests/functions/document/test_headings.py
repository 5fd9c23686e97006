"""Cells that hold several headings."""

from __future__ import annotations

from functions.document.cells import Cell, fill
from functions.document.geometry import Box
from functions.document.headings import headings_apart
from functions.shared.page import Word


def table(*cells: tuple[Box, list[tuple[str, float, float]]]) -> list[Cell]:
    """Cells of these boxes with texts, each by its left and top."""
    words = [
        Word(part, 0.9, left + 10.0 * text.index(part), top, 10.0 * len(part), 20)
        for _, texts in cells
        for text, left, top in texts
        for part in text.split()
    ]
    return fill([box for box, _ in cells], words)[0]


def texts(cells: list[Cell]) -> list[tuple[str, float, float]]:
    return [(cell.text, cell.box.left, cell.box.top) for cell in headings_apart(cells)]


BELOW = [(Box(0, 40, 170, 80), [("Maths", 20.0, 50.0)]), (Box(170, 40, 400, 80), [("Art", 200.0, 50.0)])]


def test_days_side_by_side_are_parted_where_the_cells_below_are() -> None:
    head = (Box(0, 0, 400, 40), [("Monday", 20.0, 10.0), ("Tuesday", 250.0, 10.0)])
    assert texts(table(head, *BELOW))[:2] == [("Monday", 0, 0), ("Tuesday", 170, 0)]


def test_days_with_their_dates_are_parted_in_the_middle_where_nothing_below_is() -> None:
    lines = [("Monday", 20.0, 0.0), ("Tuesday", 250.0, 0.0), ("4th Nov", 20.0, 25.0), ("5th Nov", 250.0, 25.0)]
    assert texts(table((Box(0, 0, 400, 50), lines))) == [("Monday 4th Nov", 0, 0), ("Tuesday 5th Nov", 170, 0)]


def test_a_time_is_one_heading_however_wide_its_spaces_are() -> None:
    head = (Box(0, 0, 400, 40), [("9.00-", 100.0, 10.0), ("10.00", 250.0, 10.0)])
    assert texts(table(head, *BELOW))[:1] == [("9.00- 10.00", 0, 0)]


def test_times_one_below_the_other_are_parted_where_rows_beside_them_are() -> None:
    times = (Box(0, 0, 150, 90), [("9.00-9.30", 5.0, 5.0), ("9.30-10.00", 5.0, 35.0), ("10.00-10.30", 5.0, 65.0)])
    beside = [(Box(150, 0, 300, 60), [("Maths", 160.0, 20.0)]), (Box(150, 60, 300, 90), [("Art", 160.0, 65.0)])]
    assert texts(table(times, *beside))[:2] == [("9.00-9.30 9.30-10.00", 0, 0), ("10.00-10.30", 0, 60)]


def test_lessons_and_lists_of_days_stay_together() -> None:
    cells = table(
        (Box(0, 0, 400, 40), [("Monday, Tuesday", 100.0, 10.0)]),
        (Box(0, 40, 400, 80), [("Maths", 20.0, 50.0), ("Art", 250.0, 50.0)]),
    )
    assert headings_apart(cells) == cells


def test_times_on_two_lines_each_are_parted_too() -> None:
    times = (
        Box(0, 0, 150, 120),
        [(text, 5.0, 30.0 * n) for n, text in enumerate(("7.50 –", "8.05", "8.05 –", "9.05"))],
    )
    rows = [(Box(150, top, 300, top + 60), [("Maths", 160.0, top + 20)]) for top in (0.0, 60.0)]
    assert texts(table(times, *rows))[:2] == [("7.50 – 8.05", 0, 0), ("8.05 – 9.05", 0, 60)]


def test_a_side_on_which_lessons_stand_parts_no_days() -> None:
    head = (Box(0, 0, 400, 40), [("Monday", 60.0, 10.0), ("Tuesday", 260.0, 10.0)])
    lessons = [(Box(0, top, 400, top + 40), [("Maths", 10.0, top + 10), ("Art", 205.0, top + 10)]) for top in (40, 80)]
    odd = [(Box(0, 120, 220, 160), [("PE", 10.0, 130.0)]), (Box(220, 120, 400, 160), [])]
    assert texts(table(head, *lessons, *odd))[1] == ("Tuesday", 190, 0)
