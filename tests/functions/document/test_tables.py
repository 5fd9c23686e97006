"""Tables that are no grid of days and times: a row for each lesson, lists in cells, titles with days and weeks."""

from __future__ import annotations

import pytest

from functions.document.timetable import NoTimetable
from tests.functions.document.paper import Paper, Row, Spanning, blocks_of, week


@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_for_each_lesson_has_its_day_time_subject_and_notes(repeated: bool) -> None:
    paper = Paper()
    rows: list[Row] = [["Day", "Time", "Subject", "Room"]]
    for letter, subject in (("M", "Maths"), ("T", "Music"), ("W", "Art")):
        first = [letter] if repeated else [Spanning(letter, 1, 2)]
        rows += [[*first, "9.00-10.00", subject, "B2"], [*first[:repeated], "10.00-11.00", "PE", ""]]
    paper.table(40, 40, [100, 200, 200, 100], rows)
    timetable = paper.read()
    assert blocks_of(timetable) == (
        {("Monday", "Maths", "09:00", "10:00"), ("Tuesday", "Music", "09:00", "10:00")}
        | {("Wednesday", "Art", "09:00", "10:00")}
        | week("Mo Tu We", "PE", "10:00", "11:00")
    )
    assert {block.notes for block in timetable.timeblocks if block.name != "PE"} == {"B2"}


def test_a_row_for_each_lesson_is_of_the_day_whose_letter_was_not_read() -> None:
    paper = Paper()
    rows: list[Row] = [["Day", "When", "Subject"]]
    for letter in ("M", "T", "", "Th", "F"):
        rows += [[Spanning(letter, 1, 2), "9.00-10.00", "Maths"], ["10.00-11.00", "Art"]]
    paper.table(40, 40, [100, 200, 200], rows)
    every = "Mo Tu We Th Fr"
    assert blocks_of(paper.read()) == week(every, "Maths", "09:00", "10:00") | week(every, "Art", "10:00", "11:00")


def test_a_row_for_each_lesson_may_be_of_the_last_day_which_was_not_read() -> None:
    paper = Paper()
    rows: list[Row] = [["Day", "When", "Subject"]]
    for day in ("Mon", "Tues", "Wed", "Thurs", ""):
        rows += [[Spanning(day, 1, 2), "9.00-10.00", "Maths"], ["10.00-11.00", "Art"]]
    paper.table(40, 40, [100, 200, 200], rows)
    every = "Mo Tu We Th Fr"
    assert blocks_of(paper.read()) == week(every, "Maths", "09:00", "10:00") | week(every, "Art", "10:00", "11:00")


def test_a_misread_time_of_a_row_is_told_by_those_of_its_day() -> None:
    paper = Paper()
    rows: list[Row] = [["Day", "When", "Subject"]]
    for day, misread in (("Mon", "10.00-11.00"), ("Tues", "10.00-21.00")):
        rows += [[Spanning(day, 1, 3), "9.00-10.00", "Maths"], [misread, "Art"], ["11.00-12.00", "PE"]]
    paper.table(40, 40, [100, 200, 200], rows)
    assert week("Mo Tu", "Art", "10:00", "11:00") <= blocks_of(paper.read())


def test_a_table_headed_time_may_have_one_row_a_day() -> None:
    paper = Paper()
    rows = [["Day", "Club", "Time"], ["Tuesday", "Football", "3.15-4.15"], ["Thursday", "Choir", "3.15-4.00"]]
    paper.table(40, 40, [160, 200, 200], rows)
    assert blocks_of(paper.read()) == {
        ("Tuesday", "Football", "15:15", "16:15"),
        ("Thursday", "Choir", "15:15", "16:00"),
    }


def test_titles_in_a_table_part_it_into_days() -> None:
    paper = Paper()
    rows: list[Row] = [
        [Spanning("Monday & Wednesday", 2)],
        ["9.00-10.00", "Maths"],
        ["10.00-11.00", "PE"],
        [Spanning("Friday", 2)],
        ["9.00-10.00", "Art"],
        ["10.00-11.00", "Music"],
    ]
    paper.table(40, 40, [200, 240], rows)
    assert blocks_of(paper.read()) == week("Mo We", "Maths", "09:00", "10:00") | week(
        "Mo We", "PE", "10:00", "11:00"
    ) | {("Friday", "Art", "09:00", "10:00"), ("Friday", "Music", "10:00", "11:00")}


def test_days_above_rows_of_times_and_lessons_are_titles() -> None:
    paper = Paper()
    rows: list[Row] = [
        [Spanning("Monday", 2), ""],
        ["9.00-10.00", "10.00-11.00", "11.00-11.20"],
        ["Maths", "PE", "Break"],
        [Spanning("Tuesday", 2), ""],
        ["9.00-9.45", "9.45-11.00", "11.00-11.20"],
        ["Art", "Music", "Break"],
    ]
    paper.table(40, 40, [200, 200, 200], rows)
    assert blocks_of(paper.read()) == week("Mo Tu", "Break", "11:00", "11:20") | {
        ("Monday", "Maths", "09:00", "10:00"),
        ("Monday", "PE", "10:00", "11:00"),
        ("Tuesday", "Art", "09:00", "09:45"),
        ("Tuesday", "Music", "09:45", "11:00"),
    }


def test_a_title_with_nothing_below_it_has_no_blocks() -> None:
    paper = Paper()
    paper.table(40, 40, [200, 240], [["9.00-10.00", "Maths"], ["10.00-11.00", "PE"], [Spanning("Monday", 2)]])
    with pytest.raises(NoTimetable):
        paper.read()


def test_a_cell_may_hold_the_list_of_a_day() -> None:
    paper = Paper()
    monday = "Monday\n9.00-10.00\nMaths\n10.00-10.20 Break"
    paper.table(40, 100, [300, 300], [[monday, "Tuesday\n9.00-10.00 Art\n10.00-10.20\nBreak"]])
    assert blocks_of(paper.read()) == {
        ("Monday", "Maths", "09:00", "10:00"),
        ("Tuesday", "Art", "09:00", "10:00"),
    } | week("Mo Tu", "Break", "10:00", "10:20")


def test_a_list_whose_day_was_misread_is_of_the_day_that_the_others_leave() -> None:
    paper = Paper()
    rows = [[f"{day}\n9.00-10.00 Maths\n10.00-11.00 Art" for day in ("Monc", "Tues", "Wed")]]
    paper.table(40, 100, [300, 300, 300], rows)
    assert blocks_of(paper.read()) >= week("Mo", "Maths", "09:00", "10:00") | week("Tu We", "Art", "10:00", "11:00")


def test_weeks_named_above_tables_are_told_apart_by_notes() -> None:
    paper = Paper()
    for top, name, subject in ((60, "Week A", "Maths"), (460, "Week B", "Art")):
        paper.write(name, 200, top - 20)
        rows = [["", "9.00-10.00", "10.00-11.00"], ["Monday", subject, "PE"], ["Tuesday", subject, "PE"]]
        paper.table(40, top, [160, 200, 200], rows)
    notes = {(block.name, block.notes) for block in paper.read().timeblocks if block.name != "PE"}
    assert notes == {("Maths", "Week A"), ("Art", "Week B")}


def test_every_day_means_the_days_of_the_table() -> None:
    paper = Paper()
    rows: list[Row] = [
        ["", "9.00-10.00", "10.00-10.20"],
        ["Every day", "", "Break"],
        *([day, "Maths", ""] for day in ("Monday", "Tuesday", "Wednesday", "Thursday")),
    ]
    paper.table(40, 40, [160, 200, 140], rows)
    assert blocks_of(paper.read()) == week("Mo Tu We Th", "Maths", "09:00", "10:00") | week(
        "Mo Tu We Th", "Break", "10:00", "10:20"
    )


def test_two_weeks_may_be_one_table() -> None:
    paper = Paper()
    days = ["Monday", "Tuesday", "Wednesday"]
    first: list[Row] = [["", *days], ["9.00-10.00", "Maths", "Art", "PE"], ["10.00-11.00", "Art", "PE", "Maths"]]
    second: list[Row] = [["", *days], ["9.00-10.00", "PE", "Maths", "Art"], ["10.00-11.00", "Art", "Art", "Art"]]
    paper.table(40, 40, [160, 160, 160, 160], [[Spanning("Week A", 4)], *first, [Spanning("Week B", 4)], *second])
    notes = {(block.day, block.name, block.start): block.notes for block in paper.read().timeblocks}
    assert notes[("Monday", "Maths", "09:00")] == "Week A"
    assert notes[("Monday", "PE", "09:00")] == "Week B"
    assert not any(name.startswith("Week") for _, name, _ in notes)


def test_a_sentence_below_the_last_row_is_no_lesson() -> None:
    paper = Paper()
    rows: list[Row] = [
        ["", "Monday", "Tuesday", "Wednesday"],
        ["9.00-10.00", "Maths", "Art", "PE"],
        ["10.00-11.00", "Art", "PE", "Maths"],
        ["", Spanning("Reading books are changed on Mondays", 3)],
    ]
    paper.table(40, 40, [160, 160, 160, 160], rows)
    assert {block.name for block in paper.read().timeblocks} == {"Maths", "Art", "PE"}


def test_a_day_that_was_not_read_below_the_others_is_the_next() -> None:
    paper = Paper()
    rows: list[Row] = [
        ["", "9.00-10.00", "10.00-11.00"],
        *([day, "Maths", "Art"] for day in ("M", "Tu", "W", "Th", "")),
    ]
    paper.table(40, 40, [100, 200, 200], rows)
    every = "Mo Tu We Th Fr"
    assert blocks_of(paper.read()) == week(every, "Maths", "09:00", "10:00") | week(every, "Art", "10:00", "11:00")


def test_a_misread_start_is_told_by_those_before_and_after_it() -> None:
    paper = Paper()
    rows: list[Row] = [["", "Mon", "Tue"]]
    starts = ("9.00", "10.30", "13.25", "12.25", "13.10", "14.00")
    names = ("Maths", "Art", "Lunch", "PE", "RE", "Music")
    rows += [[start, name, name] for start, name in zip(starts, names, strict=True)]
    paper.table(40, 40, [100, 200, 200], rows)
    assert blocks_of(paper.read()) >= week("Mo Tu", "Art", "10:30", "11:25") | week("Mo Tu", "Lunch", "11:25", "12:25")
