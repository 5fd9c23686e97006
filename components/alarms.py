"""Which alarms there are and when they ring: plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi import Input

from components.function import METRICS_NAMESPACE
from components.target import Target
from components.watched import PERIOD_SECONDS, WatchedFunction, WatchedStack, WatchedTraining

NEAR_TIMEOUT = 0.8
STORAGE_LEFT = 0.1  # RDS makes the storage larger below a tenth, until the most that it may have


@dataclass(frozen=True)
class Alarm:
    """An alarm on one metric.

    Attributes:
        key: last part of its name.
        description: what happened and where to look first.
        namespace, metric, dimensions: the metric.
        statistic: how a period becomes one number.
        threshold: rings at or above it, in the metric's unit.
        periods: how many in a row.
        falling: rings at or below the threshold instead.
        period: in seconds.
    """

    key: str
    description: str
    namespace: str
    metric: str
    dimensions: Mapping[str, Input[str]]
    statistic: str
    threshold: float
    periods: int = 1
    falling: bool = False
    period: int = PERIOD_SECONDS

    def name(self, target: Target) -> str:
        """Its full name."""
        return f"{target.named()}-{self.key}"


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
        Alarm(
            "model-rejected",
            "The serving pointer names a version that the functions do not take: see the log of ocr, then roll it back",
            METRICS_NAMESPACE,
            "ModelRejected",
            {"environment": stack.model.environment, "model": stack.model.name, "role": "champion"},
            "Sum",
            1,
        ),
        *(_of_training(stack.training) if stack.training else []),
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


def _of_training(training: WatchedTraining) -> list[Alarm]:
    executions = {"StateMachineArn": training.state_machine_arn}
    servers = {"LoadBalancer": training.balancer, "TargetGroup": training.targets}
    database = {"DBInstanceIdentifier": training.database}
    return [
        Alarm(
            "training-failed",
            "A training run failed: the execution's error and cause say why",
            "AWS/States",
            "ExecutionsFailed",
            executions,
            "Sum",
            1,
        ),
        Alarm(
            "training-timeouts",
            "A training run took too long and was ended",
            "AWS/States",
            "ExecutionsTimedOut",
            executions,
            "Sum",
            1,
        ),
        Alarm(
            "mlflow-unhealthy",
            "A server of MLflow does not answer its health check: see its log",
            "AWS/ApplicationELB",
            "UnHealthyHostCount",
            servers,
            "Maximum",
            1,
            periods=2,
        ),
        Alarm(
            "mlflow-errors",
            "MLflow answered with 5xx: see its log, and whether its database answers",
            "AWS/ApplicationELB",
            "HTTPCode_Target_5XX_Count",
            servers,
            "Sum",
            1,
        ),
        Alarm(
            "mlflow-storage",
            "The database of MLflow is nearly full: raise mlflow.databaseGigabytes",
            "AWS/RDS",
            "FreeStorageSpace",
            database,
            "Minimum",
            training.database_bytes * STORAGE_LEFT,
            periods=3,
            falling=True,
        ),
    ]
