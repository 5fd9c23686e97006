"""Clusters, services, task definitions, images and scaling on the running emulator."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from tests.harness.provider.round_trip import round_trip
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


def task(command: str) -> dict[str, Any]:
    container = {
        "name": "main",
        "image": "python",
        "command": [command],
        "environment": [{"name": "A", "value": "1"}],
        "portMappings": [{"containerPort": 8080, "hostPort": 8080, "protocol": "tcp"}],
    }
    return {
        "family": "registry",
        "cpu": "256",
        "memory": "512",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": json.dumps([container]),
        "tags": {"a": "1"},
    }


@pytest.fixture
def cluster(stack: Stack) -> Deployed:
    return stack.create("aws:ecs/cluster:Cluster", "cluster", name=unique("cluster"))


def test_a_cluster_lives_through_a_round_trip(stack: Stack) -> None:
    insights = [{"name": "containerInsights", "value": "enabled"}]
    first = {"name": unique("cluster"), "settings": insights, "tags": {"a": "1"}}
    with round_trip(
        stack, "aws:ecs/cluster:Cluster", first, {**first, "tags": {"a": "2"}}, replacing={**first, "name": "other"}
    ) as cluster:
        assert cluster.id == cluster.outputs["arn"]


def test_capacity_providers_of_a_cluster_live_through_a_round_trip(stack: Stack, cluster: Deployed) -> None:
    first = {"clusterName": cluster.inputs["name"], "capacityProviders": ["FARGATE"]}
    second = {
        **first,
        "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
        "defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
    }
    with round_trip(stack, "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", first, second, remains=True):
        pass


def test_a_task_definition_lives_through_a_round_trip(stack: Stack) -> None:
    first = task("one")
    replaced = {**first, "containerDefinitions": task("two")["containerDefinitions"]}
    with round_trip(stack, "aws:ecs/taskDefinition:TaskDefinition", first, replacing=replaced) as definition:
        arn, revision = definition.outputs["arn"], definition.outputs["revision"]
        assert arn == f"{definition.outputs['arnWithoutRevision']}:{revision}"


def test_a_service_and_its_scaling_live_through_a_round_trip(stack: Stack, cluster: Deployed) -> None:
    vpc = stack.create("aws:ec2/vpc:Vpc", "network", cidrBlock="10.0.0.0/16")
    subnet = stack.create("aws:ec2/subnet:Subnet", "subnet", vpcId=vpc.id, cidrBlock="10.0.0.0/24")
    group = stack.create("aws:ec2/securityGroup:SecurityGroup", "group", vpcId=vpc.id, description="x")
    definitions = [stack.create("aws:ecs/taskDefinition:TaskDefinition", "task", **task(name)) for name in "ab"]
    name = unique("service")
    first = {
        "name": name,
        "cluster": cluster.id,
        "taskDefinition": definitions[0].outputs["arn"],
        "desiredCount": 0,
        "launchType": "FARGATE",
        "deploymentMinimumHealthyPercent": 0,
        "networkConfiguration": {"subnets": [subnet.id], "securityGroups": [group.id], "assignPublicIp": False},
        "tags": {"a": "1"},
    }
    second = {**first, "taskDefinition": definitions[1].outputs["arn"], "tags": {"a": "2"}}
    with round_trip(
        stack, "aws:ecs/service:Service", first, second, replacing={**first, "launchType": "EC2"}
    ) as service:
        assert service.id.endswith(name)
        scaled = {
            "serviceNamespace": "ecs",
            "resourceId": f"service/{cluster.inputs['name']}/{name}",
            "scalableDimension": "ecs:service:DesiredCount",
        }
        bounds = {**scaled, "minCapacity": 0, "maxCapacity": 2}
        with round_trip(stack, "aws:appautoscaling/target:Target", bounds, {**bounds, "maxCapacity": 4}):
            tracking = {
                "predefinedMetricSpecification": {"predefinedMetricType": "ECSServiceAverageCPUUtilization"},
                "targetValue": 60,
            }
            policy = {
                **scaled,
                "name": "cpu",
                "policyType": "TargetTrackingScaling",
                "targetTrackingScalingPolicyConfiguration": tracking,
            }
            changed = {**policy, "targetTrackingScalingPolicyConfiguration": {**tracking, "targetValue": 70}}
            with round_trip(stack, "aws:appautoscaling/policy:Policy", policy, changed):
                pass


def test_a_repository_of_images_lives_through_a_round_trip(stack: Stack) -> None:
    first = {
        "name": unique("images"),
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "forceDelete": True,
        "tags": {"a": "1"},
    }
    second = {"name": first["name"], "forceDelete": True}
    with round_trip(stack, "aws:ecr/repository:Repository", first, second) as repository:
        assert repository.outputs["repositoryUrl"].endswith(f"/{repository.id}")
        rules = [
            {
                "rulePriority": 1,
                "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": number},
                "action": {"type": "expire"},
            }
            for number in (3, 5)
        ]
        kept, more = ({"repository": repository.id, "policy": json.dumps({"rules": [rule]})} for rule in rules)
        with round_trip(stack, "aws:ecr/lifecyclePolicy:LifecyclePolicy", kept, more):
            pass
        pull = "ecr:BatchGetImage"
        readers, none = (
            {"repository": repository.id, "policy": access(action)} for action in (pull, "ecr:GetDownloadUrlForLayer")
        )
        with round_trip(stack, "aws:ecr/repositoryPolicy:RepositoryPolicy", readers, none):
            pass


def access(action: str) -> str:
    """A policy of a repository, which names no resource."""
    account = {"AWS": "arn:aws:iam::000000000000:root"}
    statement = {"Sid": "one", "Effect": "Allow", "Principal": account, "Action": [action]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
