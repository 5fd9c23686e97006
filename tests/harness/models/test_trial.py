from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.models.trial import MOST_DATAPOINTS, observed, period, total
from tests.harness.models.fake_stack import FakeStack

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=20)


@given(st.timedeltas(datetime.timedelta(0), datetime.timedelta(days=400)))
def test_a_period_is_whole_minutes_and_few_enough(span: datetime.timedelta) -> None:
    seconds = period(NOW - span, NOW)
    assert seconds % 60 == 0
    assert seconds >= 60
    assert span.total_seconds() / seconds <= MOST_DATAPOINTS


@given(st.lists(VALUES, max_size=5))
def test_datapoints_together_tell_what_all_values_would(periods: list[list[float]]) -> None:
    values = [value for one in periods for value in one]
    datapoints = [{"Sum": sum(one), "Average": sum(one) / len(one), "SampleCount": len(one)} for one in periods]
    assert total(datapoints, "Sum") == pytest.approx(sum(values))
    average = total(datapoints, "Average")
    assert average is None if not values else average == pytest.approx(sum(values) / len(values))


def test_both_roles_are_shown_with_the_alarms() -> None:
    stack = FakeStack()
    stack.cloudwatch.datapoints = {
        ("ModelRequests", "champion"): [{"Sum": 3, "SampleCount": 3}, {"Sum": 2, "SampleCount": 2}],
        ("ModelConfidenceDrop", "canary"): [{"Average": 0.2, "SampleCount": 1}, {"Average": 0.1, "SampleCount": 3}],
    }
    found = observed(stack, NOW - datetime.timedelta(hours=1), NOW)
    assert found["roles"]["champion"]["requests"] == 5
    assert found["roles"]["canary"]["confidence_drop"] == pytest.approx(0.125)
    assert found["roles"]["canary"]["seconds"] is None
    assert found["alarms"][0] == {"name": "canary-rejected", "state": "OK", "reason": "because"}
