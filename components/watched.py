"""What is watched, as metrics name it: plain data for dashboard and alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi import Input

PERIOD_SECONDS = 300


@dataclass(frozen=True)
class WatchedFunction:
    """A function.

    Attributes:
        service: short name, such as `ocr`; the dimension of the function's own metrics.
        function_name: the dimension of Lambda's metrics.
        timeout: seconds an invocation may take.
    """

    service: str
    function_name: str
    timeout: int


@dataclass(frozen=True)
class WatchedModel:
    """A model, as the dimensions of its metrics name it.

    Attributes:
        environment: the stack's name.
        name: such as `ocr`.
    """

    environment: str
    name: str


@dataclass(frozen=True)
class WatchedTraining:
    """Training and the model registry.

    Attributes:
        state_machine_arn: the workflow.
        balancer, targets: the registry's load balancer and target group, as metrics name them.
        cluster, service: names of the cluster and of the registry's service.
        database: identifier of the registry's database.
        database_bytes: storage that the database has at first.
    """

    state_machine_arn: str
    balancer: Input[str]
    targets: Input[str]
    cluster: str
    service: str
    database: str
    database_bytes: int


@dataclass(frozen=True)
class WatchedStack:
    """Everything with metrics.

    Attributes:
        functions: all functions.
        readers: services of those that read pages.
        queue_name: the dead-letter queue.
        api_name, stage_name: the API's stage.
        model: the model that the functions read with.
        training: None where the stack has none.
    """

    functions: Sequence[WatchedFunction]
    readers: Sequence[str]
    queue_name: str
    api_name: str
    stage_name: str
    model: WatchedModel
    training: WatchedTraining | None = None
