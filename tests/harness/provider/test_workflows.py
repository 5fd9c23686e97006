"""State machines, schedules, alarms on alarms, metrics of logs, policies of queues and topics on the emulator."""

from __future__ import annotations

import json
import uuid

import grpc
import pytest

from tests.harness.provider.round_trip import policy, round_trip, trust
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def role(stack: Stack) -> Deployed:
    trusted = trust("states.amazonaws.com", "scheduler.amazonaws.com")
    return stack.create("aws:iam/role:Role", "role", name=unique("role"), assumeRolePolicy=trusted)


@pytest.fixture
def queue(stack: Stack) -> Deployed:
    return stack.create("aws:sqs/queue:Queue", "queue", name=unique("queue"))


def test_a_state_machine_lives_through_a_round_trip(stack: Stack, role: Deployed) -> None:
    definitions = [
        json.dumps({"StartAt": name, "States": {name: {"Type": "Pass", "End": True}}}) for name in ("Train", "Deploy")
    ]
    first = {
        "name": unique("machine"),
        "roleArn": role.outputs["arn"],
        "definition": definitions[0],
        "tags": {"a": "1"},
    }
    second = {**first, "definition": definitions[1], "tracingConfiguration": {"enabled": True}, "tags": {"b": "1"}}
    with round_trip(
        stack, "aws:sfn/stateMachine:StateMachine", first, second, replacing={**first, "type": "EXPRESS"}
    ) as machine:
        assert machine.outputs["status"] == "ACTIVE"


def test_a_schedule_and_its_group_live_through_a_round_trip(stack: Stack, role: Deployed, queue: Deployed) -> None:
    group = {"name": unique("group"), "tags": {"a": "1"}}
    with round_trip(stack, "aws:scheduler/scheduleGroup:ScheduleGroup", group, {**group, "tags": {"a": "2"}}):
        first = {
            "name": "weekly",
            "groupName": group["name"],
            "scheduleExpression": "rate(7 days)",
            "flexibleTimeWindow": {"mode": "OFF"},
            "target": {"arn": queue.outputs["arn"], "roleArn": role.outputs["arn"], "input": '{"a": 1}'},
        }
        second = {**first, "scheduleExpression": "cron(0 3 ? * SUN *)", "state": "DISABLED"}
        with round_trip(stack, "aws:scheduler/schedule:Schedule", first, second, replacing={**first, "name": "other"}):
            pass


def test_an_alarm_on_alarms_lives_through_a_round_trip(stack: Stack) -> None:
    alarm = stack.create(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "alarm",
        name=unique("alarm"),
        comparisonOperator="GreaterThanThreshold",
        evaluationPeriods=1,
        metricName="Errors",
        namespace="AWS/Lambda",
        period=60,
        statistic="Sum",
        threshold=1,
    )
    first = {"alarmName": unique("composite"), "alarmRule": f"ALARM({alarm.id})", "alarmDescription": "one"}
    with round_trip(stack, "aws:cloudwatch/compositeAlarm:CompositeAlarm", first, {**first, "alarmDescription": "two"}):
        pass


def test_a_metric_of_a_log_lives_through_a_round_trip(stack: Stack) -> None:
    group = stack.create("aws:cloudwatch/logGroup:LogGroup", "group", name=unique("group"))
    counted = {"name": "Errors", "namespace": "Tests", "value": "1", "defaultValue": "0"}
    first = {"name": "errors", "logGroupName": group.id, "pattern": "ERROR", "metricTransformation": counted}
    other = {**first, "pattern": "FATAL"}
    with round_trip(stack, "aws:cloudwatch/logMetricFilter:LogMetricFilter", first, replacing=other):
        pass


def test_redrive_and_policy_of_queue_and_topic_live_through_a_round_trip(stack: Stack, queue: Deployed) -> None:
    dead = stack.create("aws:sqs/queue:Queue", "dead", name=unique("dead"))
    first, second = (
        {
            "queueUrl": queue.id,
            "redrivePolicy": json.dumps({"deadLetterTargetArn": dead.outputs["arn"], "maxReceiveCount": count}),
        }
        for count in (3, 5)
    )
    with round_trip(stack, "aws:sqs/redrivePolicy:RedrivePolicy", first, second):
        pass
    named = {"redrivePermission": "byQueue", "sourceQueueArns": [queue.outputs["arn"]]}
    chosen, denied = (
        {"queueUrl": dead.id, "redriveAllowPolicy": json.dumps(allow)}
        for allow in (named, {"redrivePermission": "denyAll"})
    )
    other = {**chosen, "queueUrl": queue.id}
    with round_trip(stack, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", chosen, denied, replacing=other):
        pass
    topic = stack.create("aws:sns/topic:Topic", "topic", name=unique("topic"))
    publishing, subscribing = (
        {"arn": topic.id, "policy": policy(action)} for action in ("sns:Publish", "sns:Subscribe")
    )
    with round_trip(stack, "aws:sns/topicPolicy:TopicPolicy", publishing, subscribing, remains=True):
        pass


def test_a_group_of_traces_lives_through_a_round_trip(stack: Stack) -> None:
    first = {"groupName": unique("errors"), "filterExpression": "error", "tags": {"a": "1"}}
    second = {**first, "filterExpression": "fault", "insightsConfiguration": {"insightsEnabled": True}}
    with round_trip(stack, "aws:xray/group:Group", first, second, replacing={**first, "groupName": "other"}) as group:
        assert f":group/{first['groupName']}/" in group.outputs["arn"]


def test_a_sampling_rule_lives_through_a_round_trip(stack: Stack) -> None:
    everything = dict.fromkeys(("serviceName", "serviceType", "host", "httpMethod", "urlPath", "resourceArn"), "*")
    first = {
        **everything,
        "ruleName": unique("rule"),
        "priority": 1,
        "fixedRate": 0.1,
        "reservoirSize": 1,
        "version": 1,
        "tags": {"a": "1"},
    }
    second = {**first, "fixedRate": 0.5, "urlPath": "/infer/*", "tags": {"b": "1"}}
    with round_trip(
        stack, "aws:xray/samplingRule:SamplingRule", first, second, replacing={**first, "ruleName": "other"}
    ) as rule:
        assert rule.outputs["arn"].endswith(f":sampling-rule/{rule.id}")


def test_what_aws_refuses_is_an_error_with_its_words_and_no_resource(stack: Stack) -> None:
    with pytest.raises(grpc.RpcError) as error:
        stack.create("aws:sqs/queue:Queue", "queue", name="no such name", visibilityTimeoutSeconds=5)
    assert "when calling the CreateQueue operation" in error.value.details()
    assert not stack.resources
