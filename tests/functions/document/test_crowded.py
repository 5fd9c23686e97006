"""Cells that hold a text for each of several days or times."""

from __future__ import annotations

import pytest

from functions.document.cells import Cell, fill
from functions.document.crowded import crowded_apart
from functions.document.geometry import Box
from functions.shared.page import Word

HEAD = [("Mon", 1, 0, 1), ("Tue", 2, 0, 1), ("Wed", 3, 0, 1)]
WIDTH, HEIGHT = 200, 80
Placed = tuple[str, float, float, float]  # text, first column, row, columns


def table(*cells: tuple[Box, list[tuple[str, float, float]]]) -> list[Cell]:
    """Cells and the middles of the texts in them, below the heads of three days and beside two times."""
    held = [(Box(200.0 * n, 0, 200.0 * n + 200, 80), [(day, 200.0 * n + 100, 40.0)]) for day, n, _, _ in HEAD]
    times = [("9.00-10.00", 120.0), ("10.00-11.00", 200.0)]
    held += [(Box(0, middle - 40, 200, middle + 40), [(time, 100.0, middle)]) for time, middle in times]
    held += cells
    words, boxes = [], [box for box, _ in held]
    for _, texts in held:
        for text, x, y in texts:
            left = x - 5.0 * len(text)
            for part in text.split():
                words.append(Word(part, 0.9, left + 10.0 * text.index(part), y - 10, 10.0 * len(part), 20))
    return fill(boxes, words)[0]


def texts(cells: list[Cell]) -> list[tuple[str, float, float]]:
    return [(cell.text, cell.box.left, cell.box.top) for cell in crowded_apart(cells)][5:]


def test_a_text_for_each_day_is_a_cell_for_each() -> None:
    row = (Box(200, 80, 800, 160), [("Maths", 300.0, 120.0), ("Art", 500.0, 120.0), ("PE", 700.0, 120.0)])
    assert texts(table(row)) == [("Maths", 200, 80), ("Art", 400, 80), ("PE", 600, 80)]


def test_days_may_stand_one_below_the_other() -> None:
    boxes = [Box(0, 80.0 * n, 100, 80.0 * n + 80) for n in range(3)] + [Box(100, 0, 300, 240)]
    lines = [(day, 10.0, 80 * n + 30.0) for n, day in enumerate(("Mon", "Tue", "Wed"))]
    lines += [(name, 150.0, 80 * n + 30.0) for n, name in enumerate(("Maths", "Art", "PE"))]
    words = [Word(text, 0.9, x, y, 10.0 * len(text), 20) for text, x, y in lines]
    cells = crowded_apart(fill(boxes, words)[0])
    assert [(cell.text, cell.box.top) for cell in cells[3:]] == [("Maths", 0), ("Art", 80), ("PE", 160)]


def test_a_text_for_each_day_and_time_is_a_cell_for_each() -> None:
    lines = [
        (name, x, y)
        for y, names in ((120.0, "ABC"), (200.0, "DEF"))
        for name, x in zip(names, (300.0, 500.0, 700.0), strict=True)
    ]
    found = texts(table((Box(200, 80, 800, 240), lines)))
    assert sorted(found) == [
        ("A", 200, 80), ("B", 400, 80), ("C", 600, 80), ("D", 200, 160), ("E", 400, 160), ("F", 600, 160)
    ]  # fmt: skip


def test_a_day_and_its_lessons_in_one_cell_are_parted_below_the_times() -> None:
    heads = [("", 0.0), ("9.00-10.00", 200.0), ("10.00-11.00", 400.0)]
    boxes = [Box(x, 0, x + 200, 40) for _, x in heads]
    boxes += [Box(x, y, x + 200, y + 40) for y in (40.0, 80.0) for _, x in heads] + [Box(0, 120, 600, 160)]
    rows = [["", "9.00-10.00", "10.00-11.00"], *([day, "Maths", "Art"] for day in ("Mon", "Tue", "Wed"))]
    words = [
        Word(text, 0.9, 200.0 * column + 40, 40.0 * row + 10, 10.0 * len(text), 20)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    parts = crowded_apart(fill(boxes, words)[0])[9:]
    assert [(cell.text, cell.box.left) for cell in parts] == [("Wed", 0), ("Maths", 200), ("Art", 400)]


@pytest.mark.parametrize(
    "lines",
    [
        [("Forest School", 500.0, 120.0)],
        [("Lunch", 300.0, 120.0), ("(hall)", 500.0, 120.0)],
        [("Assembly", 480.0, 107.0), ("in the", 500.0, 130.0)],
    ],
)
def test_one_text_for_several_days_stays_whole(lines: list[tuple[str, float, float]]) -> None:
    cells = table((Box(200, 80, 800, 160), lines))
    assert crowded_apart(cells) == cells


def test_two_lines_in_the_middle_of_two_times_stay_together() -> None:
    cells = table((Box(200, 80, 400, 240), [("French", 300.0, 148.0), ("Music", 300.0, 174.0)]))
    assert crowded_apart(cells) == cells
