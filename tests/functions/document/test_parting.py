"""Cells that their texts part."""

from __future__ import annotations

from functions.document.geometry import Box
from functions.document.grid import Table
from functions.document.parting import parted
from functions.shared.page import Word

HEIGHT = 20.0
FIRST = [Box(0, 0, 100, 60), Box(100, 0, 200, 60), Box(200, 0, 300, 60)]  # a row that shows all columns
BELOW = [Box(0, 60, 300, 120)]


def _cells(boxes: list[Box], words: list[Word]) -> list[Box]:
    return list(parted([Table(Box.around(boxes), tuple(boxes))], words, HEIGHT)[0].cells)


def _word(text: str, left: float, top: float, width: float = 60) -> Word:
    return Word(text, 0.9, left, top, width, HEIGHT)


def test_texts_in_the_middle_of_two_columns_part_the_cell_over_both() -> None:
    words = [_word("Maths", 20, 80), _word("English", 120, 80)]
    assert _cells([*FIRST, *BELOW], words) == [*FIRST, Box(0, 60, 100, 120), Box(100, 60, 300, 120)]


def test_empty_columns_between_two_texts_go_to_the_one_that_is_then_in_its_middle() -> None:
    words = [_word("9.00", 20, 80), _word("Lunch", 170, 80)]
    assert _cells([*FIRST, *BELOW], words) == [*FIRST, Box(0, 60, 100, 120), Box(100, 60, 300, 120)]


def test_a_phrase_that_crosses_from_column_to_column_keeps_its_cell() -> None:
    words = [_word("Physical", 70, 80, 70), _word("education", 147, 80, 80)]
    assert _cells([*FIRST, *BELOW], words) == [*FIRST, *BELOW]


def test_a_phrase_with_a_space_at_the_side_of_a_column_keeps_its_cell() -> None:
    words = [_word("Circle", 36, 80), _word("Time", 103, 80, 50)]
    assert _cells([*FIRST, *BELOW], words) == [*FIRST, *BELOW]


def test_texts_far_apart_part_a_cell_where_rows_beside_it_part() -> None:
    boxes = [Box(0, 0, 100, 60), Box(0, 60, 100, 120), Box(100, 0, 200, 120)]
    words = [_word("Maths", 120, 20), _word("English", 120, 80)]
    assert _cells(boxes, words) == [
        Box(0, 0, 100, 60),
        Box(100, 0, 200, 60),
        Box(0, 60, 100, 120),
        Box(100, 60, 200, 120),
    ]


def test_times_with_start_and_end_part_the_cell_that_rows_beside_it_part() -> None:
    boxes = [Box(0, 0, 100, 60), Box(0, 60, 100, 120), Box(100, 0, 200, 120)]
    words = [_word("9.00", 120, 10), _word("-9.30", 120, 36), _word("9.30", 120, 64), _word("-10.15", 120, 90)]
    assert Box(100, 60, 200, 120) in _cells(boxes, words)


def test_a_time_alone_parts_no_cell() -> None:
    boxes = [Box(0, 0, 100, 60), Box(0, 60, 100, 120), Box(100, 0, 200, 120)]
    words = [_word("9.00", 120, 10), _word("-9.30", 120, 36), _word("Guided", 120, 64), _word("reading", 120, 90)]
    assert _cells(boxes, words) == [boxes[0], boxes[2], boxes[1]]


def test_lines_of_one_text_part_no_cell() -> None:
    boxes = [Box(0, 0, 100, 60), Box(0, 60, 100, 120), Box(100, 0, 200, 120)]
    words = [_word("Guided", 120, 38), _word("reading", 120, 62)]
    assert _cells(boxes, words) == [boxes[0], boxes[2], boxes[1]]


def test_the_side_of_a_picture_in_a_corner_parts_no_cell() -> None:
    boxes = [Box(0, 0, 50, 20), Box(50, 0, 300, 20), Box(0, 20, 300, 100), Box(0, 100, 300, 180)]
    words = [_word("Circle", 0, 50, 46), _word("Time", 64, 50, 40)]
    assert _cells(boxes, words) == boxes


def test_times_beside_a_cell_part_it_between_texts_in_the_middle_of_their_rows() -> None:
    times = [Box(0, 40 * row, 100, 40 * row + 40) for row in range(3)]
    words = [_word(f"{row + 9}:00", 20, 40 * row + 10) for row in range(3)]
    words += [_word(name, 120, 40 * row + 10) for row, name in enumerate(("Maths", "English", "Music"))]
    beside = [Box(100, box.top, 900, box.bottom) for box in times]
    parts = sorted([*times, *beside], key=lambda box: (box.top, box.left))
    assert _cells([*times, Box(100, 0, 900, 120)], words) == parts
