"""The grammar of days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.document.days import SCHOOL_DAYS, WEEKDAYS, initials, mentioned_days, most_initials, parse_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday", ["Monday"]),
        ("MON", ["Monday"]),
        ("M0N", ["Monday"]),
        ("FRl", ["Friday"]),
        ("FR/DAY 26th", ["Friday"]),
        ("Mon/Tue", ["Monday", "Tuesday"]),
        ("Tues.", ["Tuesday"]),
        ("Weds", ["Wednesday"]),
        ("THURS", ["Thursday"]),
        ("Thursdey", ["Thursday"]),
        ("Mondays", ["Monday"]),
        ("Wed 12th May", ["Wednesday"]),
        ("Monday 03/11", ["Monday"]),
        ("Friday pm", ["Friday"]),
        ("Tuesday th", ["Tuesday"]),
        ("Monday srd", ["Monday"]),
        ("Monday 4th Nov", ["Monday"]),
        ("Tue Th", ["Tuesday", "Thursday"]),
        ("Monday, Tuesday, Thursday", ["Monday", "Tuesday", "Thursday"]),
        ("Mon & Wed", ["Monday", "Wednesday"]),
        ("Mon-Wed", ["Monday", "Tuesday", "Wednesday"]),
        ("Monday to Friday", list(SCHOOL_DAYS)),
        ("Daily routine", list(SCHOOL_DAYS)),
        ("Maths", []),
        ("Monday Maths", []),
        ("Sunny", []),
        ("M", []),
        ("", []),
    ],
)
def test_reads_headings(text: str, days: list[str]) -> None:
    assert list(parse_days(text)) == days


def test_single_letters_count_only_in_the_order_of_the_week() -> None:
    assert initials(["M", "T", "W", "T", "F"]) == [(day,) for day in SCHOOL_DAYS]
    assert initials(["M", "Tu", "W", "Th", "F"]) == [(day,) for day in SCHOOL_DAYS]
    assert initials(["M", "Tues", "W", "R", "Fri."]) == [(day,) for day in SCHOOL_DAYS]
    assert initials(["B", "R", "E", "A", "K"]) is None
    assert initials(["M", "W"]) is None


def test_two_of_five_letters_may_be_lost() -> None:
    week = [(day,) for day in SCHOOL_DAYS]
    assert most_initials(["M", "", "W", "Th", "E"]) == week
    assert most_initials(["M", "", "W", "", "E"]) is None
    assert most_initials(["M", "Tu", "Th", "W", "F"]) is None
    assert most_initials(["B", "R", "E", "A", "K"]) is None
    assert most_initials(["M", "Maths", "W", "Th", "F"]) is None


def test_finds_days_in_a_sentence() -> None:
    assert mentioned_days("Our timetable for Tuesday and Monday") == ("Monday", "Tuesday")


@given(st.sampled_from(WEEKDAYS), st.integers(0, 8), st.sampled_from("xqz"))
def test_one_wrong_letter_does_not_hide_a_long_name_or_make_it_another(day: str, place: int, letter: str) -> None:
    place %= len(day)
    misread = day[:place] + letter + day[place + 1 :]
    assert parse_days(misread) in ((day,), ())
    if day not in ("Sunday", "Monday"):
        assert parse_days(misread) == (day,)
