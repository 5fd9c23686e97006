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
        ["P1:9.00 - 10.00: Lunch/Recess – 12.00 - 1.00:"],
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


def test_misread_entries_are_read_by_those_before_and_after_them() -> None:
    legend = find_legend(
        [
            "Hedgehog Class Autumn 2021/22 Register 8.40 to 9.00; Period 1: 9.00 t+ 9.50, Period 2. 9.50 to 10.20:",
            "Playtime 10.20 te 1.05; Porind 3: 11.05 to",
            "12.15",
        ]
    )
    assert {key: slot.span for key, slot in legend.items()} == {
        "register": TimeSpan("08:40", "09:00"),
        "1": TimeSpan("09:00", "09:50"),
        "2": TimeSpan("09:50", "10:20"),
        "playtime": TimeSpan("10:20", "11:05"),
        "3": TimeSpan("11:05", "12:15"),
    }
