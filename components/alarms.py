"""Which alarms there are and when they ring: plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PERIOD_SECONDS = 300
NEAR_TIMEOUT = 0.8


@dataclass(frozen=True)
class Watched:
    """A function as metrics see it.

    Attributes:
        service: short name, such as `ocr`.
        function_name: value of the dimension FunctionName.
        timeout: seconds an invocation may take.
    """

    service: str
    function_name: str
    timeout: int


@dataclass(frozen=True)
class Alarm:
    """An alarm on one metric over five minutes.

    Attributes:
        key: last part of its name.
        description: what happened and where to look first.
        namespace, metric, dimensions: the metric.
        statistic: how the five minutes become one number.
        threshold: rings at or above it, in the metric's unit.
        periods: how many five minutes in a row.
    """

    key: str
    description: str
    namespace: str
    metric: str
    dimensions: dict[str, str]
    statistic: str
    threshold: float
    periods: int = 1


def plan(functions: Sequence[Watched], queue_name: str, api_name: str, stage_name: str) -> list[Alarm]:
    """The alarms of a stack."""
    return [
        *(alarm for function in functions for alarm in _of_function(function)),
        Alarm(
            "dead-letters",
            "Documents wait in the dead-letter queue: read the messages for the reason",
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            {"QueueName": queue_name},
            "Maximum",
            1,
        ),
        Alarm(
            "api-errors",
            "The API answered with 5xx: see its access log",
            "AWS/ApiGateway",
            "5XXError",
            {"ApiName": api_name, "Stage": stage_name},
            "Sum",
            1,
        ),
    ]


def _of_function(function: Watched) -> list[Alarm]:
    service, dimensions = function.service, {"FunctionName": function.function_name}
    return [
        Alarm(
            f"{service}-errors",
            f"Invocations of {service} failed: see its log",
            "AWS/Lambda",
            "Errors",
            dimensions,
            "Sum",
            1,
        ),
        Alarm(
            f"{service}-throttles",
            f"Invocations of {service} were refused: its concurrency, or the account's, is used up",
            "AWS/Lambda",
            "Throttles",
            dimensions,
            "Sum",
            1,
        ),
        Alarm(
            f"{service}-duration",
            f"{service} comes close to its timeout of {function.timeout} s",
            "AWS/Lambda",
            "Duration",
            dimensions,
            "Maximum",
            function.timeout * 1000 * NEAR_TIMEOUT,  # Lambda reports milliseconds
            periods=2,
        ),
    ]
