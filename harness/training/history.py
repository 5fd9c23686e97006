"""Reads the history of an execution of the training workflow. Pure.

https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Event = Mapping[str, Any]
ENDED_BADLY = ("executionFailedEventDetails", "executionTimedOutEventDetails", "executionAbortedEventDetails")


@dataclass(frozen=True)
class Failure:
    """Why an execution or one of its attempts failed.

    Attributes:
        error: name of the error, such as `ModelMetricsBelowThreshold`.
        reason: for people.
    """

    error: str
    reason: str


def state_entered(event: Event) -> str | None:
    """The state that an event tells the beginning of."""
    entered = event.get("stateEnteredEventDetails")
    return str(entered["name"]) if entered else None


def task_submitted(event: Event) -> str | None:
    """ARN of the ECS task that an event tells the start of."""
    submitted = event.get("taskSubmittedEventDetails")
    if not submitted or submitted["resourceType"] != "ecs":
        return None
    return str(json.loads(submitted["output"])["Tasks"][0]["TaskArn"])


def attempt_failed(event: Event) -> Failure | None:
    """Why an attempt of a step failed, if the event tells that; the step may be tried again."""
    for name in ("taskFailedEventDetails", "taskTimedOutEventDetails"):
        if details := event.get(name):
            return Failure(details.get("error", ""), explain(details.get("cause", "")))
    return None


def failure(events: Sequence[Event]) -> Failure | None:
    """Why the execution failed; None where it did not."""
    for name in ENDED_BADLY:
        for event in reversed(events):
            if name in event:
                details = event[name]
                return Failure(details.get("error", ""), explain(details.get("cause", "")))
    return None


def known(events: Sequence[Event]) -> dict[str, Any]:
    """What the execution knew last: its input, and the result of each step so far."""
    for event in reversed(events):
        for name, value in (("executionSucceededEventDetails", "output"), ("stateEnteredEventDetails", "input")):
            if name in event:
                return dict(json.loads(event[name][value]))
    return {}


def explain(cause: str) -> str:
    """A cause for people: functions and tasks that failed tell theirs as JSON."""
    try:
        told = json.loads(cause)
    except ValueError:
        return cause
    if not isinstance(told, dict):
        return cause
    if "errorMessage" in told:
        return str(told["errorMessage"])
    if "StoppedReason" in told:
        codes = [f"exit code {one['ExitCode']}" for one in told.get("Containers", []) if "ExitCode" in one]
        return "; ".join([str(told["StoppedReason"]), *codes])
    return cause
