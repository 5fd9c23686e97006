"""Runs a task: gets what its containers need, starts them, waits, and cleans up."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ai_pipeline_emulator.cloud import Cloud
from ai_pipeline_emulator.ecs import secrets
from ai_pipeline_emulator.ecs.containers import STOP_TIMEOUT, CannotStart, Container, Plan, plan, wait_all
from ai_pipeline_emulator.ecs.images import CannotPull, find_image
from ai_pipeline_emulator.ecs.logs import LogStream, LogsUnavailable
from ai_pipeline_emulator.ecs.task import ESSENTIAL_EXITED, Task
from ai_pipeline_emulator.settings import PluginSettings

LOG = logging.getLogger(__name__)
FAILED_TO_START = "TaskFailedToStart"


class RoleUnavailable(Exception):
    """A role of the task cannot be assumed; the message says which and why."""


ERRORS = {  # ECS's names for why a task does not start
    CannotPull: "CannotPullContainerError",
    CannotStart: "CannotStartContainerError",
    LogsUnavailable: "ResourceInitializationError",
    RoleUnavailable: "ResourceInitializationError",
    secrets.SecretUnavailable: "ResourceInitializationError",
}


def run(task: Task, cloud: Cloud, settings: PluginSettings) -> None:
    """Runs a task to its end; whatever goes wrong is told in its record.

    Args:
        task: what to run; `task.ask_to_stop` ends it.
        cloud: the emulator's services.
        settings: where images and data are.
    """
    folder, temporary = settings.data / "tasks" / task.id, settings.temporary / task.id[:8]
    try:
        _run(task, cloud, settings, folder, temporary)
    except tuple(ERRORS) as error:
        task.ask_to_stop(FAILED_TO_START, f"{ERRORS[type(error)]}: {error}")
    except Exception as error:
        LOG.exception("task %s", task.arn)
        task.ask_to_stop(FAILED_TO_START, f"the emulator failed to run the task: {error!r}")
    finally:
        for one in (folder, temporary):
            shutil.rmtree(one, ignore_errors=True)
        task.stopped()


def _run(task: Task, cloud: Cloud, settings: PluginSettings, folder: Path, temporary: Path) -> None:
    task.pending()
    placement, definitions = task.placement, task.definition["containerDefinitions"]
    logs = cloud.client("logs", placement.region, placement.account)
    variables = _task_variables(task, cloud, settings)
    plans: dict[str, tuple[Plan, LogStream | None]] = {}
    for definition in definitions:
        image = find_image(definition["image"], settings.images)
        values = _secrets(task, definition, cloud)
        stream = LogStream.of(definition, task.id)
        if stream:
            stream.create(logs)
        made = plan(definition, task.override(definition["name"]), image, variables, values)
        plans[definition["name"]] = made, stream
    if task.stop_wanted.is_set():
        return
    containers = {}
    try:
        for name, (made, stream) in plans.items():
            containers[name] = _start(made, stream, folder / name, temporary / name, logs)
        task.started()
        _watch(task, containers)
    finally:
        _end(task, containers)


def _start(made: Plan, stream: LogStream | None, folder: Path, temporary: Path, logs: Any) -> Container:
    for one in (folder, temporary):
        one.mkdir(mode=0o700, parents=True)
    own_disk = {"HOME": str(folder), "TMPDIR": str(temporary)}
    return Container(Plan(made.command, own_disk | made.environment), folder, stream, logs)


def _watch(task: Task, containers: Mapping[str, Container]) -> None:
    """Waits until the task is to stop, which it is when an essential container ends."""
    for definition in task.definition["containerDefinitions"]:
        name = definition["name"]
        arguments = (task, name, containers[name], definition.get("essential", True))
        threading.Thread(target=_wait_for, args=arguments, name=f"task-{task.id}-{name}", daemon=True).start()
    task.stop_wanted.wait()


def _wait_for(task: Task, name: str, container: Container, essential: bool) -> None:
    code = container.wait()
    task.container_ended(name, code)
    if essential:
        task.ask_to_stop(*ESSENTIAL_EXITED)


def _end(task: Task, containers: Mapping[str, Container]) -> None:
    """Stops what still runs, all at once, each with its own patience."""
    timeouts = {one["name"]: float(one.get("stopTimeout") or STOP_TIMEOUT) for one in _definitions(task)}
    stops = [
        threading.Thread(target=container.stop, args=(timeouts[name],), daemon=True)
        for name, container in containers.items()
    ]
    for thread in stops:
        thread.start()
    for thread in stops:
        thread.join()
    wait_all(list(containers.values()), STOP_TIMEOUT)
    for name, container in containers.items():
        task.container_ended(name, container.wait())


def _definitions(task: Task) -> list[dict[str, Any]]:
    return list(task.definition["containerDefinitions"])


def _task_variables(task: Task, cloud: Cloud, settings: PluginSettings) -> dict[str, str]:
    """Variables that every container of the task gets.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html; credentials are given here in
    variables, which SDKs read first, instead of by the endpoint that ECS has for them.
    """
    region = task.placement.region
    return {
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EXECUTION_ENV": "AWS_ECS_FARGATE",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": cloud.endpoint,
        "SSL_CERT_FILE": str(settings.certificate_authorities),
        "PGSSLROOTCERT": str(settings.certificate_authorities),  # images hold RDS's own authorities
        "LISTEN_ADDRESS": task.placement.address,
        **_credentials(task, cloud, "taskRoleArn"),
    }


def _credentials(task: Task, cloud: Cloud, kind: str) -> dict[str, str]:
    """Credentials of a role of the task; none where it has no such role."""
    role = task.role(kind)
    if not role:
        return {}
    try:
        credentials = cloud.assume_role(role, "ecs-tasks", task.id)
    except Exception as error:
        raise RoleUnavailable(f"unable to assume the {kind} {role} as ecs-tasks.amazonaws.com: {error}") from error
    return {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["SessionToken"],
    }


def _secrets(task: Task, definition: Mapping[str, Any], cloud: Cloud) -> dict[str, str]:
    wanted = definition.get("secrets") or []
    placement = task.placement
    return {
        one["name"]: secrets.resolve(
            one["valueFrom"], lambda service: cloud.client(service, placement.region, placement.account)
        )
        for one in wanted
    }
