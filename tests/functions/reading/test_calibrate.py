"""Fitting the confidence of words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from functions.shared.reading.calibration import Calibration, log_odds
from functions.training.calibrate import calibration_error, fit, halves, table


def drawn(truth: Calibration, count: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """Confidences, and outcomes that come true as often as `truth` says."""
    chance = np.random.default_rng(0)
    confidences = chance.uniform(0.3, 0.999, count)
    expected = np.array([truth(confidence) for confidence in confidences])
    return confidences, (chance.uniform(size=count) < expected).astype(float)


def test_finds_the_coefficients_that_outcomes_were_drawn_with() -> None:
    found = fit(*drawn(Calibration(0.8, -1.2)))
    assert (found.slope, found.offset) == pytest.approx((0.8, -1.2), abs=0.1)


def test_refuses_outcomes_that_confidence_does_not_foretell() -> None:
    confidences, right = drawn(Calibration(1.0, 0.0))
    with pytest.raises(ValueError, match="must be more than 0"):
        fit(confidences, 1 - right)


def test_error_is_the_distance_between_confidence_and_outcome() -> None:
    assert calibration_error(np.array([0.6, 0.6, 0.96, 0.96]), np.array([0.0, 1, 1, 1])) == pytest.approx(0.07)


def test_tabulates_each_bin_that_holds_words() -> None:
    lines = table(np.array([0.6, 0.6, 0.96]), np.array([0.0, 1, 1])).splitlines()
    assert [line.split() for line in lines[1:]] == [["0.600", "0.500", "2"], ["0.960", "1.000", "1"]]


def test_keeps_the_faces_of_a_family_together() -> None:
    fonts = [Path(family, face) for family in ("a", "b", "c") for face in ("bold.ttf", "plain.ttf")]
    first, second = halves(fonts)
    assert {font.parent.name for font in first} == {"a", "c"}
    assert {font.parent.name for font in second} == {"b"}


def test_log_odds_are_bounded() -> None:
    assert log_odds(1.0) == pytest.approx(-log_odds(0.0))
    assert log_odds(1.0) < 10
