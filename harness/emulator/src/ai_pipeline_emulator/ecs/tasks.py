"""All tasks of the emulator: RunTask, StopTask, DescribeTasks and ListTasks.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from ai_pipeline_emulator.addresses import own_address
from ai_pipeline_emulator.cloud import Cloud, Request
from ai_pipeline_emulator.ecs.runner import run
from ai_pipeline_emulator.ecs.task import Placement, Task
from ai_pipeline_emulator.moto_records import as_aws_errors, backend
from ai_pipeline_emulator.settings import PluginSettings

REMEMBERED = 3600.0  # seconds that ECS shows a task after it stopped
MOST_TASKS = 10  # of one RunTask
STOP_LIMIT = 20.0  # seconds to stop all tasks when the emulator stops

Definition = dict[str, Any]


class Tasks:
    """Tasks that run, and those that stopped lately.

    Args:
        cloud: the emulator's services.
        settings: where images and data are.
        runner: runs one task to its end.
    """

    def __init__(
        self, cloud: Cloud, settings: PluginSettings, runner: Callable[[Task, Cloud, PluginSettings], None] = run
    ) -> None:
        self._cloud = cloud
        self._settings = settings
        self._runner = runner
        self._tasks: dict[str, tuple[Task, float]] = {}  # by ARN, with the time since which it need not be kept
        self._lock = threading.Lock()

    def run(self, context: Any, request: Request) -> dict[str, Any]:
        """Answers with tasks being provisioned; they come up beside."""
        count = request.get("count") or 1
        if count > MOST_TASKS:
            raise self._invalid(f"Tasks count cannot exceed {MOST_TASKS}.")
        definition = self.definition(context, request["taskDefinition"])
        self._check(definition, request)
        tasks = [self.start(context, definition, request) for _ in range(count)]
        return {"tasks": [task.description for task in tasks], "failures": []}

    def start(self, context: Any, definition: Definition, request: Request) -> Task:
        """Starts one task of a definition."""
        with as_aws_errors(self._cloud.error):
            records = backend("ecs", context.account_id, context.region)
            cluster = records._get_cluster(request.get("cluster") or "default")
        placement = Placement(context.account_id, context.region, cluster.arn, own_address())
        task = Task(placement, definition, request)
        with self._lock:
            self._forget_old()
            self._tasks[task.arn] = task, float("inf")
        threading.Thread(target=self._live, args=(task,), name=f"task-{task.id}", daemon=True).start()
        return task

    def stop(self, context: Any, request: Request) -> dict[str, Any]:
        """Answers at once; SIGTERM is sent beside, and SIGKILL after the containers' stop timeout."""
        found = self._named(context, [request["task"]])
        if not found:
            raise self._invalid("The referenced task was not found.")
        task = found[0]
        task.ask_to_stop("UserInitiated", request.get("reason") or "Task stopped by user")
        return {"task": task.description}

    def describe(self, context: Any, request: Request) -> dict[str, Any]:
        wanted = request["tasks"]
        if not wanted:
            raise self._invalid("Tasks cannot be empty.")
        found = {task.id: task.description for task in self._named(context, wanted)}
        prefix = f"arn:aws:ecs:{context.region}:{context.account_id}:task/{_name(request.get('cluster') or 'default')}"
        missing = [name for name in wanted if _name(name) not in found]
        failures = [{"arn": f"{prefix}/{_name(name)}", "reason": "MISSING"} for name in missing]
        return {"tasks": list(found.values()), "failures": failures}

    def list(self, context: Any, request: Request) -> dict[str, Any]:
        cluster = _name(request.get("cluster") or "default")
        desired = request.get("desiredStatus") or "RUNNING"
        family, service, starter = (request.get(name) for name in ("family", "serviceName", "startedBy"))
        arns = []
        for task in self.of_cluster(context, cluster):
            described = task.description
            if (
                described["desiredStatus"] == desired
                and family in (None, task.definition["family"])
                and (service is None or described["group"] == f"service:{_name(service)}")
                and starter in (None, described.get("startedBy"))
            ):
                arns.append(task.arn)
        return {"taskArns": arns}

    def of_cluster(self, context: Any, cluster: str) -> list[Task]:
        """Tasks of a cluster, by its name."""
        return [task for task in self._all(context) if task.placement.cluster == cluster]

    def definition(self, context: Any, name: str) -> Definition:
        """A task definition by its family, with or without revision, or ARN."""
        with as_aws_errors(self._cloud.error):
            found = backend("ecs", context.account_id, context.region).describe_task_definition(name)
        optional = ("cpu", "memory", "task_role_arn", "execution_role_arn")
        names = ("cpu", "memory", "taskRoleArn", "executionRoleArn")
        return {
            "taskDefinitionArn": found.arn,
            "family": found.family,
            "networkMode": found.network_mode,
            "containerDefinitions": found.container_definitions,
            **{
                name: value
                for name, attribute in zip(names, optional, strict=True)
                if (value := getattr(found, attribute, None))
            },
        }

    def stop_all(self) -> None:
        """Stops all tasks and waits for them; for when the emulator stops."""
        with self._lock:
            tasks = [task for task, _ in self._tasks.values()]
        for task in tasks:
            task.ask_to_stop("TerminationNotice", "the emulator stops")
        deadline = time.monotonic() + STOP_LIMIT
        for task in tasks:
            task.ended.wait(max(0.0, deadline - time.monotonic()))

    def _live(self, task: Task) -> None:
        self._runner(task, self._cloud, self._settings)
        with self._lock:
            self._tasks[task.arn] = task, time.monotonic() + REMEMBERED

    def _forget_old(self) -> None:
        now = time.monotonic()
        self._tasks = {arn: kept for arn, kept in self._tasks.items() if kept[1] > now}

    def _all(self, context: Any) -> list[Task]:
        here = (context.account_id, context.region)
        with self._lock:
            tasks = [task for task, _ in self._tasks.values()]
        return [task for task in tasks if (task.placement.account, task.placement.region) == here]

    def _named(self, context: Any, names: list[str]) -> list[Task]:
        identities = {_name(name) for name in names}
        return [task for task in self._all(context) if task.id in identities]

    def _check(self, definition: Definition, request: Request) -> None:
        if definition["networkMode"] == "awsvpc" and not request.get("networkConfiguration"):
            message = "Network Configuration must be provided when networkMode 'awsvpc' is specified."
            raise self._invalid(message)
        known = {container["name"] for container in definition["containerDefinitions"]}
        for override in (request.get("overrides") or {}).get("containerOverrides") or []:
            if override.get("name") not in known:
                message = (
                    f"Override for container named {override.get('name')} is not a container in the TaskDefinition."
                )
                raise self._invalid(message)

    def _invalid(self, message: str) -> Exception:
        return self._cloud.error("InvalidParameterException", message)


def _name(arn: str) -> str:
    """The last part of an ARN, or the name as it is."""
    return arn.rpartition("/")[2]
