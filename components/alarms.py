"""Which alarms there are and when they ring: plain data."""

from __future__ import annotations

from dataclasses import dataclass

from components.watched import WatchedFunction, WatchedStack

NEAR_TIMEOUT = 0.8


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


def alarms_of(stack: WatchedStack) -> list[Alarm]:
    """The alarms of a stack."""
    return [
        *(alarm for function in stack.functions for alarm in _of_function(function)),
        Alarm(
            "dead-letters",
            "Documents wait in the dead-letter queue: read the messages for the reason",
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            {"QueueName": stack.queue_name},
            "Maximum",
            1,
        ),
        Alarm(
            "api-errors",
            "The API answered with 5xx: see its access log",
            "AWS/ApiGateway",
            "5XXError",
            {"ApiName": stack.api_name, "Stage": stack.stage_name},
            "Sum",
            1,
        ),
    ]


def _of_function(function: WatchedFunction) -> list[Alarm]:
    service = function.service

    def alarm(
        key: str, description: str, metric: str, statistic: str = "Sum", threshold: float = 1, periods: int = 1
    ) -> Alarm:
        dimensions = {"FunctionName": function.function_name}
        return Alarm(f"{service}-{key}", description, "AWS/Lambda", metric, dimensions, statistic, threshold, periods)

    return [
        alarm("errors", f"Invocations of {service} failed: see its log", "Errors"),
        alarm(
            "throttles",
            f"Invocations of {service} were refused: its concurrency, or the account's, is used up",
            "Throttles",
        ),
        alarm(
            "duration",
            f"{service} comes close to its timeout of {function.timeout} s",
            "Duration",
            "Maximum",
            function.timeout * 1000 * NEAR_TIMEOUT,  # Lambda reports milliseconds
            periods=2,
        ),
    ]
