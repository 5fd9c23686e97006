"""ECS services: keep the wanted number of tasks running, behind their target groups.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
"""

from __future__ import annotations

import collections
import datetime
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from ai_pipeline_emulator.ecs.task import Task
from ai_pipeline_emulator.ecs.tasks import Tasks

INTERVAL = 0.5  # seconds between two looks at a service
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a failed task is replaced; ECS waits up to 15 minutes
STEADY = 60.0  # seconds after which a task counts as one that works
EVENTS_SHOWN = 100


class Targets(Protocol):
    """What a service asks of load balancers."""

    def register(self, account: str, region: str, group: str, address: str, port: int) -> None:
        """Adds an address to a target group."""

    def deregister(self, account: str, region: str, group: str, address: str, port: int) -> None:
        """Takes it out again."""

    def health(self, group: str, address: str, port: int) -> str:
        """`initial`, `healthy`, `unhealthy` or `unused`."""


@dataclass(frozen=True)
class Wanted:
    """What a service is to be.

    Attributes:
        count: number of tasks.
        definition: task definition of all of them.
        deployment: id of the deployment; another one replaces all tasks.
        request: members of the tasks' RunTask: cluster, network, launch type.
        load_balancers: target group, container and port, as in CreateService.
        grace: seconds in which load balancers' verdicts on a new task do not count.
    """

    count: int
    definition: dict[str, Any]
    deployment: str
    request: dict[str, Any]
    load_balancers: list[dict[str, Any]]
    grace: float


@dataclass
class Member:
    """A task of a service."""

    task: Task
    wanted: Wanted
    since: float
    registered: bool = False


@dataclass
class Service:
    """A service as it is.

    Attributes:
        context: account and region.
        name: of the service.
        wanted: what it is to be.
        members: its tasks that have not ended.
        failures: tasks in a row that ended by themselves.
        not_before: when the next task may be started, by the monotonic clock.
        ready_count: tasks of the deployment that run and get requests, when last looked at.
        events: what happened, newest first.
    """

    context: Any
    name: str
    wanted: Wanted
    members: list[Member] = field(default_factory=list)
    failures: int = 0
    not_before: float = 0.0
    ready_count: int = 0
    events: collections.deque[dict[str, Any]] = field(default_factory=lambda: collections.deque(maxlen=EVENTS_SHOWN))

    def tell(self, what: str) -> None:
        """Adds an event."""
        event = {"id": str(uuid.uuid4()), "createdAt": datetime.datetime.now(datetime.UTC)}
        self.events.appendleft({**event, "message": f"(service {self.name}) {what}"})


class Services:
    """All services of the emulator, looked after by one thread.

    Args:
        tasks: starts and stops tasks.
        targets: the load balancers.
    """

    def __init__(self, tasks: Tasks, targets: Targets) -> None:
        self._tasks = tasks
        self._targets = targets
        self._services: dict[str, Service] = {}
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        threading.Thread(target=self._look_after, name="ecs-services", daemon=True).start()

    def want(self, context: Any, arn: str, name: str, wanted: Wanted) -> Service:
        """Makes or changes a service."""
        with self._lock:
            service = self._services.setdefault(arn, Service(context, name, wanted))
            if service.wanted.deployment != wanted.deployment:
                service.failures, service.not_before = 0, 0.0
            service.wanted = wanted
            self._reconcile(service, time.monotonic())
            return service

    def find(self, arn: str) -> Service | None:
        with self._lock:
            return self._services.get(arn)

    def remove(self, arn: str) -> None:
        """Stops all tasks of a service and forgets it."""
        with self._lock:
            if service := self._services.pop(arn, None):
                for member in service.members:
                    self._unroute(service, member)
                    member.task.ask_to_stop("ServiceSchedulerInitiated", "Service deleted")

    def stop_all(self) -> None:
        """Starts no more tasks; for when the emulator stops."""
        self._stopping.set()

    def _look_after(self) -> None:
        while not self._stopping.wait(INTERVAL):
            with self._lock:
                for service in list(self._services.values()):
                    self._reconcile(service, time.monotonic())

    def _reconcile(self, service: Service, now: float) -> None:
        """One look at a service: what ended is replaced, what is too much is stopped."""
        self._bury(service, now)
        self._route(service)
        self._judge(service, now)
        wanted = service.wanted
        active = [member for member in service.members if not member.task.stop_wanted.is_set()]
        current = [member for member in active if member.wanted.deployment == wanted.deployment]
        former = [member for member in active if member.wanted.deployment != wanted.deployment]
        if len(current) < wanted.count and now >= service.not_before:
            self._start(service, wanted.count - len(current), now)
        service.ready_count = sum(self._ready(member) for member in current)
        surplus = current[wanted.count :] + former[max(0, wanted.count - service.ready_count) :]
        for member in surplus:
            member.task.ask_to_stop(
                "ServiceSchedulerInitiated", f"Scaling activity initiated by (deployment {wanted.deployment})"
            )

    def _start(self, service: Service, count: int, now: float) -> None:
        wanted = service.wanted
        request = {**wanted.request, "group": f"service:{service.name}", "startedBy": wanted.deployment}
        for _ in range(count):
            task = self._tasks.start(service.context, wanted.definition, request)
            service.members.append(Member(task, wanted, now))
            service.tell(f"has started 1 tasks: (task {task.id}).")

    def _bury(self, service: Service, now: float) -> None:
        """Takes out tasks that ended, and waits longer for the next the more of them failed in a row."""
        ended = [member for member in service.members if member.task.ended.is_set()]
        for member in ended:
            self._unroute(service, member)
            service.members.remove(member)
            described = member.task.description
            service.tell(f"has stopped 1 tasks: (task {member.task.id}): {described.get('stoppedReason', '')}")
            if described.get("stopCode") not in ("EssentialContainerExited", "TaskFailedToStart"):
                continue
            service.failures = 1 if now - member.since > STEADY else service.failures + 1
            pause = min(FIRST_PAUSE * 2 ** (service.failures - 1), LONGEST_PAUSE)
            service.not_before = now + pause
            if service.failures > 1:
                service.tell("is unable to consistently start tasks successfully.")

    def _route(self, service: Service) -> None:
        """Puts running tasks behind the load balancers, and takes out those that stop."""
        for member in service.members:
            if member.task.running and not member.registered:
                member.registered = True
                for group, address, port in _routes(member):
                    self._targets.register(service.context.account_id, service.context.region, group, address, port)
            elif member.task.stop_wanted.is_set():
                self._unroute(service, member)

    def _unroute(self, service: Service, member: Member) -> None:
        if member.registered:
            member.registered = False
            for group, address, port in _routes(member):
                self._targets.deregister(service.context.account_id, service.context.region, group, address, port)

    def _judge(self, service: Service, now: float) -> None:
        """Stops tasks that their load balancer finds unhealthy after their time of grace."""
        for member in service.members:
            if not member.registered or now - member.since <= member.wanted.grace:
                continue
            for group, address, port in _routes(member):
                if self._targets.health(group, address, port) == "unhealthy":
                    reason = f"Task failed ELB health checks in (target-group {group})"
                    member.task.ask_to_stop("ServiceSchedulerInitiated", reason)

    def _ready(self, member: Member) -> bool:
        """Whether a task runs and its load balancers send requests to it."""
        return member.task.running and all(
            self._targets.health(*route) in ("healthy", "unused") for route in _routes(member)
        )


def _routes(member: Member) -> list[tuple[str, str, int]]:
    """Target group, address and port of each load balancer of a task."""
    address = member.task.placement.address
    return [
        (one["targetGroupArn"], address, int(one["containerPort"]))
        for one in member.wanted.load_balancers
        if one.get("targetGroupArn")
    ]
