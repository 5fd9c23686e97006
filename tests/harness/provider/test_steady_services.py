"""Waiting for a service's tasks, without an emulator."""

from __future__ import annotations

from typing import Any, cast

import pytest

from harness.provider.errors import ProviderError
from harness.provider.rows import Caller
from harness.provider.types import ecs


class Service:
    """Answers each look at the service with the next of its descriptions, the last one for ever."""

    def __init__(self, *descriptions: dict[str, Any], wait: bool = True) -> None:
        self.inputs = {"waitForSteadyState": wait}
        self.scope = {"cluster": "cluster", "name": "registry"}
        self.looks = 0
        self._descriptions = descriptions

    def call(self, operation: str, **members: Any) -> dict[str, Any]:
        assert (operation, members) == ("DescribeServices", {"cluster": "cluster", "services": ["registry"]})
        self.looks += 1
        return {"services": [self._descriptions[min(self.looks, len(self._descriptions)) - 1]]}


STARTING = {"runningCount": 0, "desiredCount": 2, "pendingCount": 2}
STEADY = {"runningCount": 2, "desiredCount": 2, "pendingCount": 0}


def wait_for(service: Service) -> None:
    ecs.steady(cast(Caller, service))


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ecs, "PAUSE_SECONDS", 0.0)


def test_a_service_is_steady_once_all_its_tasks_run() -> None:
    service = Service(STARTING, {**STARTING, "runningCount": 2}, STEADY)
    wait_for(service)
    assert service.looks == 3


def test_nobody_waits_where_the_program_does_not_ask_for_it() -> None:
    service = Service(STARTING, wait=False)
    wait_for(service)
    assert service.looks == 0


def test_tasks_that_do_not_start_end_the_wait_with_the_reason_of_ecs() -> None:
    failed = {"rolloutState": "FAILED", "rolloutStateReason": "ECS deployment circuit breaker: tasks failed to start."}
    service = Service(STARTING, {**STARTING, "deployments": [failed], "events": [{"message": "stopped: exit code 1"}]})
    with pytest.raises(ProviderError) as caught:
        wait_for(service)
    assert str(caught.value) == (
        "the tasks of the service registry do not start: "
        "ECS deployment circuit breaker: tasks failed to start. stopped: exit code 1"
    )


def test_a_wait_that_takes_too_long_quotes_the_last_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ecs, "STEADY_SECONDS", 0)
    service = Service({**STARTING, "events": [{"message": "no image"}, {"message": "older"}]})
    with pytest.raises(ProviderError, match="registry did not become steady within 0 s: no image$"):
        wait_for(service)
