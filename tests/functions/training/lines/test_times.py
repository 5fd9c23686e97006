from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.training.lines.times import clock, some_time


@pytest.mark.parametrize(
    ("minutes", "meridiem", "forms"),
    [
        (11 * 60 + 15, "", {"11:15"}),
        (13 * 60 + 5, "am", {"1:05pm", "01:05pm"}),
        (12 * 60, " AM", {"12 PM", "12:00 PM", "12 noon", "noon", "Noon", "12noon", "midday"}),
        (8 * 60, "a.m.", {"8a.m.", "8:00a.m.", "08a.m.", "08:00a.m."}),
    ],
)
def test_a_time_is_written_in_one_of_its_forms(minutes: int, meridiem: str, forms: set[str]) -> None:
    written = {clock(minutes, ":", meridiem, random.Random(seed)) for seed in range(200)}
    assert written == forms


@given(st.integers())
def test_some_time_always_has_a_figure_or_noon(seed: int) -> None:
    written = some_time(random.Random(seed))
    assert any(character.isdigit() for character in written) or "noon" in written.lower() or "midday" in written
