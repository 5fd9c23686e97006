from __future__ import annotations

import json
from typing import Any

import pytest

from harness.training import history
from harness.training.execution import Ended
from harness.training.history import Failure
from harness.training.report import report

SCORES = {"version": "run-1", "accuracy": 0.95, "categories": {"clean": 0.99}}
EVALUATION = {"accuracy": 0.95, "passed": True, "reason": "accuracy 0.9500", "candidate": SCORES, "champion": SCORES}
DATA = {"dataset": "0123456789abcdef", "threshold": 0.9}


def entered(name: str, **state: Any) -> dict[str, Any]:
    details = {"name": name, "input": json.dumps(state)}
    return {"type": "TaskStateEntered", "stateEnteredEventDetails": details}


def failed(error: str, cause: str) -> dict[str, Any]:
    return {"type": "ExecutionFailed", "executionFailedEventDetails": {"error": error, "cause": cause}}


def succeeded(**output: Any) -> dict[str, Any]:
    return {"type": "ExecutionSucceeded", "executionSucceededEventDetails": {"output": json.dumps(output)}}


def test_a_registered_model_is_reported_with_its_metrics() -> None:
    model = {"name": "ocr", "version": "run-1", "mlflow_version": "3", "alias": "challenger"}
    events = (entered("PrepareData"), succeeded(data=DATA, evaluation=EVALUATION, registration=model))
    told = report(Ended("arn:run-1", "SUCCEEDED", events), 61.234)
    assert told == {
        "ok": True,
        "status": "SUCCEEDED",
        "execution": "arn:run-1",
        "dataset": "0123456789abcdef",
        "threshold": 0.9,
        "metrics": EVALUATION,
        "model": model,
        "seconds": 61.2,
    }


def test_a_run_that_the_gate_refused_is_reported_with_reason_and_metrics_and_without_a_model() -> None:
    reason = "accuracy 0.9500 is not above the threshold 1.01"
    events = (
        entered("TrainingFailed", data=DATA, evaluation=EVALUATION),
        failed("ModelMetricsBelowThreshold", reason),
    )
    told = report(Ended("arn:run-1", "FAILED", events), 1)
    assert (told["ok"], told["model"], told["metrics"]) == (False, None, EVALUATION)
    assert told["error"] == {"type": "ModelMetricsBelowThreshold", "message": reason}


def test_a_run_that_failed_at_its_first_step_has_neither_dataset_nor_metrics() -> None:
    cause = json.dumps({"errorMessage": "datasets/incoming/1.png: broken", "errorType": "BadDataset"})
    events = (entered("PrepareData", steps=2), failed("BadDataset", cause))
    told = report(Ended("arn:run-1", "FAILED", events), 1)
    assert (told["dataset"], told["metrics"]) == (None, None)
    assert told["error"] == {"type": "BadDataset", "message": "datasets/incoming/1.png: broken"}


def test_the_state_of_a_run_is_what_the_last_state_was_given() -> None:
    events = [entered("PrepareData", steps=2), entered("TrainModel", steps=2, data=DATA), {"type": "TaskScheduled"}]
    assert history.known(events) == {"steps": 2, "data": DATA}
    assert history.known([]) == {}


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("the threshold was missed", "the threshold was missed"),
        (json.dumps({"errorMessage": "1.png: broken", "stackTrace": []}), "1.png: broken"),
        (
            json.dumps({"StoppedReason": "Essential container in task exited", "Containers": [{"ExitCode": 137}]}),
            "Essential container in task exited; exit code 137",
        ),
        (json.dumps({"StoppedReason": "no image", "Containers": [{"Name": "training"}]}), "no image"),
        ('["a", "list"]', '["a", "list"]'),
        ("7", "7"),
        ("", ""),
    ],
)
def test_a_cause_is_told_in_words(cause: str, told: str) -> None:
    assert history.explain(cause) == told


def test_events_tell_of_states_tasks_and_attempts() -> None:
    task = {"resourceType": "ecs", "output": json.dumps({"Tasks": [{"TaskArn": "arn:task"}]})}
    assert history.task_submitted({"taskSubmittedEventDetails": task}) == "arn:task"
    assert history.task_submitted({"taskSubmittedEventDetails": {"resourceType": "lambda", "output": "{}"}}) is None
    assert history.state_entered(entered("TrainModel")) == "TrainModel"
    assert history.state_entered({"type": "TaskScheduled"}) is None
    refused = {"taskFailedEventDetails": {"error": "RegistryUnavailable", "cause": "away"}}
    assert history.attempt_failed(refused) == Failure("RegistryUnavailable", "away")
    assert history.attempt_failed(entered("TrainModel")) is None


@pytest.mark.parametrize("kind", ["executionAbortedEventDetails", "executionTimedOutEventDetails"])
def test_runs_that_were_stopped_or_took_too_long_failed_too(kind: str) -> None:
    assert history.failure([{kind: {"error": "Interrupted"}}]) == Failure("Interrupted", "")
    assert history.failure([succeeded()]) is None
