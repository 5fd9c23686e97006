"""Metrics of model versions by the role in which they serve: what the alarms on a canary watch.

Dimensions are the environment, the model's name and the role, never the version: each new value of a dimension is a
new metric, which costs, and an alarm would not know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit


class Role(StrEnum):
    """How a version serves: to everybody, or on trial to a share."""

    CHAMPION = "champion"
    CANARY = "canary"


@dataclass(frozen=True)
class ModelMetrics:
    """Records in CloudWatch's embedded format, a line an event.

    Attributes:
        environment: the stack's name; stacks of one account share a namespace.
        model: name of the model.
    """

    environment: str
    model: str

    def answered(self, role: Role, seconds: float, confidence: float | None, drop: float | None = None) -> None:
        """A file was read.

        Args:
            seconds: the reading took.
            confidence: of its words, 0 to 1; None where there are none.
            drop: for a canary: see `confidence_drop`.
        """
        metrics = self._metrics(role)
        metrics.add_metric("ModelRequests", MetricUnit.Count, 1)
        metrics.add_metric("ModelSeconds", MetricUnit.Seconds, seconds)
        for name, value in (("ModelConfidence", confidence), ("ModelConfidenceDrop", drop)):
            if value is not None:
                metrics.add_metric(name, MetricUnit.NoUnit, value)
        metrics.flush_metrics()

    def failed(self, role: Role) -> None:
        """A file made the model fail."""
        metrics = self._metrics(role)
        metrics.add_metric("ModelRequests", MetricUnit.Count, 1)
        metrics.add_metric("ModelErrors", MetricUnit.Count, 1)
        metrics.flush_metrics()

    def rejected(self, role: Role) -> None:
        """A version was not taken into service."""
        metrics = self._metrics(role)
        metrics.add_metric("ModelRejected", MetricUnit.Count, 1)
        metrics.flush_metrics()

    def _metrics(self, role: Role) -> EphemeralMetrics:
        metrics = EphemeralMetrics(service="")  # the same metric, whichever function the model serves
        for name, value in (("environment", self.environment), ("model", self.model), ("role", str(role))):
            metrics.add_dimension(name, value)
        return metrics
