"""Lists of lessons below the names of days."""

from __future__ import annotations

import pytest

from functions.document.cells import lines_of
from functions.document.lists import DayList, read_day_lists, read_list
from functions.shared.page import Word


def entries(*lines: str) -> list[tuple[str, str, str | None, str | None]]:
    """What a list says whose lines stand below each other; an empty one leaves a gap."""
    words = [
        Word(part, 0.9, 10.0 * line.index(part), 26.0 * number, 10.0 * len(part), 20)
        for number, line in enumerate(lines)
        for part in line.split()
    ]
    return [(block.day[:2], block.name, block.start, block.end) for block in read_list(lines_of(words))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Monday", "9.00-10.00 Guided", "Reading", "10.00-10.30 PE"),
        ("Monday", "9.00-10.00", "Guided Reading", "10.00-", "10.30 PE"),
        ("Monday", "Guided", "Reading 9.00-10.00", "PE 10.00-", "10.30"),
        ("Monday", "1. Guided Reading", "(9.00 - 10.00)", "2. PE (10.00 -", "10.30)"),
        ("Monday", "Guided Reading 9.00 to", "10.00", "PE 10.00 to 10.30"),
    ],
)
def test_an_entry_may_run_over_several_lines(lines: tuple[str, ...]) -> None:
    assert entries(*lines) == [("Mo", "Guided Reading", "09:00", "10:00"), ("Mo", "PE", "10:00", "10:30")]


def test_what_stands_apart_below_a_list_is_none_of_it() -> None:
    assert entries("Monday", "9.00-10.00 Maths", "", "", "Bring your kit!") == [("Mo", "Maths", "09:00", "10:00")]


def test_days_may_be_letters_in_the_order_of_the_week() -> None:
    lines = ("M", "9.00-10.00 Maths", "T", "9.00-10.00 Art", "W", "9.00-10.00 PE")
    assert [(day, name) for day, name, _, _ in entries(*lines)] == [("Mo", "Maths"), ("Tu", "Art"), ("We", "PE")]


def test_the_dot_of_a_number_that_was_not_read_is_no_part_of_a_name() -> None:
    lines = ("Monday", "1. Maths (9.00-10.00)", ". PE (10.00-10.30)")
    assert [name for _, name, _, _ in entries(*lines)] == ["Maths", "PE"]


def test_a_number_may_stand_in_a_line_of_its_own() -> None:
    assert [name for _, name, _, _ in entries("Monday", "1. Maths", "2.", "Comprehension", "3. PE")] == [
        "Maths",
        "Comprehension",
        "PE",
    ]


def test_columns_of_which_only_one_lists_lessons_are_no_lists() -> None:
    lines = lines_of([Word("9.00-10.00", 0.9, 0, 26 * number, 100, 20) for number in range(3)])
    names = lines_of([Word(name, 0.9, 0, 26 * number, 100, 20) for number, name in enumerate(("Art", "PE", "RE"))])
    timed = lines_of([word for line in (*lines, *names) for word in line.words])
    assert not read_day_lists([DayList(("Monday",), timed), DayList(("Tuesday",), names), DayList(("Friday",), names)])


def test_times_may_be_first_in_some_entries_and_last_in_others() -> None:
    lines = ("Monday", "9.00-10.00 Guided", "Reading", "PE 10.00-10.30", "Class", "Assembly", "10.30-10.45")
    assert entries(*lines)[1:] == [("Mo", "PE", "10:00", "10:30"), ("Mo", "Class Assembly", "10:30", "10:45")]


def test_what_stands_apart_with_a_time_is_an_entry_wherever_the_time_is() -> None:
    lines = ("Monday", "Guided", "9.00-10.00", "", "10.00-10.30", "PE")
    assert entries(*lines) == [("Mo", "Guided", "09:00", "10:00"), ("Mo", "PE", "10:00", "10:30")]


def test_the_room_below_a_lesson_is_a_note() -> None:
    lines = lines_of(
        [
            Word(text, 0.9, 0, 26 * number, 10 * len(text), 20)
            for number, text in enumerate(("Monday", "9.00-10.00", "Maths", "Hall"))
        ]
    )
    assert [(block.name, block.notes) for block in read_list(lines)] == [("Maths", "Hall")]


def test_wide_spaces_part_no_entry_where_all_are_alike() -> None:
    typed = ["Monday"], ["9.00", "-", "10.00:", "GUIDED", "READING"], ["10.00", "-", "11.00:", "ART"]
    words = []
    for number, texts in enumerate(typed):
        left = 0.0
        for text in texts:
            words.append(Word(text, 0.9, left, 26.0 * number, 12.0 * len(text), 20))
            left += 12.0 * len(text) + 20
    assert [(block.name, block.start) for block in read_list(lines_of(words))] == [
        ("GUIDED READING", "09:00"),
        ("ART", "10:00"),
    ]
