from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from harness.training.task_log import TaskLog

STREAM = {"logGroupName": "/aws/ecs/training", "logStreamName": "training/training/7"}


class Aws:
    """ECS and CloudWatch Logs, as far as a log is read."""

    def __init__(self) -> None:
        self.outputs = {"clusterName": "cluster"}
        self.lines: list[str] | None = None

    def aws(self, service: str) -> Aws:
        return self

    def describe_tasks(self, cluster: str, tasks: list[str]) -> Any:
        return {"tasks": [{"taskDefinitionArn": "arn:definition"}]}

    def describe_task_definition(self, taskDefinition: str) -> Any:
        options = {"awslogs-group": "/aws/ecs/training", "awslogs-stream-prefix": "training"}
        container = {"name": "training", "logConfiguration": {"options": options}}
        return {"taskDefinition": {"containerDefinitions": [container]}}

    def get_log_events(self, *, startFromHead: bool, nextToken: str = "f/0", **stream: str) -> Any:
        """Two lines a page; as CloudWatch, it answers the same token at the end."""
        assert stream == STREAM
        if self.lines is None:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": ""}}, "GetLogEvents")
        start = int(nextToken.removeprefix("f/"))
        page = self.lines[start : start + 2]
        return {
            "events": [{"message": f"{line}\n"} for line in page],
            "nextForwardToken": f"f/{start + len(page)}",
        }


def test_each_line_is_said_once_in_order_also_those_that_come_later() -> None:
    aws, said = Aws(), list[str]()
    log = TaskLog(aws, "arn:aws:ecs:us-east-1:0:task/cluster/7")  # type: ignore[arg-type]
    log.tell(said.append)
    assert said == []
    aws.lines = ["a", "b", "c"]
    log.tell(said.append)
    assert said == ["  a", "  b", "  c"]
    log.tell(said.append)
    aws.lines.append("d")
    log.tell(said.append)
    assert said == ["  a", "  b", "  c", "  d"]
