"""Queues, topics, events, alarms, logs, roles and keys on the running emulator."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.harness.provider.round_trip import policy, round_trip, trust
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def queue(stack: Stack) -> Deployed:
    return stack.create("aws:sqs/queue:Queue", "target", name=unique("target"))


def test_a_queue_lives_through_a_round_trip(stack: Stack) -> None:
    first = {
        "name": unique("queue"),
        "messageRetentionSeconds": 1_209_600,
        "sqsManagedSseEnabled": True,
        "tags": {"a": "1"},
    }
    second = {**first, "visibilityTimeoutSeconds": 60, "tags": {"b": "1"}}
    with round_trip(stack, "aws:sqs/queue:Queue", first, second, replacing={**first, "name": "other"}) as queue:
        assert queue.outputs["arn"].endswith(f":{first['name']}")


def test_a_queue_policy_lives_through_a_round_trip(stack: Stack, queue: Deployed) -> None:
    first, second = ({"queueUrl": queue.id, "policy": policy(action)} for action in ("sqs:SendMessage", "sqs:*"))
    with round_trip(stack, "aws:sqs/queuePolicy:QueuePolicy", first, second):
        pass


def test_a_topic_and_its_subscription_live_through_a_round_trip(stack: Stack, queue: Deployed) -> None:
    first = {"name": unique("topic"), "displayName": "one", "tags": {"a": "1"}}
    with round_trip(stack, "aws:sns/topic:Topic", first, {"name": first["name"], "displayName": "two"}) as topic:
        of_topic = {"topic": topic.id, "protocol": "sqs", "endpoint": queue.outputs["arn"]}
        with round_trip(
            stack,
            "aws:sns/topicSubscription:TopicSubscription",
            {**of_topic, "rawMessageDelivery": True},
            {**of_topic, "rawMessageDelivery": False},
            replacing={**of_topic, "rawMessageDelivery": True, "protocol": "lambda"},
        ):
            pass


def test_a_bus_with_rule_target_and_archive_lives_through_a_round_trip(stack: Stack, queue: Deployed) -> None:
    name = unique("bus")
    first = {"name": name, "tags": {"a": "1"}}
    with round_trip(stack, "aws:cloudwatch/eventBus:EventBus", first, {"name": name, "tags": {"a": "2"}}) as bus:
        rule = {"name": "rule", "eventBusName": name, "description": "one", "eventPattern": '{"source": ["a"]}'}
        changed = {**rule, "description": "two", "eventPattern": '{"source": ["b"]}'}
        with round_trip(stack, "aws:cloudwatch/eventRule:EventRule", rule, changed):
            target: dict[str, Any] = {
                "rule": "rule",
                "eventBusName": name,
                "targetId": "one",
                "arn": queue.outputs["arn"],
            }
            with round_trip(
                stack,
                "aws:cloudwatch/eventTarget:EventTarget",
                {**target, "input": '{"warm": true}', "deadLetterConfig": {"arn": queue.outputs["arn"]}},
                {**target, "input": '{"warm": false}'},
                replacing={
                    **target,
                    "input": '{"warm": true}',
                    "deadLetterConfig": {"arn": queue.outputs["arn"]},
                    "targetId": "2",
                },
            ):
                pass
        archive = {"name": unique("archive"), "eventSourceArn": bus.outputs["arn"], "retentionDays": 3}
        with round_trip(stack, "aws:cloudwatch/eventArchive:EventArchive", archive, {**archive, "retentionDays": 5}):
            pass


ALARM: dict[str, Any] = {
    "comparisonOperator": "GreaterThanThreshold",
    "evaluationPeriods": 1,
    "metricName": "Errors",
    "namespace": "AWS/Lambda",
    "period": 300,
    "statistic": "Sum",
    "threshold": 0.5,
    "dimensions": {"FunctionName": "ocr"},
    "treatMissingData": "notBreaching",
}


def test_an_alarm_lives_through_a_round_trip(stack: Stack) -> None:
    first = {"name": unique("alarm"), **ALARM}
    second = {**first, "threshold": 2, "dimensions": {"FunctionName": "document"}, "alarmDescription": "more"}
    with round_trip(stack, "aws:cloudwatch/metricAlarm:MetricAlarm", first, second):
        pass


def test_an_alarm_on_an_expression_lives_through_a_round_trip(stack: Stack) -> None:
    metric = {"metricName": "Errors", "namespace": "AWS/Lambda", "period": 300, "stat": "Sum", "dimensions": {"A": "b"}}
    queries = [{"id": "rate", "expression": "errors/2", "returnData": True}, {"id": "errors", "metric": metric}]
    first = {
        "name": unique("alarm"),
        "comparisonOperator": "GreaterThanThreshold",
        "evaluationPeriods": 1,
        "threshold": 1,
        "metricQueries": queries,
    }
    with round_trip(stack, "aws:cloudwatch/metricAlarm:MetricAlarm", first):
        pass


def test_a_dashboard_lives_through_a_round_trip(stack: Stack) -> None:
    first = {"dashboardName": unique("board"), "dashboardBody": '{"widgets": []}'}
    widget = '{"type": "text", "x": 0, "y": 0, "width": 3, "height": 3, "properties": {"markdown": "x"}}'
    with round_trip(
        stack, "aws:cloudwatch/dashboard:Dashboard", first, {**first, "dashboardBody": f'{{"widgets": [{widget}]}}'}
    ):
        pass


def test_a_log_group_lives_through_a_round_trip(stack: Stack) -> None:
    first = {"name": unique("/aws/lambda/x"), "retentionInDays": 30, "tags": {"a": "1"}}
    changes = ({**first, "retentionInDays": 7, "tags": {"a": "2"}}, {"name": first["name"]})
    with round_trip(stack, "aws:cloudwatch/logGroup:LogGroup", first, *changes) as group:
        assert group.outputs["arn"].endswith(f"log-group:{first['name']}")


def test_a_role_and_what_it_may_do_live_through_a_round_trip(stack: Stack) -> None:
    first = {"name": unique("role"), "assumeRolePolicy": trust("lambda.amazonaws.com"), "tags": {"a": "1"}}
    second = {
        "name": first["name"],
        "assumeRolePolicy": trust("lambda.amazonaws.com", "events.amazonaws.com"),
        "description": "reads",
        "maxSessionDuration": 7200,
    }
    with round_trip(stack, "aws:iam/role:Role", first, second, replacing={**first, "name": "other"}) as role:
        inline = {"name": "rights", "role": role.id, "policy": policy("s3:GetObject")}
        with round_trip(stack, "aws:iam/rolePolicy:RolePolicy", inline, {**inline, "policy": policy("s3:PutObject")}):
            pass
        managed = {"policy": policy("s3:GetObject"), "description": "rights"}
        changes = ({**managed, "policy": policy(f"s3:Get{number}")} for number in range(6))
        with round_trip(stack, "aws:iam/policy:Policy", managed, *changes) as rights:
            attached = {"role": role.id, "policyArn": rights.id}
            with round_trip(stack, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", attached):
                pass


def test_a_role_changed_behind_the_stack_is_seen_and_brought_back(stack: Stack) -> None:
    wanted = {"name": unique("role"), "assumeRolePolicy": trust("lambda.amazonaws.com"), "description": "as wanted"}
    role = stack.create("aws:iam/role:Role", "role", **wanted)
    twin = Deployed(role.type, role.name, role.id, dict(role.inputs), dict(role.outputs))
    stack.update(twin, **{**wanted, "description": "changed by hand"})
    found = stack.read(role)
    assert found is not None
    role.outputs, role.inputs = found
    assert role.inputs["description"] == "changed by hand"
    assert list(stack.diff(role, **wanted).diffs) == ["description"]
    stack.update(role, **wanted)
    again = stack.read(role)
    assert again is not None
    assert again[1]["description"] == "as wanted"


def test_a_key_lives_through_a_round_trip(stack: Stack) -> None:
    root = {"AWS": "arn:aws:iam::000000000000:root"}
    first = {
        "description": "one",
        "enableKeyRotation": True,
        "deletionWindowInDays": 7,
        "policy": policy("kms:*", principal=root),
    }
    second = {**first, "description": "two", "enableKeyRotation": False, "tags": {"a": "1"}}
    with round_trip(stack, "aws:kms/key:Key", first, second) as key:
        assert key.outputs["arn"].endswith(f"key/{key.id}")
