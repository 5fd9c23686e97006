"""Starts an execution of the training workflow and follows it to its end."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from harness.client import PipelineClient
from harness.training import history
from harness.training.history import Event
from harness.training.task_log import TaskLog

POLL_SECONDS = 1.0
RUNNING = "RUNNING"
Say = Callable[[str], None]


def new_name() -> str:
    """A name for an execution, which its model version gets too: it sorts by time."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(2)}"


@dataclass(frozen=True)
class Ended:
    """An execution that ended.

    Attributes:
        arn: of the execution.
        status: as Step Functions names it, such as `SUCCEEDED`.
        events: its history.
    """

    arn: str
    status: str
    events: tuple[Event, ...]


class Execution:
    """A run of the training workflow.

    Args:
        client: of the deployed stack.
        given: its input (docs/contracts.md, `Training Requested`).
        name: of the execution.
    """

    def __init__(self, client: PipelineClient, given: Mapping[str, Any], name: str) -> None:
        self._client, self._states = client, client.aws("stepfunctions")
        machine = client.outputs["trainingStateMachineArn"]
        started = self._states.start_execution(stateMachineArn=machine, name=name, input=json.dumps(given))
        self.arn: str = started["executionArn"]
        self._seen = 0
        self._task: TaskLog | None = None

    def follow(self, say: Say) -> Ended:
        """Waits for its end, and says what happens meanwhile."""
        while True:
            status = self._states.describe_execution(executionArn=self.arn)["status"]
            events = tuple(self._events())
            for event in events[self._seen :]:
                self._tell(event, say)
            self._seen = len(events)
            if self._task:
                self._task.tell(say)
            if status != RUNNING:
                return Ended(self.arn, status, events)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ends it; its task is stopped too."""
        self._states.stop_execution(executionArn=self.arn, error="Interrupted", cause="stopped by who started it")

    def _events(self) -> Iterator[Event]:
        pages = self._states.get_paginator("get_execution_history").paginate(executionArn=self.arn)
        for page in pages:
            yield from page["events"]

    def _tell(self, event: Event, say: Say) -> None:
        if state := history.state_entered(event):
            say(state)
        if task := history.task_submitted(event):
            self._task = TaskLog(self._client, task)
        if failed := history.attempt_failed(event):
            say(f"  {failed.error}: {failed.reason}")
