"""Layouts of timetables, from words and lines to blocks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from functions.document.blocks import TimeBlock
from functions.document.grid import find_tables
from functions.document.readings import Reading, by_tables
from functions.document.straighten import StraightPage
from functions.document.timetable import NoTimetable, extract_timetable
from functions.shared.page import Page, Word
from tests.functions.document.paper import Paper, Row, Spanning, blocks_of, week

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
EVERY = "Mo Tu We Th Fr"
LESSONS = [("9.00-10.00", "Maths"), ("10.15-11.15", "English"), ("1.00-2.00", "Art")]
LESSON_BLOCKS = (
    week(EVERY, "Maths", "09:00", "10:00")
    | week(EVERY, "English", "10:15", "11:15")
    | week(EVERY, "Art", "13:00", "14:00")
)


def days_as_columns(ruled: bool = True) -> Paper:
    paper = Paper()
    rows = [["Time", *DAYS], *([time, *[name] * 5] for time, name in LESSONS)]
    rows.insert(2, ["10.00-10.15", Spanning("Break", 5)])
    paper.table(40, 100, [160, 170, 170, 170, 170, 170], rows, ruled)
    return paper


def days_as_rows(ruled: bool = True) -> Paper:
    paper = Paper()
    rows = [["", *(time for time, _ in LESSONS)], *([day, *(name for _, name in LESSONS)] for day in DAYS)]
    paper.table(40, 40, [160, 200, 200, 200], rows, ruled)
    return paper


@pytest.mark.parametrize("ruled", [True, False])
def test_days_as_columns_with_times_at_the_side(ruled: bool) -> None:
    expected = LESSON_BLOCKS | week(EVERY, "Break", "10:00", "10:15")
    assert blocks_of(days_as_columns(ruled).read()) == expected


@pytest.mark.parametrize("ruled", [True, False])
def test_days_as_rows_with_times_on_top(ruled: bool) -> None:
    assert blocks_of(days_as_rows(ruled).read()) == LESSON_BLOCKS


@pytest.mark.parametrize(("colour", "width"), [((0, 0, 0), 1), ((210, 210, 210), 1), ((200, 60, 60), 4)])
def test_lines_in_a_picture_serve_as_well_as_vectors(colour: tuple[int, int, int], width: int) -> None:
    assert blocks_of(days_as_rows().read_picture(colour, width)) == LESSON_BLOCKS


def test_a_time_in_a_cell_overrides_the_heading_and_what_it_leaves_open_is_as_headed() -> None:
    paper = Paper()
    paper.table(
        40,
        40,
        [160, 240, 240],
        [
            ["", "9.00-10.00", "10.00-11.00"],
            ["Mon", "Swimming\n9.15-10.30", "Maths"],
            ["Tue", "Phonics until 9.40", "10.20\nAssembly"],
        ],
    )
    assert blocks_of(paper.read()) == {
        ("Monday", "Swimming", "09:15", "10:30"),
        ("Monday", "Maths", "10:00", "11:00"),
        ("Tuesday", "Phonics", "09:00", "09:40"),
        ("Tuesday", "Assembly", "10:20", "11:00"),
    }


def test_times_beside_a_daily_routine_hold_for_all_days() -> None:
    paper = Paper()
    rows = [
        ["Daily routine", "Register\n8.50-9.00", "9.00-10.00", "10.00-10.20"],
        ["Monday", "", "Maths", "PE"],
        ["Tuesday", "", "Maths", "RE"],
    ]
    paper.table(40, 40, [180, 200, 200, 200], rows)
    timed = week("Mo Tu", "Maths", "09:00", "10:00") | {
        ("Monday", "PE", "10:00", "10:20"),
        ("Tuesday", "RE", "10:00", "10:20"),
    }
    assert blocks_of(paper.read()) >= timed


@pytest.mark.parametrize("letters", ["MTWTF", "M WTF", " TWT1"])
def test_first_letters_of_days_are_known_by_their_order_though_some_were_lost(letters: str) -> None:
    paper = Paper()
    rows = [["", "9.00-10.00", "10.00-11.00"], *([letter.strip(), "Maths", "PE"] for letter in letters)]
    paper.table(40, 40, [100, 200, 200], rows)
    assert blocks_of(paper.read()) == week(EVERY, "Maths", "09:00", "10:00") | week(EVERY, "PE", "10:00", "11:00")


def test_a_remark_beside_a_day_does_not_hide_it() -> None:
    paper = Paper()
    rows = [["", "9.00-10.00"], ["Monday (PPA)", "Maths"], ["Tuesday – PE kit", "PE"]]
    paper.table(40, 40, [220, 200], rows)
    assert blocks_of(paper.read()) == {
        ("Monday", "Maths", "09:00", "10:00"),
        ("Tuesday", "PE", "09:00", "10:00"),
    }


def test_a_merged_cell_runs_from_its_first_column_to_its_last() -> None:
    paper = Paper()
    rows = [
        ["", "9.00-10.00", "10.00-11.00", "11.00-12.00"],
        ["Monday", Spanning("Forest School", 2, 2), "Maths"],
        ["Tuesday", "English"],
    ]
    paper.table(40, 40, [160, 200, 200, 200], rows)
    assert blocks_of(paper.read()) == {
        ("Monday", "Forest School", "09:00", "11:00"),
        ("Tuesday", "Forest School", "09:00", "11:00"),
        ("Monday", "Maths", "11:00", "12:00"),
        ("Tuesday", "English", "11:00", "12:00"),
    }


def test_a_merged_cell_in_a_row_little_higher_than_its_text_is_for_all_its_days() -> None:
    paper = Paper()
    maths, english = (["9.00-10.00", *["Maths"] * 5], ["10.15-11.00", *["English"] * 5])
    rows = [["", *DAYS], maths, ["10.00-10.15", Spanning("Break", 5)], english]
    paper.table(40, 40, [160, 200, 200, 200, 200, 200], rows, height=36)
    assert blocks_of(paper.read()) >= week(EVERY, "Break", "10:00", "10:15")


def test_a_time_that_only_the_drawing_suggests_is_not_said() -> None:
    paper = Paper()
    paper.table(40, 40, [160, 200, 200], [["", "9.00-10.00", "10.00-11.00"], ["Monday", "Maths", "PE"]])
    paper.table(40, 200, [160, 280, 120], [["Tuesday", "English", "RE"]])
    assert blocks_of(paper.read()) >= {("Tuesday", "English", "09:00", None), ("Tuesday", "RE", None, "11:00")}


@pytest.mark.parametrize("read", ["BREAK", "BRE4K"])
def test_letters_down_the_days_are_a_word_on_each_day(read: str) -> None:
    paper = Paper()
    letters = [Spanning(letter) for letter in read]
    rows = [
        ["", "9.00-10.00", "10.00-10.20"],
        *([day, "Maths", letter] for day, letter in zip(DAYS, letters, strict=True)),
    ]
    paper.table(40, 40, [160, 200, 140], rows)
    assert blocks_of(paper.read()) == week(EVERY, "Maths", "09:00", "10:00") | week(EVERY, "Break", "10:00", "10:20")


def test_stacked_day_names_are_read_and_an_unreadable_one_is_supplied() -> None:
    paper = Paper()
    rows = [["", "9.00-10.00"], ["M\nO\nN", "Maths"], ["x#", "PE"], ["W\nE\nD", "Art"]]
    paper.table(40, 40, [160, 200], rows)
    assert blocks_of(paper.read()) == {
        ("Monday", "Maths", "09:00", "10:00"),
        ("Tuesday", "PE", "09:00", "10:00"),
        ("Wednesday", "Art", "09:00", "10:00"),
    }


def test_starts_only_end_where_the_next_column_starts() -> None:
    paper = Paper()
    rows = [["", "9.00", "10.15", "3.20"], ["Monday", "Maths", "Art", "Home"], ["Tuesday", "PE", "RE", "Home"]]
    paper.table(40, 40, [160, 200, 200, 200], rows)
    assert blocks_of(paper.read()) == {
        ("Monday", "Maths", "09:00", "10:15"),
        ("Monday", "Art", "10:15", "15:20"),
        ("Tuesday", "PE", "09:00", "10:15"),
        ("Tuesday", "RE", "10:15", "15:20"),
    } | week("Mo Tu", "Home", "15:20", None)


def test_a_heading_may_reach_over_the_corner_of_the_table() -> None:
    paper = Paper()
    rows: list[Row] = [[Spanning("9.00-10.00", 2), "10.00-11.00"], ["Monday", "Maths", "Art"], ["Tuesday", "PE", "RE"]]
    paper.table(40, 40, [120, 200, 200], rows)
    assert blocks_of(paper.read()) >= {("Monday", "Maths", "09:00", "10:00"), ("Tuesday", "PE", "09:00", "10:00")}


def test_lone_starts_in_cells_end_where_the_next_lesson_of_the_day_starts() -> None:
    paper = Paper()
    rows: list[Row] = [
        ["Monday", "9.00\nMaths", "10.15\nArt", "3.00\nStory"],
        ["Tuesday", Spanning("9.00-10.30\nPE", 2), "3.00\nStory"],
    ]
    paper.table(40, 40, [160, 200, 200, 200], rows)
    assert blocks_of(paper.read()) == week("Mo Tu", "Story", "15:00", None) | {
        ("Monday", "Maths", "09:00", "10:15"),
        ("Monday", "Art", "10:15", "15:00"),
        ("Tuesday", "PE", "09:00", "10:30"),
    }


def test_a_pause_alone_in_the_middle_of_its_row_is_for_all_days() -> None:
    paper = Paper()
    rows = [
        ["", "Mon", "Tue", "Wed"],
        ["9.00-10.00", "Maths", "Maths", "Maths"],
        ["10.00-10.15", "", "Break", ""],
        ["10.15-11.00", "Music", "Music", "Music"],
        ["11.00-11.30", "", "Choir", ""],
    ]
    paper.table(40, 40, [160, 200, 200, 200], rows)
    assert blocks_of(paper.read()) == (
        week("Mo Tu We", "Maths", "09:00", "10:00")
        | week("Mo Tu We", "Break", "10:00", "10:15")
        | week("Mo Tu We", "Music", "10:15", "11:00")
        | {("Tuesday", "Choir", "11:00", "11:30")}
    )


def test_periods_take_their_times_from_a_legend() -> None:
    paper = Paper()
    paper.table(40, 40, [160, 200, 200], [["", "Period 1", "P2"], ["Monday", "Maths", "Art"], ["Tuesday", "PE", "RE"]])
    paper.write("Period 1: 9.00 - 10.00", 250, 340)
    paper.write("Period 2: 10.20 - 11.20", 250, 380)
    assert blocks_of(paper.read()) >= {("Monday", "Maths", "09:00", "10:00"), ("Tuesday", "RE", "10:20", "11:20")}


def test_periods_without_a_legend_have_no_times_and_little_confidence() -> None:
    paper = Paper()
    paper.table(40, 40, [160, 200, 200], [["", "1", "2"], ["Monday", "Maths", "Art"], ["Tuesday", "PE", "RE"]])
    timetable = paper.read()
    assert blocks_of(timetable) >= {("Monday", "Maths", None, None), ("Tuesday", "RE", None, None)}
    assert timetable.confidence < 0.6


def test_tables_headed_by_lists_of_days_hold_for_each_of_them() -> None:
    paper = Paper()
    paper.write("Monday, Tuesday, Thursday", 240, 30)
    paper.table(40, 60, [180, 220], [["8.50-9.00", "Register"], ["9.00-10.00", "Maths"]])
    paper.write("Wednesday & Friday", 840, 30)
    paper.table(640, 60, [180, 220], [["8.50-9.00", "Register"], ["9.00-10.00", "Swimming"]])
    assert blocks_of(paper.read()) == week(EVERY, "Register", "08:50", "09:00") | week(
        "Mo Tu Th", "Maths", "09:00", "10:00"
    ) | week("We Fr", "Swimming", "09:00", "10:00")


def test_a_list_of_days_needs_no_table() -> None:
    paper = Paper()
    for number, line in enumerate(
        ["Monday", "9.00 - 10.00 Maths", "10.00 - 10.20 Break", "Tuesday", "9.00 - 9.30 PE (hall)"]
    ):
        paper.write(line, 200, 40 + 40 * number)
    timetable = paper.read()
    assert blocks_of(timetable) == {
        ("Monday", "Maths", "09:00", "10:00"),
        ("Monday", "Break", "10:00", "10:20"),
        ("Tuesday", "PE", "09:00", "09:30"),
    }
    assert timetable.timeblocks[-1].notes == "hall"


def test_lessons_listed_in_a_days_cell_are_blocks_of_their_own() -> None:
    paper = Paper()
    paper.table(40, 40, [300, 300], [["Monday", "Tuesday"], ["9.00-9.30\nMaths\n9.30-10.00\nArt", "9.00-10.00\nPE"]])
    assert blocks_of(paper.read()) == {
        ("Monday", "Maths", "09:00", "09:30"),
        ("Monday", "Art", "09:30", "10:00"),
        ("Tuesday", "PE", "09:00", "10:00"),
    }


def test_a_break_named_only_in_the_heading_is_a_block_of_each_day() -> None:
    paper = Paper()
    rows = [["", "9.00-10.00", "Lunch\n12.00-1.00"], ["Monday", "Maths", ""], ["Tuesday", "PE", ""]]
    paper.table(40, 40, [160, 200, 200], rows)
    assert week("Mo Tu", "Lunch", "12:00", "13:00") <= blocks_of(paper.read())


def test_two_weeks_are_told_apart_by_notes() -> None:
    paper = Paper()
    rows = [
        ["", "", "9.00-10.00", "10.00-11.00"],
        [Spanning("Week A", 1, 2), "Monday", "Maths", "Art"],
        ["Tuesday", "PE", "RE"],
        [Spanning("Week B", 1, 2), "Monday", "Music", "Art"],
        ["Tuesday", "PE", "RE"],
    ]
    paper.table(40, 40, [120, 160, 200, 200], rows)
    notes = {(block.day, block.name, block.notes) for block in paper.read().timeblocks}
    assert {("Monday", "Maths", "Week A"), ("Monday", "Music", "Week B")} <= notes


def test_a_week_named_in_the_corner_of_a_table_is_the_week_of_all_of_it() -> None:
    paper = Paper()
    for top, name, lesson in ((40, "Week A", "Maths"), (400, "Week B", "Music")):
        paper.table(40, top, [160, 200], [[name, "9.00-10.00"], ["Monday", lesson], ["Tuesday", lesson]])
    notes = {(block.name, block.notes) for block in paper.read().timeblocks}
    assert notes == {("Maths", "Week A"), ("Music", "Week B")}


def test_the_headings_say_whose_timetable_it_is() -> None:
    paper = days_as_columns()
    paper.write("Class 3B    Mrs Brown    Spring 2    2025/26", 500, 30)
    result = paper.read().to_dict()
    assert [result[key] for key in ("className", "teacher", "term", "year")] == [
        "Class 3B",
        "Mrs Brown",
        "Spring 2",
        "2025/26",
    ]


def test_clashing_times_lower_the_confidence() -> None:
    def confidence(second: str) -> float:
        paper = Paper()
        rows = [["", "9.00-10.00", "10.00-11.00"], ["Monday", "Maths", f"Art\n{second}"], ["Tuesday", "PE", "RE"]]
        paper.table(40, 40, [160, 200, 200], rows)
        return paper.read().confidence

    assert confidence("9.30-11.00") < confidence("10.10-11.00")


def test_the_result_has_the_shape_of_the_contract() -> None:
    result = days_as_rows().read().to_dict()
    assert set(result) == {"teacher", "className", "term", "year", "timeblocks", "confidence"}
    blocks = result["timeblocks"]
    assert isinstance(blocks, list)
    assert set(blocks[0]) == {"day", "name", "startTime", "endTime", "notes"}
    assert [block["day"] for block in blocks] == sorted((block["day"] for block in blocks), key=DAYS.index)


@pytest.mark.parametrize("text", ["", "Dear parents, school starts at 8.45 on Monday.", "Maths 1 2 3 4"])
def test_a_page_without_a_timetable_says_what_was_found(text: str) -> None:
    paper = Paper()
    paper.write(text, 300, 40)
    with pytest.raises(NoTimetable, match=rf"found {len(paper.words)} words and 0 tables on 1 page"):
        paper.read()


def test_pages_are_read_one_by_one() -> None:
    pages, words = [], []
    for number, day in enumerate(["Monday", "Tuesday"], 1):
        pages.append(Page(number, np.full((300, 400, 3), 255, dtype=np.uint8)))
        for line, text in enumerate([day, "9.00-10.00 Maths"]):
            placed = [(text.index(word), word) for word in text.split()]
            words += [
                Word(word, 0.9, 40.0 + 10 * x, 40.0 + 40 * line, 10.0 * len(word), 20.0, 0, number)
                for x, word in placed
            ]
    assert blocks_of(extract_timetable(pages, words)) == week("Mo Tu", "Maths", "09:00", "10:00")


def test_a_table_may_go_on_on_the_next_page_without_its_headings() -> None:
    pages, words = [], []
    rows = [["Time", *DAYS], *([time, *[name] * 5] for time, name in LESSONS)]
    for number, held in enumerate((rows[:2], rows[2:]), 1):
        paper = Paper()
        paper.table(40, 60, [160, 170, 170, 170, 170, 170], held)
        pages.append(Page(number, np.full((400, 1100, 3), 255, dtype=np.uint8), rules=tuple(paper.rules)))
        words += [replace(word, page=number) for word in paper.words]
    assert blocks_of(extract_timetable(pages, words)) == LESSON_BLOCKS


def test_a_sentence_below_days_without_times_is_no_lesson() -> None:
    paper = Paper()
    rows: list[Row] = [["Monday", "Tuesday", "Friday"], ["9.00-10.00 Maths", "9.00-10.00 Art", "9.00-10.00 PE"]]
    rows += [["10.00-10.30 RE", "10.00-10.30 RE", ""], [Spanning("Reading books are changed on Mondays.", 3)]]
    paper.table(40, 40, [240, 240, 240], rows)
    assert {block.name for block in paper.read().timeblocks} == {"Maths", "Art", "PE", "RE"}


@pytest.mark.parametrize("upright", [True, False])
def test_a_letter_that_was_not_read_after_those_of_the_other_days_is_the_next_day(upright: bool) -> None:
    paper = Paper()
    rows = [[day, "9.00-10.00 Maths", "10.00-11.00 Art"] for day in ("M", "Tu", "W", "Th", "")]
    turned = [list(column) for column in zip(*rows, strict=True)]
    paper.table(40, 40, [240] * 5 if upright else [240] * 3, turned if upright else rows)
    every = "Mo Tu We Th Fr"
    assert blocks_of(paper.read()) == week(every, "Maths", "09:00", "10:00") | week(every, "Art", "10:00", "11:00")


def test_the_blank_corner_beside_times_is_no_day() -> None:
    paper = Paper()
    rows = [["", "9.00-10.00", "10.00-11.00"], *([day, "Maths", "Art"] for day in ("Tues", "Weds"))]
    paper.table(40, 40, [240] * 3, rows)
    assert {block.day for block in paper.read().timeblocks} == {"Tuesday", "Wednesday"}


def test_a_legend_inside_the_frame_of_its_table_tells_when_periods_are() -> None:
    paper = Paper()
    days = ["", "Monday", "Tuesday", "Wednesday"]
    rows = [[f"Period {number}", f"Maths{number}", f"Art{number}", f"Music{number}"] for number in (1, 2, 3)]
    legend = Spanning("Period 1: 9.00 - 9.30, Period 2: 9.30 - 10.00, Period 3: 10.00 - 10.30", 4)
    paper.table(20, 20, [160.0, 220, 220, 220], [days, *rows, [legend]])
    reading = by_tables(StraightPage(tuple(paper.words)), find_tables(paper.rules, 20, paper.words))
    assert ("Tuesday", "Art2", "09:30") in {(block.day, block.name, block.start) for block in reading.blocks}


def test_what_stands_above_the_blocks_is_a_heading_whatever_cell_it_is_in() -> None:
    title, lesson, below = (Word(text, 0.9, 40, top, 80, 20) for text, top in (("3B", 10), ("Art", 60), ("2027", 90)))
    reading = Reading(
        (TimeBlock("Monday", "Art", None, None, words=(lesson,)),), page=StraightPage((title, lesson, below))
    )
    assert reading.heading == ["3B"]
