"""Rulers of times."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.document.geometry import Interval
from functions.document.legend import find_legend
from functions.document.rulers import Ruler, Slot, mend_order, period_key
from functions.document.stacks import spelled
from functions.document.times import NOTHING_SAID, TimeSpan

TIMES = ("09:00", "10:00", "10:20", "11:30", "12:30")


def slots(*times: tuple[str, str]) -> list[Slot]:
    return [
        Slot(Interval(100.0 * number, 100.0 * number + 100), TimeSpan(start, end))
        for number, (start, end) in enumerate(times)
    ]


RULER = Ruler(Interval(0, 50), tuple(slots(("09:00", "10:00"), ("10:00", "10:20"), ("10:20", "11:30"))), ())


@pytest.mark.parametrize(
    ("low", "high", "start", "end"),
    [
        (0, 100, "09:00", "10:00"),
        (100, 300, "10:00", "11:30"),
        (2, 98, "09:00", "10:00"),
        (0, 150, "09:00", None),
        (150, 300, None, "11:30"),
        (130, 170, None, None),
    ],
)
def test_a_stretch_has_the_times_of_the_sides_it_shares(
    low: float, high: float, start: str | None, end: str | None
) -> None:
    assert RULER.span(Interval(low, high)) == TimeSpan(start, end)


def test_a_stretch_that_ends_where_no_text_would_fit_has_the_time_of_the_slot() -> None:
    slot = Slot(Interval(0, 60), TimeSpan("09:00", "10:00"), height=20)
    assert Ruler(Interval(0, 50), (slot,), ()).span(Interval(0, 52)) == slot.span


def test_a_gap_between_headings_lasts_from_one_to_the_next() -> None:
    first, second = slots(("09:00", "10:00"), ("10:20", "11:30"))
    apart = Slot(Interval(200, 300), second.span)
    assert Ruler(Interval(0, 50), (first, apart), ()).span(Interval(105, 195)) == TimeSpan("10:00", "10:20")


def test_a_misread_heading_is_put_between_its_neighbours() -> None:
    mended = mend_order(
        slots(("09:00", "10:00"), ("19:00", "22:00"), ("10:20", "11:30")), ["9-10", "19-22", "10.20-11.30"]
    )
    assert mended[1].span == TimeSpan("10:00", "10:20")


def test_a_misread_heading_without_room_between_its_neighbours_says_nothing() -> None:
    mended = mend_order(
        slots(("09:00", "10:00"), ("19:00", "22:00"), ("10:00", "11:30")), ["9-10", "19-22", "10.00-11.30"]
    )
    assert mended[1].span == NOTHING_SAID


@given(st.lists(st.integers(7 * 60, 18 * 60), min_size=4, max_size=10, unique=True))
def test_headings_in_order_stay_as_they_are(minutes: list[int]) -> None:
    written = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in sorted(minutes)]
    row = slots(*pairwise(written))
    assert mend_order(row, [f"{slot.span.start}-{slot.span.end}" for slot in row]) == tuple(row)


def test_a_legend_gives_periods_and_breaks_their_times() -> None:
    legend = find_legend(["Period 1: 9.00 - 10.00", "P2 10.20-11.30", "Lunch 12.00 – 1.00, Period 3 1.00-2.00"])
    assert {key: slot.span for key, slot in legend.items()} == {
        "1": TimeSpan("09:00", "10:00"),
        "2": TimeSpan("10:20", "11:30"),
        "lunch": TimeSpan("12:00", "13:00"),
        "3": TimeSpan("13:00", "14:00"),
    }


@pytest.mark.parametrize(
    ("text", "key"),
    [("Period 3", "3"), ("P1", "1"), ("4", "4"), ("2nd lesson", "2"), ("Lesson 5", "5"), ("Maths", None), ("4M", None)],
)
def test_periods_are_known_by_their_number(text: str, key: str | None) -> None:
    assert period_key(text) == key


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("BREAK", "Break"),
        ("HOME", "Home"),
        ("H0ME", "Home"),
        ("HOMEo", "Home"),
        ("LUNCN", "Lunch"),
        ("PSHE", "PSHE"),
        ("PE", "PE"),
    ],
)
def test_stacked_letters_are_spelled_as_a_word(letters: str, word: str) -> None:
    assert spelled(letters) == word
