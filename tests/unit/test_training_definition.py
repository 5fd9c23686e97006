from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch
from typing import Any

import pytest

from components.training_definition import TrainingParts, definition
from tests.unit.recording import Recording

PARTS = TrainingParts(
    prepare="arn:prepare",
    evaluate="arn:evaluate",
    register="arn:register",
    cluster="arn:cluster",
    task="arn:task:7",
    subnets=["subnet-a", "subnet-b"],
    group="sg-1",
    spot=True,
    maximum_seconds=28800,
    topic="arn:topic",
)
STATES: dict[str, dict[str, Any]] = definition(PARTS)["States"]
STEPS = {"PrepareData": "prepare", "EvaluateModel": "evaluate", "RegisterModel": "register"}
TRAININGS = ("TrainModel", "ResumeTraining")


def following(state: dict[str, Any]) -> Iterator[str]:
    """The states that may come after one."""
    for one in (state, *state.get("Catch", []), *state.get("Choices", [])):
        yield from (one[key] for key in ("Next", "Default") if key in one)


def straight(start: str) -> list[str]:
    """The states that a run passes when nothing fails; choices are taken as their first."""
    path = [start]
    while not STATES[path[-1]].get("End"):
        state = STATES[path[-1]]
        path.append(state["Choices"][0]["Next"] if state["Type"] == "Choice" else state["Next"])
    return path


def test_a_good_run_prepares_trains_evaluates_checks_and_registers() -> None:
    path = straight(definition(PARTS)["StartAt"])
    assert [one for one in path if STATES[one]["Type"] != "Pass"] == [
        "PrepareData",
        "TrainModel",
        "EvaluateModel",
        "CheckMetrics",
        "RegisterModel",
    ]


def test_every_state_is_reached_and_every_way_leads_somewhere() -> None:
    reached, new = set(), {definition(PARTS)["StartAt"]}
    while new:
        reached |= new
        new = {one for name in new for one in following(STATES[name])} - reached
    assert reached == set(STATES)


@pytest.mark.parametrize("name", STEPS)
def test_a_step_gets_the_executions_name_and_the_state(name: str) -> None:
    parameters = STATES[name]["Parameters"]
    assert STATES[name]["Resource"] == "arn:aws:states:::lambda:invoke"
    assert parameters["FunctionName"] == f"arn:{STEPS[name]}"
    assert parameters["Payload"] == {"execution.$": "$$.Execution.Name", "state.$": "$"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("PrepareData", "$.data"),
        ("TrainModel", "$.training"),
        ("ResumeTraining", "$.training"),
        ("EvaluateModel", "$.evaluation"),
        ("RegisterModel", "$.registration"),
    ],
)
def test_each_result_is_added_to_what_came_before(name: str, path: str) -> None:
    assert STATES[name]["ResultPath"] == path
    assert STATES[name]["ResultSelector"]


def test_a_result_holds_what_the_contract_says_and_nothing_else() -> None:
    assert STATES["EvaluateModel"]["ResultSelector"] == {
        f"{key}.$": f"$.Payload.{key}"
        for key in ("accuracy", "passed", "reason", "candidate", "champion", "latency", "bytes", "parity")
    }


@pytest.mark.parametrize("name", TRAININGS)
def test_training_is_a_private_task_of_up_to_eight_hours_that_says_that_it_lives(name: str) -> None:
    state = STATES[name]
    assert state["Resource"] == "arn:aws:states:::ecs:runTask.sync"
    assert (state["TimeoutSeconds"], state["HeartbeatSeconds"]) == (28800, 600)
    network = state["Parameters"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network == {"Subnets": ["subnet-a", "subnet-b"], "SecurityGroups": ["sg-1"], "AssignPublicIp": "DISABLED"}


@pytest.mark.parametrize("name", TRAININGS)
def test_the_task_gets_the_execution_and_the_data_as_json(name: str) -> None:
    (container,) = STATES[name]["Parameters"]["Overrides"]["ContainerOverrides"]
    assert container["Name"] == "training"
    assert container["Environment"] == [
        {"Name": "TRAINING_INPUT", "Value.$": "States.JsonToString($.input)"},
        {"Name": "TASK_TOKEN", "Value.$": "$$.Task.Token"},
    ]
    assert STATES["DescribeTraining"]["ResultPath"] == "$.input"
    assert STATES["DescribeTraining"]["Parameters"] == {"execution.$": "$$.Execution.Name", "data.$": "$.data"}


def test_the_first_attempt_may_be_interrupted_and_the_next_one_not() -> None:
    spot = [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    assert STATES["TrainModel"]["Parameters"]["CapacityProviderStrategy"] == spot
    assert "LaunchType" not in STATES["TrainModel"]["Parameters"]
    assert STATES["ResumeTraining"]["Parameters"]["LaunchType"] == "FARGATE"


def test_without_spot_the_first_attempt_runs_on_demand() -> None:
    first = definition(replace(PARTS, spot=False))["States"]["TrainModel"]["Parameters"]
    assert first["LaunchType"] == "FARGATE"
    assert "CapacityProviderStrategy" not in first


def test_a_task_that_stopped_or_hung_is_resumed() -> None:
    first, *_ = STATES["TrainModel"]["Catch"]
    assert first["ErrorEquals"] == ["States.TaskFailed", "States.HeartbeatTimeout"]
    assert first["Next"] == "CheckInterruption"
    assert STATES["CheckInterruption"]["Default"] == "ResumeTraining"


@pytest.mark.parametrize(
    ("exit_code", "after"),
    [(65, "NotifyFailure"), (1, "ResumeTraining"), (137, "ResumeTraining"), (650, "ResumeTraining")],
)
def test_a_bad_dataset_is_not_trained_on_again(exit_code: int, after: str) -> None:
    """The cause of a failed task is its description as JSON."""
    containers = [{"Name": "training", "ExitCode": exit_code}, {"ExitCode": exit_code, "Name": "training"}]
    for container in containers:
        cause = json.dumps({"Containers": [container], "StopCode": "EssentialContainerExited"}, separators=(",", ":"))
        (choice,) = STATES["CheckInterruption"]["Choices"]
        bad = any(fnmatch(cause, one["StringMatches"]) for one in choice["Or"])
        assert (choice["Next"] if bad else STATES["CheckInterruption"]["Default"]) == after


def test_the_gate_wants_more_than_the_threshold_and_no_objection() -> None:
    (choice,) = STATES["CheckMetrics"]["Choices"]
    assert choice["And"] == [
        {"Variable": "$.evaluation.accuracy", "NumericGreaterThanPath": "$.data.threshold"},
        {"Variable": "$.evaluation.passed", "BooleanEquals": True},
    ]
    assert (choice["Next"], STATES["CheckMetrics"]["Default"]) == ("RegisterModel", "NotifyRejection")


def test_a_model_below_the_threshold_is_told_and_fails_the_run_with_the_reason() -> None:
    assert STATES["NotifyRejection"]["Next"] == "TrainingFailed"
    assert STATES["NotifyRejection"]["Parameters"]["Message"]["evaluation.$"] == "$.evaluation"
    assert STATES["TrainingFailed"] == {
        "Type": "Fail",
        "Error": "ModelMetricsBelowThreshold",
        "CausePath": "$.evaluation.reason",
    }


@pytest.mark.parametrize("name", [*STEPS, *TRAININGS])
def test_what_fails_for_good_is_told_and_kept_with_its_cause(name: str) -> None:
    assert STATES[name]["Catch"][-1] == {
        "ErrorEquals": ["States.ALL"],
        "ResultPath": "$.failure",
        "Next": "NotifyFailure",
    }


def test_a_failure_is_told_with_error_and_cause_and_ends_the_run_with_them() -> None:
    notify, failed = STATES["NotifyFailure"], STATES["PipelineFailed"]
    assert notify["Parameters"]["TopicArn"] == "arn:topic"
    assert notify["Parameters"]["Message"]["failure.$"] == "$.failure"
    assert notify["ResultPath"] is None
    assert "$.failure.Error" in failed["ErrorPath"]
    assert failed["CausePath"] == "$.failure.Cause"


@pytest.mark.parametrize(
    ("notify", "end"), [("NotifyFailure", "PipelineFailed"), ("NotifyRejection", "TrainingFailed")]
)
def test_a_failure_that_cannot_be_told_still_ends_the_run_with_the_first_error(notify: str, end: str) -> None:
    (catch,) = STATES[notify]["Catch"]
    assert (catch["ResultPath"], catch["Next"]) == (None, end)


@pytest.mark.parametrize("name", STEPS)
def test_a_bad_dataset_is_not_prepared_again_and_a_busy_lambda_is_asked_again(name: str) -> None:
    bad, busy, *_ = STATES[name]["Retry"]
    assert bad == {"ErrorEquals": ["BadDataset", "BadRequest", "BadRun"], "MaxAttempts": 0}
    assert "Lambda.TooManyRequestsException" in busy["ErrorEquals"]
    assert busy["MaxAttempts"] > 0


def test_catch_all_comes_last_and_alone_as_the_language_demands() -> None:
    for state in STATES.values():
        for rules in (state.get("Retry", []), state.get("Catch", [])):
            every = [index for index, rule in enumerate(rules) if "States.ALL" in rule["ErrorEquals"]]
            assert every in ([], [len(rules) - 1])
            assert all(len(rules[index]["ErrorEquals"]) == 1 for index in every)


def test_every_task_ends_in_bounded_time() -> None:
    for name in [*STEPS, *TRAININGS]:
        assert STATES[name]["TimeoutSeconds"] > 0, name


def test_the_deployed_machine_is_that_definition_with_logs_and_traces(stack: Recording) -> None:
    machine = stack.one("aws:sfn/stateMachine:StateMachine", "training").inputs
    assert set(json.loads(machine["definition"])["States"]) == set(STATES)
    assert machine["type"] == "STANDARD"
    assert machine["tracingConfiguration"] == {"enabled": True}
    logging = machine["loggingConfiguration"]
    assert (logging["level"], logging["includeExecutionData"]) == ("ALL", True)
    assert logging["logDestination"].endswith(":training-logs:*")
