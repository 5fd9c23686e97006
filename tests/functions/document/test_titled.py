"""Tables without lines below titles that name days."""

from __future__ import annotations

from functions.document.titled import read_titled
from tests.functions.document.paper import Block, Paper, week


def blocks(paper: Paper) -> set[Block]:
    return {(block.day, block.name, block.start, block.end) for block in read_titled(paper.words)}


def test_lessons_stand_below_a_row_of_times() -> None:
    paper = Paper()
    for top, title in ((40, "Monday, Friday"), (340, "Tuesday / Thursday")):
        paper.write(title, 300, top)
        paper.table(0, top + 40, [200] * 3, [["9.00-10.00", "10.00 -\n10.20", "10.20-11.00"]], ruled=False)
        paper.table(0, top + 120, [200] * 3, [["Times\nTables", "Break", "Art"]], ruled=False)
    days = "Mo Tu Th Fr"
    assert blocks(paper) == (
        week(days, "Times Tables", "09:00", "10:00")
        | week(days, "Break", "10:00", "10:20")
        | week(days, "Art", "10:20", "11:00")
    )


def test_lessons_stand_beside_a_column_of_times() -> None:
    paper = Paper()
    paper.write("Monday", 200, 40)
    rows = [["9.00-10.00", "Number\nFluency"], ["10.00-10.20", "Break"], ["10.20-11.00", "Guided\nReading"]]
    paper.table(0, 60, [200, 200], rows, ruled=False)
    assert blocks(paper) == {
        ("Monday", "Number Fluency", "09:00", "10:00"),
        ("Monday", "Break", "10:00", "10:20"),
        ("Monday", "Guided Reading", "10:20", "11:00"),
    }


def test_what_stands_apart_below_the_lessons_is_none_of_them() -> None:
    paper = Paper()
    paper.write("Monday", 200, 40)
    paper.table(0, 60, [200, 200], [["9.00-10.00", "10.00-10.20"], ["Maths", "Break"]], ruled=False)
    paper.write("Please bring a water bottle", 200, 300)
    assert {name for _, name, _, _ in blocks(paper)} == {"Maths", "Break"}


def test_a_day_beside_its_lessons_is_no_title() -> None:
    paper = Paper()
    paper.table(0, 40, [200] * 3, [["", "9.00-10.00", "10.00-10.20"], ["Monday", "Maths", "Break"]], ruled=False)
    assert not blocks(paper)
