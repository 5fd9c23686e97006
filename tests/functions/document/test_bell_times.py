"""Times of headings that follow each other, read together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.document.bell_times import followed, in_order, time_digits
from functions.document.times import NOTHING_SAID, TimeSpan, written


def spans(*times: str) -> list[TimeSpan]:
    """Stretches from each time to the next."""
    return [TimeSpan(start, end) for start, end in pairwise(times)]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("8.35– 935", "835935"),
        ("Lesson 2\n9:35 - 10.30", "9351030"),
        ("I.15 – 1l55", "1151155"),
        ("12:20", "1220"),
        ("Period 3", ""),
        ("Week 2", ""),
        ("Break", ""),
        ("Call 0114 496 0123", ""),
    ],
)
def test_a_heading_has_the_digits_of_its_time(text: str, digits: str) -> None:
    assert time_digits(text) == digits


@pytest.mark.parametrize(
    ("misread", "times"),
    [
        (["830845", "845145", "9451040"], ("08:30", "08:45", "09:45", "10:40")),  # 9:45
        (["800900", "9009925", "9251000"], ("08:00", "09:00", "09:25", "10:00")),  # a 9 seen twice
        (["11301225", "122510", "1102"], ("11:30", "12:25", "13:10", "14:00")),  # 1:10, and 2 for 2:00
        (["800900", "925935", "9351025"], ("08:00", "09:00", "09:35", "10:25")),  # nearer to 9.25 than to 9.00
    ],
)
def test_a_misread_time_is_what_its_neighbours_leave(misread: list[str], times: tuple[str, ...]) -> None:
    read = followed(misread)
    assert read is not None
    assert [span.end for span in read] == list(times[1:])


def test_times_between_those_that_clocks_show_in_fives_stay_where_they_were_read() -> None:
    read = [TimeSpan("08:52", "09:38"), TimeSpan("19:38", "10:24"), TimeSpan("10:24", "11:10")]
    assert followed(["852938", "1381024", "10241110"], read) == spans("08:52", "09:38", "10:24", "11:10")


def test_a_heading_of_which_nothing_is_right_lasts_from_the_one_before_to_the_one_after() -> None:
    assert followed(["9001000", "373", "10201130"]) == spans("09:00", "10:00", "10:20", "11:30")


def test_a_gap_between_headings_stays() -> None:
    assert followed(["850950", "9551050", "10501145"]) == [
        TimeSpan("08:50", "09:50"),
        TimeSpan("09:55", "10:50"),
        TimeSpan("10:50", "11:45"),
    ]


def test_a_heading_for_which_there_is_no_room_says_nothing() -> None:
    read = followed(["9001000", "1920", "10001130", "11301215"])
    assert read == [TimeSpan("09:00", "10:00"), NOTHING_SAID, *spans("10:00", "11:30", "12:15")]


def test_headings_that_make_no_sense_together_are_not_read() -> None:
    assert followed(["373", "888", "999"]) is None


@given(st.lists(st.integers(8 * 12, 17 * 12), min_size=3, max_size=10, unique=True), st.booleans())
def test_times_that_were_read_right_stay(steps: list[int], twelve_hours: bool) -> None:
    times = [written(5 * step) for step in sorted(steps)]
    if any((b - a) * 5 > 120 for a, b in pairwise(sorted(steps))):
        return

    def digits(time: str) -> str:
        hour, minute = time.split(":")
        return f"{(int(hour) - 1) % 12 + 1 if twelve_hours else int(hour)}{minute}"

    assert followed([digits(start) + digits(end) for start, end in pairwise(times)]) == spans(*times)


def test_a_span_that_takes_no_time_is_not_in_order() -> None:
    assert in_order(spans("09:00", "10:00", "11:00"))
    assert not in_order([TimeSpan("09:00", "09:00")])
    assert not in_order([TimeSpan("09:00", "10:00"), TimeSpan("09:30", None)])
