"""Days and times are printed so that a person, and the grammar of the document function, reads what was meant."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.document.days import initials, parse_days
from functions.document.times import whole_time
from functions.training.pages.notation import WEEKDAYS, TimeNotation, some_day_notation, some_time_notation

school_minutes = st.integers(7 * 12, 18 * 12 + 11).map(lambda number: number * 5)
chances = st.integers(0, 10_000).map(random.Random)


@given(chances, school_minutes, st.integers(1, 15))
def test_a_span_is_read_as_it_was_meant(chance: random.Random, start: int, parts: int) -> None:
    end = min(start + 5 * parts, 18 * 60 + 55)
    printed = some_time_notation(chance).span(start, end)
    read = whole_time(printed)
    assert read is not None, printed
    assert (read.start, read.end) == (_clock(start), _clock(end)), printed


@given(chances)
def test_days_are_read_as_they_were_meant(chance: random.Random) -> None:
    notation = some_day_notation(chance)
    if len(notation.names[0]) == 1:
        assert initials(notation.names) == [(day,) for day in WEEKDAYS], notation
        return
    for day, name in zip(WEEKDAYS, notation.names, strict=True):
        assert parse_days(name) == (day,), name


@pytest.mark.parametrize(
    ("notation", "printed"),
    [
        (TimeNotation(), "9:00 - 1:05"),
        (TimeNotation(separator=".", dash="–"), "9.00–1.05"),
        (TimeNotation(meridiem="end"), "9:00 - 1:05pm"),
        (TimeNotation(meridiem="each", meridiem_text=" AM", short_hours=True), "9 AM - 1:05 PM"),
        (TimeNotation(short_hours=True), "9 - 1:05"),
        (TimeNotation(padded=True, twenty_four=True), "09:00 - 13:05"),
    ],
)
def test_notations_look_as_teachers_write(notation: TimeNotation, printed: str) -> None:
    assert notation.span(540, 785) == printed


def test_noon_is_a_word_where_the_notation_says_so() -> None:
    assert TimeNotation(noon="12 noon").span(675, 720) == "11:15 - 12 noon"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
