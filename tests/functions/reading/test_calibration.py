"""Confidence of words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.shared.reading.calibration import Calibration

probabilities = st.floats(0, 1)


@given(probabilities, probabilities, st.floats(0.1, 5), st.floats(-5, 5))
@example(0.0, 1.0, 5.0, 5.0)
def test_a_more_certain_word_stays_at_least_as_certain(
    first: float, second: float, slope: float, offset: float
) -> None:
    calibrate = Calibration(slope, offset)
    low, high = sorted((first, second))
    assert 0 < calibrate(low) <= calibrate(high) < 1


@given(st.floats(0.001, 0.999))
def test_without_coefficients_nothing_changes(probability: float) -> None:
    assert Calibration.of(None)(probability) == pytest.approx(probability)


def test_a_manifest_states_the_coefficients() -> None:
    assert Calibration.of({"slope": 2.0, "offset": -1.0}) == Calibration(2.0, -1.0)


@pytest.mark.parametrize("slope", [0.0, -1.0, float("nan")])
def test_refuses_a_slope_that_would_turn_certainty_around(slope: float) -> None:
    with pytest.raises(ValueError, match="must be more than 0"):
        Calibration(slope)
