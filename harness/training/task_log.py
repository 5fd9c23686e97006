"""What a task of ECS writes, read from CloudWatch Logs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from harness.client import PipelineClient


class TaskLog:
    """The log of a task with one container.

    Args:
        client: of the deployed stack.
        task: ARN of the task.
    """

    def __init__(self, client: PipelineClient, task: str) -> None:
        ecs = client.aws("ecs")
        (described,) = ecs.describe_tasks(cluster=client.outputs["clusterName"], tasks=[task])["tasks"]
        definition = ecs.describe_task_definition(taskDefinition=described["taskDefinitionArn"])["taskDefinition"]
        (container,) = definition["containerDefinitions"]
        options = container["logConfiguration"]["options"]
        self._logs = client.aws("logs")
        self._place = {
            "logGroupName": options["awslogs-group"],
            "logStreamName": f"{options['awslogs-stream-prefix']}/{container['name']}/{task.rpartition('/')[2]}",
        }
        self._token: str | None = None

    def tell(self, say: Callable[[str], None]) -> None:
        """Says each line that came since the last time."""
        while True:
            page = self._page()
            for event in page.get("events", []):
                say(f"  {event['message'].rstrip()}")
            token = page.get("nextForwardToken")
            if token == self._token:  # CloudWatch's way to say that this was the last page
                return
            self._token = token

    def _page(self) -> dict[str, Any]:
        position = {"nextToken": self._token} if self._token else {}
        try:
            return dict(self._logs.get_log_events(**self._place, startFromHead=True, **position))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":  # the task has not begun
                return {}
            raise
