from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.recording import TARGET, Recording, run_program, with_training

FUNCTION = "aws:lambda/function:Function"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
POLICY = "aws:iam/rolePolicy:RolePolicy"
SCHEDULE = "aws:scheduler/schedule:Schedule"
STEPS = ("prepare-data", "evaluate-model", "register-model")
SHARED = {
    "MODELS_BUCKET": "learningyogi-models-dev-123456789012",
    "TRAINING_BUCKET": "learningyogi-training-dev-123456789012",
    "MLFLOW_TRACKING_URI": "http://mlflow.internal.test:5000",
}


def container(recording: Recording, name: str) -> dict[str, Any]:
    (found,) = json.loads(recording.one(TASK, name).inputs["containerDefinitions"])
    assert isinstance(found, dict)
    return found


def rights(recording: Recording, name: str) -> dict[str, Any]:
    """A role's statements by sid."""
    document = recording.policies()[f"{POLICY} {name} policy"]
    return {one["Sid"]: one for one in document["Statement"]}


def test_the_task_has_the_size_family_and_image_of_the_contract(dev: Recording) -> None:
    task = dev.one(TASK, "training-task").inputs
    assert (task["family"], task["cpu"], task["memory"]) == ("ocr-training", "4096", "16384")
    assert task["requiresCompatibilities"] == ["FARGATE"]
    trained = container(dev, "training-task")
    assert trained["name"] == "training"
    assert trained["image"].endswith(":1")
    assert trained["command"] == ["python", "-m", "functions.pipeline", "train"]
    assert {one["name"]: one["value"] for one in trained["environment"]} == SHARED


def test_the_task_gets_time_to_save_what_it_learned(stack: Recording) -> None:
    assert container(stack, "training-task")["stopTimeout"] == 120


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_private_functions_with_the_variables_of_the_contract(dev: Recording, step: str) -> None:
    inputs = dev.one(FUNCTION, f"training-steps-{step}").inputs
    variables = inputs["environment"]["variables"]
    assert inputs["name"] == f"ai-pipeline-{step}-dev"
    assert inputs["handler"] == f"functions.pipeline.{step.replace('-', '_')}.handler.handler"
    assert inputs["code"].path == f"build/functions/{step}.zip"
    assert inputs["vpcConfig"]["securityGroupIds"] == ["training-steps-group-id"]
    assert SHARED.items() <= variables.items()
    assert "INPUT_BUCKET" not in variables


def test_the_threshold_of_the_gate_is_configured(dev: Recording, tmp_path: Path) -> None:
    def threshold(recording: Recording) -> str:
        inputs = recording.one(FUNCTION, "training-steps-prepare-data").inputs
        return str(inputs["environment"]["variables"]["TRAINING_THRESHOLD"])

    assert threshold(dev) == "0.9"
    changes = with_training("dev")
    changes["ai-pipeline:training"]["threshold"] = 0.95
    assert threshold(run_program("dev", tmp_path, changes)) == "0.95"


def test_only_registration_and_rollout_write_models(stack: Recording) -> None:
    writers = [
        where
        for where, document in stack.policies().items()
        for one in document["Statement"]
        if "s3:PutObject" in one["Action"] and any("learningyogi-models" in arn for arn in one["Resource"])
    ]
    assert sorted(where.split()[1] for where in writers) == [
        "network-s3",
        "rollout-function-rights",
        "training-steps-register-model-rights",
    ]


def test_the_task_reads_datasets_and_writes_runs(dev: Recording) -> None:
    bucket = "arn:aws:s3:::learningyogi-training-dev-123456789012"
    allowed = rights(dev, "training-task-identity-task-rights")
    assert allowed["WriteRuns"]["Resource"] == [f"{bucket}/runs/*"]
    assert allowed["ReadTraining"]["Resource"] == [f"{bucket}/datasets/*", f"{bucket}/runs/*"]


def test_the_task_tells_only_its_own_workflow_that_it_lives(dev: Recording) -> None:
    heartbeats = rights(dev, "training-task-identity-task-rights")["SendHeartbeats"]
    machine = dev.one("aws:sfn/stateMachine:StateMachine", "training").inputs["name"]
    assert heartbeats["Action"] == ["states:SendTaskHeartbeat"]
    assert heartbeats["Resource"] == [TARGET.arn("states", f"stateMachine:{machine}")]


def test_the_workflow_runs_its_own_task_with_its_own_roles_only(stack: Recording) -> None:
    allowed = rights(stack, "training-rights")
    assert [arn.rsplit(":", 1)[-1] for arn in allowed["RunTask"]["Resource"]] == ["training-task"]
    assert allowed["RunTask"]["Condition"]["ArnEquals"]["ecs:cluster"].endswith(":cluster")
    assert [arn.rsplit(":", 1)[-1] for arn in allowed["GiveRoles"]["Resource"]] == [
        "training-task-identity-execution-role",
        "training-task-identity-task-role",
    ]
    assert allowed["GiveRoles"]["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_the_workflow_invokes_the_live_aliases_of_its_steps_only(stack: Recording) -> None:
    invoked = rights(stack, "training-rights")["InvokeSteps"]["Resource"]
    assert [arn.rsplit(":", 1)[-1] for arn in invoked] == [f"training-steps-{step}-live" for step in STEPS]


def test_the_machine_waits_for_its_rights(stack: Recording) -> None:
    assert "training-rights" in stack.one("aws:sfn/stateMachine:StateMachine", "training").dependencies


def test_an_event_on_the_bus_starts_training_with_its_detail(stack: Recording) -> None:
    rule = stack.one("aws:cloudwatch/eventRule:EventRule", "training-triggers-requested").inputs
    target = stack.one("aws:cloudwatch/eventTarget:EventTarget", "training-triggers-requested-target").inputs
    pattern = {"source": ["custom.learningyogi"], "detail-type": ["Training Requested"]}
    assert json.loads(rule["eventPattern"]) == pattern
    assert target["inputPath"] == "$.detail"
    assert target["arn"].endswith(":training")
    assert target["deadLetterConfig"]["arn"].endswith(":events-dead-letters")


def test_training_starts_by_the_clock_only_where_it_is_configured(dev: Recording, tmp_path: Path) -> None:
    assert dev.of_type(SCHEDULE) == []
    changes = with_training("dev")
    changes["ai-pipeline:training"]["schedule"] = "cron(0 3 ? * SUN *)"
    scheduled = run_program("dev", tmp_path, changes)
    (schedule,) = scheduled.of_type(SCHEDULE)
    assert schedule.inputs["scheduleExpression"] == "cron(0 3 ? * SUN *)"
    assert schedule.inputs["target"]["arn"].endswith(":training")
    assert schedule.inputs["target"]["deadLetterConfig"]["arn"].endswith(":events-dead-letters")
    allowed = rights(scheduled, "training-triggers-schedule-rights")
    assert set(allowed) == {"StartTraining", "SendDeadLetters"}


def test_failures_go_to_an_encrypted_topic(stack: Recording) -> None:
    topic = stack.one("aws:sns/topic:Topic", "training-failures").inputs
    assert topic["kmsMasterKeyId"] == "alias/aws/sns"


def test_failures_are_mailed_where_an_address_is_configured(dev: Recording, tmp_path: Path) -> None:
    changes = {**with_training("dev"), "ai-pipeline:monitoring": {"alarmEmail": "call@example.org"}}
    mailed = run_program("dev", tmp_path, changes).one("aws:sns/topicSubscription:TopicSubscription", "training-email")
    assert mailed.inputs["endpoint"] == "call@example.org"


def test_runs_go_after_a_while_and_datasets_stay(stack: Recording) -> None:
    rules = stack.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "training-data-lifecycle")
    expiring = [one for one in rules.inputs["rules"] if "days" in one.get("expiration", {})]
    assert [(one["filter"]["prefix"], one["expiration"]["days"]) for one in expiring] == [("runs/", 90)]


def test_without_training_there_is_neither_cluster_nor_database(tmp_path: Path) -> None:
    changes = with_training("dev")
    changes["ai-pipeline:training"]["enabled"] = False
    without = run_program("dev", tmp_path, changes)
    assert not [
        one for one in without.resources if one.type.split("/")[0] in ("aws:ecs", "aws:rds", "aws:lb", "aws:sfn")
    ]
    assert "trainingStateMachineArn" not in without.outputs
