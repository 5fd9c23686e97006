from __future__ import annotations

import json
from pathlib import Path

from components.monitoring import alarm_key_policy
from tests.unit.recording import TARGET, Recording, run_program

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"


def test_every_alarm_tells_the_topic_when_it_rings_and_when_it_stops(stack: Recording) -> None:
    for one in stack.of_type(ALARM):
        assert [arn.rsplit(":", 1)[-1] for arn in one.inputs["okActions"]] == ["monitoring-alarms"]
        assert one.inputs["alarmActions"][:1] == one.inputs["okActions"]


def test_no_traffic_is_no_alarm(stack: Recording) -> None:
    assert {one.inputs["treatMissingData"] for one in stack.of_type(ALARM)} == {"notBreaching"}


def test_alarms_watch_the_functions_by_their_names(dev: Recording) -> None:
    inputs = dev.one(ALARM, "monitoring-ocr-errors").inputs
    assert inputs["dimensions"] == {"FunctionName": "ai-pipeline-ocr-inference-dev"}
    assert inputs["comparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_the_outputs_name_every_alarm(stack: Recording) -> None:
    assert sorted(stack.outputs["alarmNames"]) == sorted(one.inputs["name"] for one in stack.of_type(ALARM))


def test_the_topic_is_encrypted_with_a_key_that_cloudwatch_may_use(stack: Recording) -> None:
    topic = stack.one("aws:sns/topic:Topic", "monitoring-alarms").inputs
    key = stack.one("aws:kms/key:Key", "monitoring-key").inputs
    assert topic["kmsMasterKeyId"].endswith(":monitoring-key")
    assert key["enableKeyRotation"] is True


def test_cloudwatch_uses_the_key_for_this_accounts_alarms_only() -> None:
    _, alarms = alarm_key_policy(TARGET)["Statement"]
    assert alarms["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert alarms["Condition"] == {"StringEquals": {"aws:SourceAccount": TARGET.account}}


def test_alarms_are_mailed_where_an_address_is_configured(dev: Recording, tmp_path: Path) -> None:
    assert dev.of_type(SUBSCRIPTION) == []
    mailed = run_program("dev", tmp_path, {"ai-pipeline:monitoring": {"alarmEmail": "call@example.org"}})
    subscriptions = {(one.inputs["protocol"], one.inputs["endpoint"]) for one in mailed.of_type(SUBSCRIPTION)}
    assert subscriptions == {("email", "call@example.org")}


def test_the_dashboard_shows_this_stack(dev: Recording) -> None:
    dashboard = dev.one("aws:cloudwatch/dashboard:Dashboard", "monitoring-dashboard").inputs
    assert dashboard["dashboardName"] == "ai-pipeline-dev"
    text = json.dumps(json.loads(dashboard["dashboardBody"]))
    for name in ("ai-pipeline-ocr-inference-dev", "ai-pipeline-uploads-dev", "ai-pipeline-dev-dead-letters"):
        assert name in text


def test_alarms_watch_the_workflow_and_the_registry_by_their_names(dev: Recording) -> None:
    machine = dev.one("aws:sfn/stateMachine:StateMachine", "training").inputs["name"]
    failed = dev.one(ALARM, "monitoring-training-failed").inputs
    assert failed["dimensions"] == {"StateMachineArn": TARGET.arn("states", f"stateMachine:{machine}")}
    unhealthy = dev.one(ALARM, "monitoring-mlflow-unhealthy").inputs
    assert unhealthy["dimensions"] == {"LoadBalancer": "app/mlflow/1", "TargetGroup": "targetgroup/mlflow/1"}
    storage = dev.one(ALARM, "monitoring-mlflow-storage").inputs
    assert storage["dimensions"] == {"DBInstanceIdentifier": "ai-pipeline-mlflow-dev"}
    assert (storage["comparisonOperator"], storage["threshold"]) == ("LessThanOrEqualToThreshold", 2 * 2**30)
