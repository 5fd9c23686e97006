"""Step Functions waiting for a task (`ecs:runTask.sync`): fails when the task does, and stops it when it is given up.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


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


def follow_tasks(
    service: Any, failure: Callable[[Any, Any, dict[str, Any]], Exception], stop: Callable[[str, str], None]
) -> None:
    """Changes the emulator's integration, which takes every stopped task for a success.

    Args:
        service: its class for ECS.
        failure: makes the exception for States.TaskFailed from the integration, its environment and the task.
        stop: stops a task, given cluster and ARN.
    """
    build, wait = service._build_sync_resolver, service._eval_sync

    def build_resolver(self: Any, env: Any, *arguments: Any, **options: Any) -> Callable[[], Any]:
        submitted = env.stack[-1]["Tasks"][0]
        resolve = build(self, env, *arguments, **options)

        def resolver() -> Any:
            task = resolve()
            if task and failed(task):
                raise failure(self, env, task)
            return task

        resolver.submitted = submitted  # type: ignore[attr-defined]
        return resolver

    def wait_for_task(self: Any, env: Any, sync_resolver: Any, *arguments: Any, **options: Any) -> Any:
        outcome = wait(self, env, sync_resolver, *arguments, **options)
        if outcome is None or not isinstance(outcome, dict):  # the execution was stopped, or time ran out
            submitted = sync_resolver.submitted
            stop(submitted["ClusterArn"], submitted["TaskArn"])
        return outcome

    service._build_sync_resolver = build_resolver
    service._eval_sync = wait_for_task
