from __future__ import annotations

from typing import Any

from components.canary_alarms import canary_alarms
from components.watched import WatchedModel
from tests.unit.recording import TARGET, Recording

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
PERMISSION = "aws:lambda/permission:Permission"
POINTER = "arn:aws:s3:::learningyogi-models-dev-123456789012/models/ocr/serving.json"


def canary_alarm_inputs(recording: Recording) -> list[dict[str, Any]]:
    names = recording.outputs["canaryAlarmNames"]
    return [one.inputs for one in recording.of_type(ALARM) if one.inputs["name"] in names]


def test_the_function_may_move_the_pointer_and_touch_no_model(dev: Recording) -> None:
    document = dev.policies()["aws:iam/rolePolicy:RolePolicy rollout-function-rights policy"]
    on_models = [one for one in document["Statement"] if any("learningyogi-models" in arn for arn in one["Resource"])]
    assert [(one["Action"], one["Resource"]) for one in on_models] == [
        (["s3:GetObject", "s3:PutObject"], [POINTER]),
        (["s3:ListBucket"], ["arn:aws:s3:::learningyogi-models-dev-123456789012"]),
    ]
    assert on_models[1]["Condition"] == {"StringEquals": {"s3:prefix": "models/ocr/serving.json"}}


def test_the_function_knows_no_other_bucket(stack: Recording) -> None:
    variables = stack.one("aws:lambda/function:Function", "rollout-function").inputs["environment"]["variables"]
    assert variables["MODELS_BUCKET"].startswith("learningyogi-models-")
    assert variables["MODEL"] == "ocr"
    assert not [name for name in variables if name in ("INPUT_BUCKET", "RESULTS_BUCKET")]


def test_the_alarms_on_a_canary_invoke_the_function_when_they_ring_and_only_then(stack: Recording) -> None:
    alarms = canary_alarm_inputs(stack)
    assert len(alarms) == 3
    for one in alarms:
        assert [arn.rsplit(":", 1)[-1] for arn in one["alarmActions"]] == [
            "monitoring-alarms",
            "rollout-function-live",
        ]
        assert [arn.rsplit(":", 1)[-1] for arn in one["okActions"]] == ["monitoring-alarms"]


def test_no_other_alarm_ends_a_trial(stack: Recording) -> None:
    names = {one["name"] for one in canary_alarm_inputs(stack)}
    for one in stack.of_type(ALARM):
        acts = any(arn.endswith("rollout-function-live") for arn in one.inputs["alarmActions"])
        assert acts == (one.inputs["name"] in names)


def test_each_alarm_on_a_canary_may_invoke_the_function_by_its_own_name(dev: Recording) -> None:
    permissions = [one.inputs for one in dev.of_type(PERMISSION) if one.name.startswith("rollout-")]
    assert {one["sourceArn"] for one in permissions} == {
        TARGET.arn("cloudwatch", f"alarm:{one['name']}") for one in canary_alarm_inputs(dev)
    }
    assert {one["principal"] for one in permissions} == {"lambda.alarms.cloudwatch.amazonaws.com"}
    assert {one["sourceAccount"] for one in permissions} == {TARGET.account}


def test_canaries_of_two_stacks_in_one_account_are_told_apart() -> None:
    dev, prod = (canary_alarms(WatchedModel(name, "ocr")) for name in ("dev", "prod"))
    assert {one.metric for one in dev} == {"ModelRejected", "ModelErrors", "ModelConfidenceDrop"}
    for one, other in zip(dev, prod, strict=True):
        assert one.dimensions == {"environment": "dev", "model": "ocr", "role": "canary"}
        assert other.dimensions != one.dimensions


def test_an_alarm_on_a_canary_rings_within_a_minute(stack: Recording) -> None:
    assert {(one["period"], one["evaluationPeriods"]) for one in canary_alarm_inputs(stack)} == {(60, 1)}
