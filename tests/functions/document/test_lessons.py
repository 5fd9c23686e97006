"""What a cell says."""

from __future__ import annotations

import pytest

from functions.document.cells import Cell, Line
from functions.document.geometry import Box
from functions.document.lessons import lessons_in
from functions.document.times import TimeSpan
from functions.shared.page import Word


def cell(*lines: str | tuple[str, float]) -> Cell:
    """A cell with these lines, each alone or with the size of its letters."""
    made = []
    for number, line in enumerate(lines):
        text, size = line if isinstance(line, tuple) else (line, 20.0)
        words = tuple(Word(part, 0.9, 0, 30.0 * number, 50, size) for part in text.split())
        made.append(Line(words, text, size, size))
    return Cell(Box(0, 0, 200, 100), tuple(made))


@pytest.mark.parametrize(
    ("lines", "name", "notes"),
    [
        (["Maths"], "Maths", None),
        (["Music:", "Brass – Trumpet"], "Music: Brass – Trumpet", None),
        (["Science", ("Forces and magnets", 14.0)], "Science", "Forces and magnets"),
        (["PE (hall)"], "PE", "hall"),
        (["PE", "(outdoor)"], "PE", "outdoor"),
        (["Maths", "Mr Lee", "Room 12"], "Maths", "Mr Lee Room 12"),
        (["French", "R4"], "French R4", None),
        (["Mr Lee"], "Mr Lee", None),
    ],
)
def test_names_and_notes(lines: list[str | tuple[str, float]], name: str, notes: str | None) -> None:
    (lesson,) = lessons_in(cell(*lines))
    assert (lesson.name, lesson.notes) == (name, notes)


@pytest.mark.parametrize(
    ("lines", "name", "span"),
    [
        (["Swimming", "1.15-3PM"], "Swimming", TimeSpan("13:15", "15:00")),
        (["2.50", "KS2", "Assembly"], "KS2 Assembly", TimeSpan("14:50", None)),
        (["10.30-11.15 Music"], "Music", TimeSpan("10:30", "11:15")),
        (["Choir (12.30 - 1.00)"], "Choir", TimeSpan("12:30", "13:00")),
    ],
)
def test_times_in_a_cell_are_taken_out_of_its_name(lines: list[str], name: str, span: TimeSpan) -> None:
    (lesson,) = lessons_in(cell(*lines))
    assert (lesson.name, lesson.span) == (name, span)


def test_each_time_at_the_start_of_a_line_begins_a_lesson() -> None:
    lessons = lessons_in(cell("Registration", "9.00-9.30 Phonics", "9.30-10.00", "Maths"))
    assert [(lesson.name, lesson.span) for lesson in lessons] == [
        ("Registration", None),
        ("Phonics", TimeSpan("09:00", "09:30")),
        ("Maths", TimeSpan("09:30", "10:00")),
    ]


@pytest.mark.parametrize("lines", [[], ["9.00-10.00"], ["–"], ["☺"]])
def test_a_cell_without_words_has_no_lesson(lines: list[str]) -> None:
    assert lessons_in(cell(*lines)) == []
