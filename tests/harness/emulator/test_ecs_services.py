from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from ai_pipeline_emulator.ecs.services import Service, Services, Wanted
from ai_pipeline_emulator.ecs.task import ESSENTIAL_EXITED, Placement, Task

DEFINITION = {
    "taskDefinitionArn": "arn:aws:ecs:us-east-1:000000000000:task-definition/web:1",
    "family": "web",
    "containerDefinitions": [{"name": "main", "image": "web"}],
}
BALANCER = {"targetGroupArn": "group", "containerName": "main", "containerPort": 80}


@dataclass(frozen=True)
class Context:
    account_id: str = "000000000000"
    region: str = "us-east-1"


@dataclass
class Fakes:
    """Tasks that start when told to, and a load balancer that says what it is told to."""

    started: list[Task] = field(default_factory=list)
    members: set[str] = field(default_factory=set)
    verdict: str = "healthy"

    def start(self, context: Any, definition: dict[str, Any], request: dict[str, Any]) -> Task:
        address = f"127.9.9.{len(self.started) + 1}"
        task = Task(Placement("000000000000", "us-east-1", "arn:cluster/c", address), definition, request)
        self.started.append(task)
        return task

    def register(self, account: str, region: str, group: str, address: str, port: int) -> None:
        self.members.add(address)

    def deregister(self, account: str, region: str, group: str, address: str, port: int) -> None:
        self.members.discard(address)

    def health(self, group: str, address: str, port: int) -> str:
        return self.verdict

    @property
    def living(self) -> list[Task]:
        return [task for task in self.started if not task.stop_wanted.is_set()]


@pytest.fixture
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def services(fakes: Fakes) -> Services:
    made = Services(fakes, fakes)  # type: ignore[arg-type]
    made.stop_all()  # the tests look after them by themselves
    return made


WANTED = Wanted(2, DEFINITION, "first", {}, [BALANCER], grace=0.0)


def look(services: Services, service: Service, later: float = 0.0) -> None:
    services._reconcile(service, time.monotonic() + later)


def make(services: Services, wanted: Wanted = WANTED) -> Service:
    return services.want(Context(), "arn:service/web", "web", wanted)


def test_a_service_starts_as_many_tasks_as_wanted_and_routes_to_those_that_run(
    services: Services, fakes: Fakes
) -> None:
    service = make(services)
    assert [task.description["group"] for task in fakes.started] == ["service:web"] * 2
    look(services, service)
    assert fakes.members == set()
    for task in fakes.started:
        task.started()
    look(services, service)
    assert fakes.members == {"127.9.9.1", "127.9.9.2"}
    assert service.ready_count == 2


def test_a_task_that_ended_is_replaced_after_a_pause_that_grows(services: Services, fakes: Fakes) -> None:
    service = make(services, replace(WANTED, count=1))
    pauses = []
    for _ in range(3):
        task = fakes.living[-1]
        task.started()
        task.ask_to_stop(*ESSENTIAL_EXITED)
        task.stopped()
        before, count = time.monotonic(), len(fakes.started)
        services._reconcile(service, before)
        assert len(fakes.started) == count
        pauses.append(round(service.not_before - before))
        services._reconcile(service, service.not_before)
        assert len(fakes.started) == count + 1
    assert pauses == [1, 2, 4]
    assert "unable to consistently start tasks" in " ".join(event["message"] for event in service.events)


def test_a_smaller_service_stops_what_is_too_much(services: Services, fakes: Fakes) -> None:
    make(services)
    make(services, replace(WANTED, count=1))
    assert len(fakes.living) == 1
    (stopped,) = (task for task in fakes.started if task.stop_wanted.is_set())
    assert stopped.description["stopCode"] == "ServiceSchedulerInitiated"


def test_a_deployment_keeps_the_old_tasks_until_the_new_ones_are_ready(services: Services, fakes: Fakes) -> None:
    service = make(services)
    old = list(fakes.started)
    for task in old:
        task.started()
    make(services, replace(WANTED, deployment="second"))
    assert len(fakes.started) == 4 and all(task in fakes.living for task in old)
    new = fakes.started[2:]
    new[0].started()
    look(services, service)
    look(services, service)
    assert len([task for task in old if task in fakes.living]) == 1
    new[1].started()
    look(services, service)
    look(services, service)
    assert fakes.living == new


def test_a_task_that_its_balancer_finds_unhealthy_is_stopped_after_its_time_of_grace(
    services: Services, fakes: Fakes
) -> None:
    service = make(services, replace(WANTED, count=1, grace=60.0))
    fakes.started[0].started()
    fakes.verdict = "unhealthy"
    look(services, service)
    look(services, service)
    assert fakes.living == [fakes.started[0]]
    look(services, service, later=61.0)
    assert "failed ELB health checks" in fakes.started[0].description["stoppedReason"]


def test_a_removed_service_stops_its_tasks_and_leaves_its_balancer(services: Services, fakes: Fakes) -> None:
    service = make(services)
    for task in fakes.started:
        task.started()
    look(services, service)
    services.remove("arn:service/web")
    assert fakes.living == [] and fakes.members == set()
