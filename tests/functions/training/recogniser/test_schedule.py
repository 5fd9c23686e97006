from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.training.recogniser.schedule import Schedule


def test_the_rate_rises_to_its_greatest_and_falls_to_nothing() -> None:
    schedule = Schedule(steps=1000, rate=1.0, warm_up=100)
    rates = [schedule.learning_rate(step, 0.0) for step in range(1001)]
    assert rates[0] == pytest.approx(0.01)
    assert max(rates) == max(rates[80:120])
    assert rates[1000] == 0
    assert all(later <= earlier for earlier, later in pairwise(rates[100:]))


@given(st.integers(0, 3000), st.floats(0, 1e5))
def test_whichever_limit_comes_first_ends_the_run(step: int, seconds: float) -> None:
    progress = Schedule(steps=1000, minutes=10).progress(step, seconds)
    assert (progress == 1) == (step >= 1000 or seconds >= 600)


def test_a_run_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="Give --steps or --minutes"):
        Schedule()
