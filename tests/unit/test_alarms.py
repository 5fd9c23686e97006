from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from components.alarms import alarms_of
from components.dashboard import body
from components.watched import WatchedFunction, WatchedStack

FUNCTIONS = st.builds(
    WatchedFunction,
    service=st.text("abc", min_size=1),
    function_name=st.text("abc-", min_size=1),
    timeout=st.integers(1, 900),
)
STACKS = st.builds(
    WatchedStack,
    functions=st.lists(FUNCTIONS, min_size=1, max_size=5, unique_by=lambda one: one.service),
    readers=st.just(("ocr", "document")),
    queue_name=st.just("letters"),
    api_name=st.just("api"),
    stage_name=st.just("v1"),
)


@given(STACKS)
def test_every_function_has_an_alarm_for_errors_throttles_and_duration(stack: WatchedStack) -> None:
    alarms = {alarm.key: alarm for alarm in alarms_of(stack)}
    assert len(alarms) == len(alarms_of(stack)) == 3 * len(stack.functions) + 2
    for function in stack.functions:
        for key, metric in (("errors", "Errors"), ("throttles", "Throttles"), ("duration", "Duration")):
            alarm = alarms[f"{function.service}-{key}"]
            assert (alarm.namespace, alarm.metric) == ("AWS/Lambda", metric)
            assert alarm.dimensions == {"FunctionName": function.function_name}


@given(STACKS)
def test_the_alarm_on_duration_rings_before_the_timeout_in_milliseconds(stack: WatchedStack) -> None:
    alarms = {alarm.key: alarm for alarm in alarms_of(stack)}
    for function in stack.functions:
        milliseconds = function.timeout * 1000
        assert milliseconds / 2 < alarms[f"{function.service}-duration"].threshold < milliseconds


@given(STACKS)
def test_a_single_dead_letter_rings(stack: WatchedStack) -> None:
    (alarm,) = [alarm for alarm in alarms_of(stack) if alarm.key == "dead-letters"]
    assert (alarm.metric, alarm.threshold) == ("ApproximateNumberOfMessagesVisible", 1)
    assert alarm.dimensions == {"QueueName": "letters"}


@given(STACKS)
def test_charts_do_not_overlap_and_fit_the_grid(stack: WatchedStack) -> None:
    widgets = json.loads(json.dumps(body(stack, "Own", "eu-west-1")))["widgets"]
    places = [(one["x"], one["y"]) for one in widgets]
    assert len(set(places)) == len(places)
    assert all(one["x"] % one["width"] == 0 and one["x"] + one["width"] <= 24 for one in widgets)
    assert all(one["y"] % one["height"] == 0 for one in widgets)


@given(STACKS)
def test_every_function_has_a_chart_of_its_percentiles(stack: WatchedStack) -> None:
    charts = {one["properties"]["title"]: one["properties"] for one in body(stack, "Own", "eu-west-1")["widgets"]}
    for function in stack.functions:
        metrics = charts[f"Duration of {function.service}"]["metrics"]
        assert [metric[-1]["stat"] for metric in metrics] == ["p50", "p95", "p99"]


def test_charts_show_what_the_functions_measure_themselves() -> None:
    stack = WatchedStack([WatchedFunction("ocr", "f", 1)], ("ocr", "document"), "letters", "api", "v1")
    own = [
        metric[:2] + metric[3:4]
        for one in body(stack, "Own", "eu-west-1")["widgets"]
        for metric in one["properties"]["metrics"]
        if metric[0] == "Own"
    ]
    assert ["Own", "OcrConfidence", "ocr"] in own
    assert ["Own", "TimetableConfidence", "document"] in own
    assert ["Own", "FeatureStoreLatency", "ocr"] in own
    assert ["Own", "FeatureStoreUnavailable", "document"] in own
