"""Lists that stand side by side."""

from __future__ import annotations

from functions.document.cells import lines_of
from functions.document.columns import day_lists, list_columns
from functions.shared.page import Word


def page(*rows: tuple[str, ...]) -> list[Word]:
    """Words of rows that stand below each other; their texts begin 300 pixels apart."""
    return [
        Word(part, 0.9, 300.0 * column + 10.0 * text.index(part), 26.0 * number, 10.0 * len(part), 20)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        for part in text.split()
    ]


def lists(words: list[Word]) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(held.days, [line.text for line in held.lines]) for held in day_lists(words)[1]]


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


def test_each_day_of_a_row_heads_the_list_below_it() -> None:
    words = page(("Monday", "Tuesday"), ("1. Maths", "1. Art"), ("and PE", ""), ("Wednesday", "Friday"), ("", "1. RE"))
    assert lists(words) == [
        (("Monday",), ["1. Maths", "and PE"]),
        (("Tuesday",), ["1. Art"]),
        (("Wednesday",), []),
        (("Friday",), ["1. RE"]),
    ]


def test_lists_are_told_apart_where_no_wider_gap_than_that_of_two_words_is_between_them() -> None:
    first = ["9.00 Early morning work at it", "10.00-10.30 Comprehension on", "Religious education outdoors."]
    rows = [(text, "9.00 PE", "9.00 RE") for text in first]
    assert [held for _, held in lists(page(("MON", "TUE", "WED"), *rows))] == [first, ["9.00 PE"] * 3, ["9.00 RE"] * 3]


def test_hours_beside_lists_are_in_none_of_them() -> None:
    assert lists(page(("", "Monday", "Tuesday"), ("9", "9.00 PE", "9.00 RE")))[0] == (("Monday",), ["9.00 PE"])


def test_what_stands_above_the_first_row_of_days_is_in_no_list() -> None:
    above, held = day_lists(page(("Our week", ""), ("Monday", "Tuesday"), ("9.00 PE", "9.00 RE")))
    assert [line.text for line in above] == ["Our week"]
    assert "Our week" not in [line.text for day in held for line in day.lines]
