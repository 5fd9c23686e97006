"""What a cell says."""

from __future__ import annotations

import pytest

from functions.document.asides import customs_of
from functions.document.cells import Cell, Line
from functions.document.geometry import Box
from functions.document.ink import InkedWord
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
        (["Maths", "Rm 11 Mr Patel"], "Maths", "Rm 11 Mr Patel"),
        (["Maths", "Room B2, Mrs Lee"], "Maths", "Room B2, Mrs Lee"),
        (["French", "R4"], "French", "R4"),
        (["PE", "Main hall"], "PE", "Main hall"),
        (["Assembly", "KS1"], "Assembly KS1", None),
        (["Lunch (KS1 12-1.00,", "KS2 1-2.00)"], "Lunch", "KS1 12-1.00, KS2 1-2.00"),
        (["Forest", "School"], "Forest School", None),
        (["PE", "Trip leaves", ("at school gate 1.20", 12.0)], "PE Trip leaves", "at school gate 1.20"),
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
        (["Swimming until 11"], "Swimming", TimeSpan(None, "11:00")),
        (["Sharing assembly", ("2.40", 14.0)], "Sharing assembly", TimeSpan("14:40", None)),
    ],
)
def test_times_in_a_cell_are_taken_out_of_its_name(lines: list[str], name: str, span: TimeSpan) -> None:
    (lesson,) = lessons_in(cell(*lines))
    assert (lesson.name, lesson.span) == (name, span)


def test_each_time_at_the_start_of_a_line_begins_a_lesson() -> None:
    lessons = lessons_in(cell("Registration", "9.00-9.30 Phonics", "• 9.30-10.00", "Maths"))
    assert [(lesson.name, lesson.span) for lesson in lessons] == [
        ("Registration", None),
        ("Phonics", TimeSpan("09:00", "09:30")),
        ("Maths", TimeSpan("09:30", "10:00")),
    ]


def test_each_time_at_the_end_of_a_line_ends_a_lesson() -> None:
    lessons = lessons_in(cell("Phonics (9.00-9.30)", "Guided", "reading", "9.30-10.00", "Maths 10.00-10.30"))
    assert [(lesson.name, lesson.span) for lesson in lessons] == [
        ("Phonics", TimeSpan("09:00", "09:30")),
        ("Guided reading", TimeSpan("09:30", "10:00")),
        ("Maths", TimeSpan("10:00", "10:30")),
    ]


@pytest.mark.parametrize("lines", [[], ["9.00-10.00"], ["–"], ["☺"]])
def test_a_cell_without_words_has_no_lesson(lines: list[str]) -> None:
    assert lessons_in(cell(*lines)) == []


def inked(*lines: tuple[str, tuple[float, float, float], float]) -> Cell:
    """A cell whose lines are of one size but of these colours and strokes."""
    made = []
    for number, (text, colour, stroke) in enumerate(lines):
        word = InkedWord(text, 0.9, 0, 30.0 * number, 50, 20, colour=colour, stroke=stroke)
        made.append(Line((word,), text, 20, 20))
    return Cell(Box(0, 0, 200, 100), tuple(made))


BLACK, RED, WHITE = (0.0, 0.0, 0.0), (200.0, 20.0, 20.0), (250.0, 250.0, 250.0)


@pytest.mark.parametrize(
    ("first", "second", "notes"),
    [
        ((BLACK, 2.0), (BLACK, 2.1), None),
        ((WHITE, 11.0), (BLACK, 2.0), None),
        ((BLACK, 2.0), ((30.0, 30.0, 35.0), 1.9), None),
        ((BLACK, 2.0), (RED, 2.0), "fractions"),
        ((BLACK, 3.2), (BLACK, 2.0), "fractions"),
        ((BLACK, 0.0), (RED, 2.0), None),
    ],
)
def test_a_line_of_another_colour_or_weight_is_a_note(
    first: tuple[tuple[float, float, float], float],
    second: tuple[tuple[float, float, float], float],
    notes: str | None,
) -> None:
    (lesson,) = lessons_in(inked(("Maths", *first), ("fractions", *second)))
    assert lesson.notes == notes


def test_a_short_word_that_looks_large_is_measured_by_the_other_names_of_its_table() -> None:
    large = cell(("PE", 26.0), ("Drama", 20.0))
    assert [lesson.notes for lesson in lessons_in(large)] == ["Drama"]
    assert [lesson.notes for lesson in lessons_in(large, customs_of([cell("Maths"), cell("Art"), large]))] == [None]


def test_a_much_smaller_line_is_a_note_however_thick_its_strokes() -> None:
    lines = [
        Line((InkedWord(text, 0.9, 0, 30.0 * n, 50, size, stroke=1.2),), text, 20, size)
        for n, (text, size) in enumerate((("Science", 20.0), ("Magnets", 15.0)))
    ]
    (lesson,) = lessons_in(Cell(Box(0, 0, 200, 100), tuple(lines)))
    assert (lesson.name, lesson.notes) == ("Science", "Magnets")


@pytest.mark.parametrize(
    ("lines", "name", "notes"),
    [
        (["PSHE (L5", "Mrs Hall)"], "PSHE", "L5 Mrs Hall"),
        (["English (9.10 -", "10.05)"], "English", None),
        (["Choir (", "12.30-1.00)"], "Choir", None),
    ],
)
def test_brackets_may_close_on_another_line(lines: list[str], name: str, notes: str | None) -> None:
    (lesson,) = lessons_in(cell(*lines))
    assert (lesson.name, lesson.notes) == (name, notes)
