"""How a canary does beside the champion: what the alarms on it see."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Any

from functions.shared.model_metrics import Role
from harness.models.deployed import Deployed

METRICS = {
    "requests": ("ModelRequests", "Sum"),
    "errors": ("ModelErrors", "Sum"),
    "rejected": ("ModelRejected", "Sum"),
    "confidence": ("ModelConfidence", "Average"),
    "confidence_drop": ("ModelConfidenceDrop", "Average"),
    "seconds": ("ModelSeconds", "Average"),
}
MOST_DATAPOINTS = 1440  # of one answer of GetMetricStatistics
MINUTE = 60


def observed(stack: Deployed, since: datetime.datetime, now: datetime.datetime) -> dict[str, Any]:
    """The figures of both roles since a moment, and the states of the alarms on the canary.

    Returns:
        `{"roles": {role: {figure: number or null}}, "alarms": [{"name", "state", "reason"}]}`.
    """
    cloudwatch = stack.aws("cloudwatch")
    alarms = cloudwatch.describe_alarms(AlarmNames=stack.outputs["canaryAlarmNames"])["MetricAlarms"]
    named = {one["Name"]: one["Value"] for one in alarms[0]["Dimensions"]}  # what the alarms watch is where to look

    def figure(role: Role, metric: str, statistic: str) -> float | None:
        answer = cloudwatch.get_metric_statistics(
            Namespace=alarms[0]["Namespace"],
            MetricName=metric,
            Dimensions=[{"Name": name, "Value": value} for name, value in {**named, "role": str(role)}.items()],
            StartTime=since,
            EndTime=now,
            Period=period(since, now),
            Statistics=[statistic, "SampleCount"],
        )
        return total(answer["Datapoints"], statistic)

    return {
        "roles": {str(role): {name: figure(role, *metric) for name, metric in METRICS.items()} for role in Role},
        "alarms": [
            {"name": one["AlarmName"], "state": one["StateValue"], "reason": one["StateReason"]} for one in alarms
        ],
    }


def period(since: datetime.datetime, now: datetime.datetime) -> int:
    """Seconds of a datapoint, whole minutes, so that one answer holds them all."""
    return max(1, math.ceil((now - since).total_seconds() / MOST_DATAPOINTS / MINUTE)) * MINUTE


def total(datapoints: Sequence[Mapping[str, Any]], statistic: str) -> float | None:
    """The statistic (Sum or Average) of all datapoints together; None where there are none."""
    if statistic == "Sum":
        return sum(one["Sum"] for one in datapoints)
    count = sum(one["SampleCount"] for one in datapoints)
    return sum(one[statistic] * one["SampleCount"] for one in datapoints) / count if count else None
