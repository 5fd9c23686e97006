"""Headings outside the lines of their table."""

from __future__ import annotations

import pytest

from tests.functions.document.paper import Paper, blocks_of, week

BODY = [["Maths", "Art"], ["PE", "RE"]]
EXPECTED = {
    ("Monday", "Maths", "09:00", "10:00"),
    ("Monday", "Art", "10:00", "11:00"),
    ("Tuesday", "PE", "09:00", "10:00"),
    ("Tuesday", "RE", "10:00", "11:00"),
}


def test_times_above_the_columns_of_a_table_without_a_ruled_heading() -> None:
    paper = Paper()
    paper.table(40, 100, [160, 200, 200], [[day, *row] for day, row in zip(("Monday", "Tuesday"), BODY, strict=True)])
    for x, time in ((300, "9.00-10.00"), (500, "10.00-11.00")):
        paper.write(time, x, 70)
    assert blocks_of(paper.read()) == EXPECTED


def test_days_above_and_times_beside_a_table() -> None:
    paper = Paper()
    paper.table(240, 100, [200, 200], [["Maths", "PE"], ["Art", "RE"]])
    for x, day in ((340, "Monday"), (540, "Tuesday")):
        paper.write(day, x, 70)
    for y, time in ((140, "9.00-10.00"), (220, "10.00-11.00")):
        paper.write(time, 120, y)
    assert blocks_of(paper.read()) == EXPECTED


def test_days_in_a_table_of_their_own_above_the_lessons() -> None:
    paper = Paper()
    paper.table(240, 40, [200, 200], [["Monday", "Tuesday"]])
    paper.table(
        240, 170, [200, 200], [["9.00-10.00\nMaths", "9.00-10.00\nPE"], ["10.00-11.00\nArt", "10.00-11.00\nRE"]]
    )
    assert blocks_of(paper.read()) == EXPECTED


def test_first_letters_of_days_in_a_table_of_their_own() -> None:
    paper = Paper()
    paper.table(240, 40, [200] * 3, [["M", "Tu", "W"]])
    paper.table(240, 170, [200] * 3, [["9.00-10.00\nMaths"] * 3, ["10.00-11.00\nArt"] * 3])
    assert blocks_of(paper.read()) == week("Mo Tu We", "Maths", "09:00", "10:00") | week(
        "Mo Tu We", "Art", "10:00", "11:00"
    )


@pytest.mark.parametrize("y", [570, 100])
def test_a_sentence_or_something_far_away_heads_no_column(y: float) -> None:
    paper = Paper()
    rows = [["", "9.00-10.00", "10.00-11.00"], ["Monday", "Maths", "Art"], ["Tuesday", "Maths", "Art"]]
    paper.table(40, 600, [160, 200, 200], rows)
    paper.write("School starts at 8.45 on Monday", 300, y)
    assert blocks_of(paper.read()) == week("Mo Tu", "Maths", "09:00", "10:00") | week("Mo Tu", "Art", "10:00", "11:00")
