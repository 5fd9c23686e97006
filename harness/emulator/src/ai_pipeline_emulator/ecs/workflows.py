"""Step Functions waiting for a task (`ecs:runTask.sync`): fails when the task does, and stops it when it is given up.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from ai_pipeline_emulator.cloud import Cloud

INTEGRATIONS = "component.state.state_execution.state_task.service"


def failed(task: dict[str, Any]) -> bool:
    """Whether a stopped task counts as failed: it did not start, was stopped, or a container did not end with 0.

    Args:
        task: as DescribeTasks gives it, with names as in the API (`stopCode`) or as in workflows (`StopCode`).
    """
    named = {name[0].lower() + name[1:]: value for name, value in task.items()}
    containers = [
        {name[0].lower() + name[1:]: value for name, value in one.items()} for one in named.get("containers") or []
    ]
    return named.get("stopCode") != "EssentialContainerExited" or any(one.get("exitCode") != 0 for one in containers)


class Workflows:
    """An emulator's workflows.

    Args:
        emulator: its package, `localemu` or `localstack`.
        cloud: its services.
    """

    def __init__(self, emulator: str, cloud: Cloud) -> None:
        self._package = f"{emulator}.services.stepfunctions.asl"
        self._api = importlib.import_module(f"{emulator}.aws.api.stepfunctions")
        self._cloud = cloud

    def follow_tasks(self) -> None:
        """Changes the integration with ECS.

        It takes every stopped task for a success, lets none be stopped, and tells no silent task from a slow one.
        """
        service = self._load(f"{INTEGRATIONS}.state_task_service_ecs").StateTaskServiceEcs
        build, wait, explain = service._build_sync_resolver, service._eval_sync, service._from_error
        silent = self._load("eval.callback.callback").HeartbeatTimeoutError

        def build_resolver(integration: Any, env: Any, *arguments: Any, **options: Any) -> Callable[[], Any]:
            submitted = env.stack[-1]["Tasks"][0]
            resolve = build(integration, env, *arguments, **options)

            def resolver() -> Any:
                task = resolve()
                if task and failed(task):
                    raise self._failure(integration, env, task)
                return task

            resolver.submitted = submitted  # type: ignore[attr-defined]
            return resolver

        def wait_for_task(integration: Any, env: Any, sync_resolver: Any, *arguments: Any, **options: Any) -> Any:
            outcome = wait(integration, env, sync_resolver, *arguments, **options)
            if outcome is None or not isinstance(outcome, dict):  # the execution was stopped, or time ran out
                self._stop(sync_resolver.submitted)
            return outcome

        def explain_error(integration: Any, env: Any, ex: Exception) -> Any:
            return self._silence(integration, env) if isinstance(ex, silent) else explain(integration, env, ex)

        service._build_sync_resolver = build_resolver
        service._eval_sync = wait_for_task
        service._from_error = explain_error

    def _failure(self, integration: Any, env: Any, task: dict[str, Any]) -> Exception:
        """States.TaskFailed, with the task as its cause, which AWS writes without spaces."""
        cause = self._load("utils.encoding").to_json_str(task, (",", ":"))
        event = self._event(integration, env, "StatesTaskFailed", "TaskFailed", cause=cause)
        failure: Exception = self._load("component.common.error_name.failure_event").FailureEventException(event)
        return failure

    def _silence(self, integration: Any, env: Any) -> Any:
        """States.HeartbeatTimeout."""
        return self._event(integration, env, "StatesHeartbeatTimeout", "TaskTimedOut")

    def _event(self, integration: Any, env: Any, error: str, event: str, **more: str) -> Any:
        """What the history says of a task that failed.

        Args:
            error: the emulator's name of the error.
            event: type of the event.
            more: details of it.
        """
        kind = self._load("component.common.error_name.states_error_name_type").StatesErrorNameType[error]
        details = getattr(self._api, f"{event}EventDetails")(
            resource=integration._get_sfn_resource(),
            resourceType=integration._get_sfn_resource_type(),
            error=kind.to_name(),
            **more,
        )
        member = f"{event[0].lower()}{event[1:]}EventDetails"
        return self._load("component.common.error_name.failure_event").FailureEvent(
            env=env,
            error_name=self._load("component.common.error_name.states_error_name").StatesErrorName(typ=kind),
            event_type=self._api.HistoryEventType[event],
            event_details=self._load("eval.event.event_detail").EventDetails(**{member: details}),
        )

    def _stop(self, task: dict[str, Any]) -> None:
        region, account = task["TaskArn"].split(":")[3:5]
        ecs = self._cloud.client("ecs", region, account)
        ecs.stop_task(cluster=task["ClusterArn"], task=task["TaskArn"], reason="Stopped by Step Functions")

    def _load(self, module: str) -> Any:
        return importlib.import_module(f"{self._package}.{module}")
