from __future__ import annotations

import json
from typing import Any

import pytest
from ai_pipeline_emulator.embedded_metrics import metrics_of

DIRECTIVE = {
    "Namespace": "Own",
    "Dimensions": [["service"], ["service", "role"]],
    "Metrics": [{"Name": "Seconds", "Unit": "Seconds", "StorageResolution": 1}, {"Name": "Count"}],
}


def event(directive: dict[str, Any] = DIRECTIVE, **members: Any) -> str:
    described = {"_aws": {"Timestamp": 1_700_000_000_500, "CloudWatchMetrics": [directive]}}
    return json.dumps({**described, "service": "ocr", "role": "canary", "Seconds": [0.5, 1.5], "Count": 2, **members})


def test_every_metric_is_put_for_every_set_of_dimensions() -> None:
    ((namespace, data),) = metrics_of(event())
    assert namespace == "Own"
    seconds = {
        "MetricName": "Seconds",
        "Timestamp": 1_700_000_000.5,
        "Values": [0.5, 1.5],
        "Unit": "Seconds",
        "StorageResolution": 1,
    }
    count = {**seconds, "MetricName": "Count", "Values": [2], "Unit": "None", "StorageResolution": 60}
    service, role = {"Name": "service", "Value": "ocr"}, {"Name": "role", "Value": "canary"}
    assert data == [{**one, "Dimensions": names} for names in ([service], [service, role]) for one in (seconds, count)]


def test_metrics_without_dimensions_are_put_once() -> None:
    ((_, data),) = metrics_of(event({key: value for key, value in DIRECTIVE.items() if key != "Dimensions"}))
    assert [one["Dimensions"] for one in data] == [[], []]


@pytest.mark.parametrize(
    "message",
    [
        "REPORT RequestId: 1",
        '{"message": "no metrics"}',
        '{"_aws": ',
        '{"_aws": {"CloudWatchMetrics": [{}]}}',
        event({**DIRECTIVE, "Metrics": [{"Name": "Missing"}]}),
        event({**DIRECTIVE, "Metrics": []}),
    ],
)
def test_a_line_that_is_not_in_the_format_is_a_line_of_the_log_and_nothing_more(message: str) -> None:
    assert list(metrics_of(message)) == []
