"""Lessons listed by their times, with the days in the middle of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from functions.document.agenda import agenda
from tests.functions.document.paper import Paper, blocks_of, week

TIMES = ("9.00-10.00", "10.00-10.20", "10.20-11.00")
NAMES = ("Maths", "Break", "Guided Reading")


def listed(days: Sequence[str], times: Sequence[str] = TIMES) -> Paper:
    """Three rows to each day, whose name stands beside the second, a teacher beside the third."""
    paper = Paper()
    for number, day in enumerate(days):
        for row, (time, name) in enumerate(zip(times, NAMES, strict=True)):
            y = 40 + 50 * (3 * number + row)
            paper.write(time, 300, y)
            paper.write(name, 500, y)
        paper.write(day, 60, y - 50)
        paper.write("Mr Low", 700, y)
    return paper


def test_a_day_begins_where_the_times_start_over() -> None:
    read = listed(("Monday", "Tuesday", "Friday")).read()
    days = "Mo Tu Fr"
    assert blocks_of(read) == (
        week(days, "Maths", "09:00", "10:00")
        | week(days, "Break", "10:00", "10:20")
        | week(days, "Guided Reading", "10:20", "11:00")
    )
    assert {block.notes for block in read.timeblocks if block.name == "Guided Reading"} == {"Mr Low"}


def test_a_misread_time_does_not_begin_a_day() -> None:
    times = ("9.00-10.00", "10.00-10.20", "9.20-9.30")
    cells = agenda(listed(("Monday", "Tuesday"), times).words)
    assert [cell.box.height for cell in cells if cell.text in ("Monday", "Tuesday")] == [150, 150]


def test_times_that_never_start_over_make_no_agenda() -> None:
    paper = Paper()
    for row in range(6):
        paper.write(f"{8 + row}.00-{8 + row}.50", 300, 40 + 50 * row)
    paper.write("Monday", 60, 90)
    paper.write("Tuesday", 60, 240)
    assert not agenda(paper.words)


def test_days_out_of_their_order_make_no_agenda() -> None:
    assert not agenda(listed(("Tuesday", "Monday")).words)


def test_a_day_alone_makes_no_agenda() -> None:
    assert not agenda(listed(("Monday",)).words)
