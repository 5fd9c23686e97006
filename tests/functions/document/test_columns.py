"""Lists that stand side by side."""

from __future__ import annotations

from functions.document.cells import lines_of
from functions.document.columns import list_columns
from functions.shared.page import Word


def page(*rows: tuple[str, ...]) -> list[Word]:
    """Words of rows that stand below each other; their texts begin 300 pixels apart."""
    return [
        Word(part, 0.9, 300.0 * column + 10.0 * text.index(part), 26.0 * number, 10.0 * len(part), 20)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        for part in text.split()
    ]


def texts(words: list[Word]) -> list[list[str]]:
    return [[line.text for line in lines_of(column)] for column in list_columns(words, 20)]


def test_each_column_is_read_to_its_end_before_the_next() -> None:
    words = page(
        ("Our week", ""), ("Monday", "Wednesday"), ("9.00 Maths", "9.00 Art"), ("Tuesday", "Friday"), ("9.00 PE", "")
    )
    assert texts(words) == [
        ["Our week"],
        ["Monday", "9.00 Maths", "Tuesday", "9.00 PE"],
        ["Wednesday", "9.00 Art", "Friday"],
    ]


def test_what_stands_apart_from_its_times_stays_with_them() -> None:
    words = page(
        ("Monday", "", "Wednesday"), ("9.00", "Maths", "9.00"), ("Tuesday", "", "Friday"), ("9.00", "PE", "9.30")
    )
    assert texts(words)[1] == ["Monday", "9.00 Maths", "Tuesday", "9.00 PE"]


def test_times_may_stand_in_front_of_what_the_headings_stand_over() -> None:
    words = page(
        ("", "Monday", "", "Wednesday"), ("9.00", "Maths", "9.00", "Art"), ("", "Tuesday"), ("9.00", "PE", "9.30", "RE")
    )
    assert texts(words)[1:] == [["Monday", "9.00 Maths", "Tuesday", "9.00 PE"], ["Wednesday", "9.00 Art", "9.30 RE"]]


def test_a_table_with_a_column_for_each_day_is_no_list() -> None:
    assert list_columns(page(("Monday", "Tuesday", "Friday"), ("Maths", "Art", "PE")), 20) == []


def test_one_list_is_not_several() -> None:
    assert list_columns(page(("Monday",), ("Maths",), ("Tuesday",), ("Art",), ("Friday",)), 20) == []
