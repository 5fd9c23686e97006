"""Legends of bell times."""

from __future__ import annotations

import pytest

from functions.document.legend import find_legend
from functions.document.times import TimeSpan


@pytest.mark.parametrize(
    "texts",
    [
        ["Period 1: 9.00 - 10.00", "Lunch/Recess: 12.00-1.00"],
        ["Our timetable", "P1 – 9.00 - 10.00, Lunch/Recess – 12.00 - 1.00"],
        ["P1 9.00 - 10.00   Lunch/Recess", "12.00 - 1.00"],
        ["9.00 - 10.00 Period 1", "12.00 - 1.00 Lunch/Recess"],
    ],
)
def test_gives_periods_and_breaks_their_times(texts: list[str]) -> None:
    legend = find_legend(texts)
    assert {key: slot.span for key, slot in legend.items()} == {
        "1": TimeSpan("09:00", "10:00"),
        "lunch/recess": TimeSpan("12:00", "13:00"),
    }


def test_text_without_times_is_no_legend() -> None:
    assert find_legend(["Class 3B", "PE kit on Tuesday"]) == {}
