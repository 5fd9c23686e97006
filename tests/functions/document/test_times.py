"""The grammar of times."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.document.times import TimeSpan, find_times, minutes_of, whole_time


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:00", "09:00", None),
        ("9.00", "09:00", None),
        ("0900", "09:00", None),
        ("3.20", "15:20", None),
        ("9am", "09:00", None),
        ("3.15 p.m.", "15:15", None),
        ("12 noon", "12:00", None),
        ("12.00 noon", "12:00", None),
        ("until 11", None, "11:00"),
        ("midday", "12:00", None),
        ("until 3.15", None, "15:15"),
        ("9 – 9.30", "09:00", "09:30"),
        ("9-10", "09:00", "10:00"),
        ("8:35 – 8.50 am", "08:35", "08:50"),
        ("1.15-3PM", "13:15", "15:00"),
        ("9-3pm", "09:00", "15:00"),
        ("11.30-1pm", "11:30", "13:00"),
        ("11:30am - 12:15pm", "11:30", "12:15"),
        ("12 noon - 1.15", "12:00", "13:15"),
        ("from 9.00 to 9.30", "09:00", "09:30"),
        ("9.00 till 10.15", "09:00", "10:15"),
        ("0845-0900", "08:45", "09:00"),
        ("13:15—14:00", "13:15", "14:00"),
        ("10.10 –\n10.30", "10:10", "10:30"),
        ("9h05 - 9h50", "09:05", "09:50"),
        ("12:15–1:1\n5", "12:15", "13:15"),
        ("11:05\n-11:1\n5", "11:05", "11:15"),
    ],
)
def test_reads_what_teachers_write(text: str, start: str | None, end: str | None) -> None:
    assert whole_time(text) == TimeSpan(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "8:55. 9:10 a.m.",
        "8:55 . 9:10",
        "10.15to 10.30",
        "10.15 to10.30",
        "8.45-855",
        "1O.3O-11.l5",
        "10. 30 - 11.00",
        "12:55 to 1:.40",
    ],
)
def test_tolerates_what_ocr_confuses_inside_a_time(text: str) -> None:
    span = whole_time(text)
    assert span is not None
    assert span.complete


@pytest.mark.parametrize(
    "text",
    [
        "2025-26",
        "2025-2026",
        "2025/26",
        "01.09.2025",
        "Year 3-4",
        "£2.50",
        "Room 12",
        "9.75",
        "25:00",
        "Period 1",
        "",
        "oi, Li",
    ],
)
def test_takes_nothing_else_for_a_time(text: str) -> None:
    assert whole_time(text) is None
    assert find_times(text) == []


def test_does_not_take_groups_in_a_lesson_for_hours() -> None:
    assert find_times("Reading groups 2-3") == []


def test_says_where_a_time_stands_in_running_text() -> None:
    text = "Swimming / Finishing off\n1.15-3PM"
    (match,) = find_times(text)
    assert text[match.begin : match.finish] == "1.15-3PM"
    assert match.span == TimeSpan("13:15", "15:00")


def test_finds_several_times_from_left_to_right() -> None:
    starts = [match.span.start for match in find_times("9.00-9.30 Phonics\n9.30-10.15 Maths")]
    assert starts == ["09:00", "09:30"]


def test_a_slash_may_part_two_ranges() -> None:
    spans = [match.span for match in find_times("11:30-12:30/12:00-1:00")]
    assert spans == [TimeSpan("11:30", "12:30"), TimeSpan("12:00", "13:00")]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Lesson 1 – 8:50 - 9:20", "08:50", "09:20"),
        ("Period 1 1.30", "13:30", None),
        ("1 – 8:50 - 9:20", "08:50", "09:20"),
        ("Period 2:09:50 - 10:45", "09:50", "10:45"),
        ("Lesson 3 – 10:05 - 11", "10:05", "11:00"),
        ("Year 5 until 2pm", None, "14:00"),
    ],
)
def test_the_number_of_a_period_is_no_hour(text: str, start: str | None, end: str | None) -> None:
    (match,) = find_times(text)
    assert match.span == TimeSpan(start, end)


school_minutes = st.integers(7 * 60, 19 * 60 - 1)
separators = st.sampled_from([":", "."])
dashes = st.sampled_from(["-", " - ", "to ", "–", " – ", "—", " to ", " until ", "- "])


def _twelve_hour(minutes: int, separator: str) -> str:
    hour = minutes // 60
    return f"{hour - 12 if hour > 12 else hour}{separator}{minutes % 60:02d}"


@given(start=school_minutes, length=st.integers(5, 180), separator=separators, dash=dashes)
def test_a_range_of_a_school_day_is_read_back_whatever_the_clock(
    start: int, length: int, separator: str, dash: str
) -> None:
    end = min(start + length, 19 * 60 - 1)
    if end <= start:
        return
    expected = TimeSpan(f"{start // 60:02d}:{start % 60:02d}", f"{end // 60:02d}:{end % 60:02d}")
    twenty_four = f"{start // 60}{separator}{start % 60:02d}{dash}{end // 60}{separator}{end % 60:02d}"
    assert whole_time(twenty_four) == expected
    if end < 18 * 60 + 60 and not (start < 12 * 60 and start // 60 < 7):
        written = f"{_twelve_hour(start, separator)}{dash}{_twelve_hour(end, separator)}"
        ambiguous = start >= 18 * 60 + 60 or end >= 19 * 60
        assert ambiguous or whole_time(written) == expected


@given(st.one_of(st.text(max_size=60), st.text("0129OoIiLl|.:,- \n\t\u00a0apmh", max_size=20)))
@example("Art 1\n1:30")
def test_any_text_gives_valid_times_that_do_not_overlap(text: str) -> None:
    position = 0
    for match in find_times(text):
        assert position <= match.begin < match.finish <= len(text)
        position = match.finish
        for time in (match.span.start, match.span.end):
            assert time is None or 0 <= minutes_of(time) < 24 * 60


def test_four_digits_are_times_in_running_text_where_they_are_as_far_apart_as_a_lesson_lasts() -> None:
    (match,) = find_times("Psychology 1150 - 1250")
    assert match.span == TimeSpan("11:50", "12:50")
    assert find_times("Rooms 1012 - 1013") == find_times("School year 2025-2026") == find_times("Tel 0900-1730") == []
