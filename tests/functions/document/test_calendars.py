"""Calendars: lessons that say their own times, beside hours."""

from __future__ import annotations

from functions.document.calendars import read_calendar
from functions.shared.page import Segment, Word

LINE = 24.0


def _lines(left: float, top: float, *texts: str) -> list[Word]:
    """Words of lines one below the other."""
    words = []
    for number, text in enumerate(texts):
        place = left
        for word in text.split():
            words.append(Word(word, 0.9, place, top + number * LINE, 10.0 * len(word), 20))
            place += 10.0 * len(word) + 6
    return words


def _page(*hours: str) -> list[Word]:
    words = [word for number, day in enumerate(("Mon", "Tue", "Wed")) for word in _lines(150 + 200 * number, 20, day)]
    return words + [word for number, hour in enumerate(hours) for word in _lines(20, 60 + 120 * number, hour)]


def _read(words: list[Word], rules: tuple[Segment, ...] = ()) -> set[tuple[str, str, str | None, str | None]]:
    blocks = [entry.block for entry in read_calendar(words, rules)]
    return {(block.day, block.name, block.start, block.end) for block in blocks}


HOURS = ("9 AM", "10 AM", "11 AM")


def test_lessons_have_the_times_that_they_say_before_or_after_their_names() -> None:
    words = [*_page(*HOURS), *_lines(120, 70, "9.10-9.50", "Maths"), *_lines(320, 90, "Art", "9.20-10.50")]
    assert _read(words) == {("Monday", "Maths", "09:10", "09:50"), ("Tuesday", "Art", "09:20", "10:50")}


def test_a_time_between_two_names_belongs_to_the_nearer_one() -> None:
    column = [*_lines(120, 70, "Maths", "9.10-9.50"), *_lines(120, 130, "10.00-10.40", "Art")]
    lessons = {("Monday", "Maths", "09:10", "09:50"), ("Monday", "Art", "10:00", "10:40")}
    assert _read([*_page(*HOURS), *column]) == lessons


def test_a_line_that_is_ruled_parts_lessons_as_close_as_lines_of_one() -> None:
    words = [*_page(*HOURS), *_lines(120, 70, "Maths", "9.10-9.50", "Art", "9.50-10.10", "Music")]
    assert ("Monday", "Maths", "09:10", "09:50") in _read(words, (Segment(100, 116, 300, 116),))
    assert ("Monday", "Maths Art", "09:10", "09:50") in _read(words, (Segment(100, 140, 300, 140),))


def test_a_note_below_all_lessons_belongs_to_none() -> None:
    words = [
        *_page(*HOURS),
        *_lines(120, 300, "Maths", "11.10-11.50"),
        *_lines(60, 350, "Bring a water bottle every day"),
    ]
    assert _read(words) == {("Monday", "Maths", "11:10", "11:50")}


def test_a_page_without_hours_at_its_side_is_no_calendar() -> None:
    assert read_calendar([*_page("First", "Second", "Third"), *_lines(120, 70, "9.10-9.50", "Maths")]) == []


def test_a_lesson_reaches_down_to_where_another_begins_when_it_ends() -> None:
    words = [*_page(*HOURS), *_lines(120, 70, "9.00-10.00 Maths"), *_lines(320, 190, "10.00-11.00 Art")]
    cells = {entry.block.name: entry.cell.box for entry in read_calendar(words)}
    assert cells["Maths"].bottom == cells["Art"].top == 190
