"""Structured logs and metrics.

What a page says is personal data, and so is a file's name: log ids, sizes and error types, never words or keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

logger = Logger()
metrics = Metrics()

Answer = TypeVar("Answer")
_started = False


def count(name: str) -> None:
    """Counts one occurrence, in CloudWatch's metric of that name."""
    metrics.add_metric(name, MetricUnit.Count, 1)


def ratio(name: str, value: float) -> None:
    """Records a number from 0 to 1."""
    metrics.add_metric(name, MetricUnit.NoUnit, value)


def duration(name: str, value: float) -> None:
    """Records how long something took, in seconds."""
    metrics.add_metric(name, MetricUnit.Seconds, value)


def observed(
    handler: Callable[[Mapping[str, Any], Any], Answer],
) -> Callable[[Mapping[str, Any], Any], Answer]:
    """Gives a handler's log lines the request's id, and writes its metrics out when it ends, however it ends."""

    @wraps(handler)
    def wrapper(event: Mapping[str, Any], context: Any) -> Answer:
        logger.append_keys(function_request_id=context.aws_request_id)
        _count_cold_start()
        try:
            return handler(event, context)
        finally:
            _flush()

    return wrapper


def _count_cold_start() -> None:
    global _started
    if not _started:
        _started = True
        count("ColdStart")


def _flush() -> None:
    if metrics.metric_set:
        metrics.flush_metrics()
