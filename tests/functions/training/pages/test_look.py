"""Looks are such that people can read what they print."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.training.fonts import FontFamily
from functions.training.pages.look import LEAST_CONTRAST, contrast, some_look


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_what_the_guidelines_say(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)
    assert contrast(second, first) == pytest.approx(ratio, abs=0.01)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 100_000))
def test_text_stands_out_from_what_is_behind_it(fonts: Sequence[FontFamily], seed: int) -> None:
    look = some_look(random.Random(seed), fonts, 1.0)
    behind_names = [look.paper, look.break_fill, look.day_fill, *(look.palette if look.subject_fills else ())]
    assert all(contrast(look.ink, fill) >= LEAST_CONTRAST for fill in behind_names if fill)
    assert contrast(look.heading_ink, look.heading_fill or look.paper) >= LEAST_CONTRAST
