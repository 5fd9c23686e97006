"""Databases, load balancers, web access lists, budgets and objects on the running emulator."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from harness.provider.values import Asset
from tests.harness.provider.round_trip import round_trip
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def subnets(stack: Stack) -> list[Deployed]:
    vpc = stack.create("aws:ec2/vpc:Vpc", "network", cidrBlock="10.1.0.0/16")
    return [
        stack.create("aws:ec2/subnet:Subnet", zone, vpcId=vpc.id, cidrBlock=f"10.1.{index}.0/24", availabilityZone=zone)
        for index, zone in enumerate(("us-east-1a", "us-east-1b"))
    ]


def test_groups_of_a_database_live_through_a_round_trip(stack: Stack, subnets: list[Deployed]) -> None:
    ids = [subnet.id for subnet in subnets]
    first: dict[str, Any] = {"name": unique("subnets"), "subnetIds": ids, "tags": {"a": "1"}}
    with round_trip(
        stack,
        "aws:rds/subnetGroup:SubnetGroup",
        first,
        {**first, "tags": {"a": "2"}},
        replacing={**first, "description": "two"},
    ):
        pass
    first = {"name": unique("parameters"), "family": "postgres16", "tags": {"a": "1"}}
    timeout = [{"name": "statement_timeout", "value": "1000"}]
    with round_trip(
        stack,
        "aws:rds/parameterGroup:ParameterGroup",
        {**first, "parameters": timeout},
        {**first, "parameters": [{"name": "statement_timeout", "value": "2000"}]},
        replacing={**first, "parameters": timeout, "family": "postgres15"},
    ):
        pass


def test_parameters_of_a_cluster_live_through_a_round_trip(stack: Stack) -> None:
    first: dict[str, Any] = {"name": unique("parameters"), "family": "aurora-postgresql16"}
    logged = [{"name": "log_statement", "value": "all"}]
    with round_trip(
        stack,
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        {**first, "parameters": logged},
        {**first, "parameters": [{"name": "log_statement", "value": "ddl"}]},
        replacing={**first, "parameters": logged, "family": "aurora-postgresql15"},
    ):
        pass


def test_a_database_lives_through_a_round_trip(stack: Stack) -> None:
    first = {
        "identifier": unique("db"),
        "instanceClass": "db.t4g.micro",
        "engine": "postgres",
        "engineVersion": "16",
        "username": "mlflow",
        "password": "not-a-secret",
        "allocatedStorage": 20,
        "dbName": "mlflow",
        "storageEncrypted": True,
        "skipFinalSnapshot": True,
        "tags": {"a": "1"},
    }
    bigger = {**first, "instanceClass": "db.t4g.small", "tags": {"a": "2"}}
    with round_trip(
        stack, "aws:rds/instance:Instance", first, bigger, replacing={**first, "dbName": "other"}
    ) as database:
        assert database.outputs["endpoint"] == f"{database.outputs['address']}:{database.outputs['port']}"


def test_an_aurora_cluster_and_its_instance_live_through_a_round_trip(stack: Stack) -> None:
    first = {
        "clusterIdentifier": unique("cluster"),
        "engine": "aurora-postgresql",
        "masterUsername": "chat",
        "masterPassword": "not-a-secret",
        "databaseName": "chat",
        "serverlessv2ScalingConfiguration": {"minCapacity": 0.5, "maxCapacity": 1},
        "skipFinalSnapshot": True,
        "tags": {"a": "1"},
    }
    with round_trip(
        stack,
        "aws:rds/cluster:Cluster",
        first,
        {**first, "backupRetentionPeriod": 3, "tags": {"a": "2"}},
        replacing={**first, "databaseName": "other"},
    ) as cluster:
        instance = {
            "identifier": unique("instance"),
            "clusterIdentifier": cluster.id,
            "instanceClass": "db.serverless",
            "engine": "aurora-postgresql",
        }
        with round_trip(stack, "aws:rds/clusterInstance:ClusterInstance", instance, {**instance, "tags": {"a": "1"}}):
            pass


def test_a_load_balancer_and_what_hangs_on_it_live_through_a_round_trip(stack: Stack, subnets: list[Deployed]) -> None:
    vpc = subnets[0].inputs["vpcId"]
    group = stack.create("aws:ec2/securityGroup:SecurityGroup", "group", vpcId=vpc, description="x")
    first = {
        "name": unique("lb"),
        "internal": True,
        "subnets": [subnet.id for subnet in subnets],
        "securityGroups": [group.id],
        "idleTimeout": 120,
        "tags": {"a": "1"},
    }
    with round_trip(
        stack,
        "aws:lb/loadBalancer:LoadBalancer",
        first,
        {**first, "idleTimeout": 60, "tags": {"a": "2"}},
        replacing={**first, "internal": False},
    ) as balancer:
        assert balancer.outputs["arnSuffix"].startswith(f"app/{first['name']}/")
        target = {
            "name": unique("tg"),
            "port": 5000,
            "protocol": "HTTP",
            "targetType": "ip",
            "vpcId": vpc,
            "healthCheck": {"path": "/health", "matcher": "200", "interval": 30},
        }
        healthier = {**target, "healthCheck": {"path": "/ready", "matcher": "200-299", "interval": 30}}
        with round_trip(
            stack, "aws:lb/targetGroup:TargetGroup", target, healthier, replacing={**target, "port": 80}
        ) as targets:
            refused = {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}
            listener = {
                "loadBalancerArn": balancer.id,
                "port": 80,
                "protocol": "HTTP",
                "defaultActions": [{"type": "forward", "targetGroupArn": targets.id}],
            }
            with round_trip(
                stack, "aws:lb/listener:Listener", listener, {**listener, "defaultActions": [refused]}
            ) as heard:
                rule = {
                    "listenerArn": heard.id,
                    "priority": 10,
                    "conditions": [{"pathPattern": {"values": ["/mlflow/*"]}}],
                    "actions": [{"type": "forward", "targetGroupArn": targets.id}],
                }
                elsewhere = {**rule, "priority": 20, "conditions": [{"hostHeader": {"values": ["a.example.org"]}}]}
                with round_trip(stack, "aws:lb/listenerRule:ListenerRule", rule, elsewhere):
                    pass


def visible(name: str) -> dict[str, Any]:
    return {"cloudwatchMetricsEnabled": True, "metricName": name, "sampledRequestsEnabled": True}


def test_a_web_access_list_lives_through_a_round_trip(stack: Stack) -> None:
    managed = {"name": "AWSManagedRulesCommonRuleSet", "vendorName": "AWS"}
    rule = {
        "name": "common",
        "priority": 1,
        "overrideAction": {"none": {}},
        "statement": {"managedRuleGroupStatement": managed},
        "visibilityConfig": visible("common"),
    }
    limit = {
        "name": "rate",
        "priority": 2,
        "action": {"block": {}},
        "statement": {"rateBasedStatement": {"limit": 1000, "aggregateKeyType": "IP"}},
        "visibilityConfig": visible("rate"),
    }
    first = {
        "name": unique("acl"),
        "scope": "REGIONAL",
        "defaultAction": {"allow": {}},
        "rules": [rule],
        "visibilityConfig": visible("acl"),
        "tags": {"a": "1"},
    }
    with round_trip(
        stack, "aws:wafv2/webAcl:WebAcl", first, {**first, "rules": [rule, limit]}, replacing={**first, "name": "other"}
    ):
        pass


def test_what_a_web_access_list_guards_lives_through_a_round_trip(stack: Stack, subnets: list[Deployed]) -> None:
    balancers = [
        stack.create("aws:lb/loadBalancer:LoadBalancer", name, name=unique(name), subnets=[one.id for one in subnets])
        for name in ("one", "two")
    ]
    acl = stack.create(
        "aws:wafv2/webAcl:WebAcl",
        "acl",
        name=unique("acl"),
        scope="REGIONAL",
        defaultAction={"allow": {}},
        visibilityConfig=visible("acl"),
    )
    first, second = ({"webAclArn": acl.outputs["arn"], "resourceArn": balancer.id} for balancer in balancers)
    with round_trip(stack, "aws:wafv2/webAclAssociation:WebAclAssociation", first, replacing=second):
        pass


def test_a_budget_lives_through_a_round_trip(stack: Stack) -> None:
    told = {
        "comparisonOperator": "GREATER_THAN",
        "notificationType": "ACTUAL",
        "threshold": 80,
        "thresholdType": "PERCENTAGE",
        "subscriberEmailAddresses": ["ops@example.org"],
    }
    first = {
        "name": unique("budget"),
        "budgetType": "COST",
        "limitAmount": "200.0",
        "limitUnit": "USD",
        "timeUnit": "MONTHLY",
        "notifications": [told],
    }
    with round_trip(
        stack,
        "aws:budgets/budget:Budget",
        first,
        {**first, "limitAmount": "300.0"},
        {**first, "notifications": [{**told, "threshold": 100}]},
        replacing={**first, "name": "other"},
    ):
        pass


def test_an_object_lives_through_a_round_trip(stack: Stack) -> None:
    bucket = stack.create("aws:s3/bucket:Bucket", "objects", bucket=unique("objects"))
    first = {"bucket": bucket.id, "key": "a/b.txt", "source": Asset(text="one"), "contentType": "text/plain"}
    second = {**first, "source": Asset(text="two"), "contentType": "text/csv", "tags": {"a": "1"}}
    with round_trip(
        stack, "aws:s3/bucketObjectv2:BucketObjectv2", first, second, replacing={**first, "key": "other"}
    ) as stored:
        assert stored.outputs["arn"] == f"arn:aws:s3:::{bucket.id}/a/b.txt"
