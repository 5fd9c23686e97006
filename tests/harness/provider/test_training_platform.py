"""What a model registry and a training pipeline need, deployed together: each part fits the others."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from tests.harness.provider.round_trip import round_trip, trust, unchanged
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator
PORT = 5000


@pytest.fixture
def name() -> str:
    return f"registry-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def subnets(stack: Stack) -> list[Deployed]:
    vpc = stack.create("aws:ec2/vpc:Vpc", "network", cidrBlock="10.60.0.0/16", enableDnsHostnames=True)
    return [
        stack.create("aws:ec2/subnet:Subnet", zone, vpcId=vpc.id, cidrBlock=block, availabilityZone=zone)
        for zone, block in (("us-east-1a", "10.60.0.0/24"), ("us-east-1b", "10.60.1.0/24"))
    ]


@pytest.fixture
def group(stack: Stack, subnets: list[Deployed]) -> Deployed:
    return stack.create(
        "aws:ec2/securityGroup:SecurityGroup", "group", vpcId=subnets[0].inputs["vpcId"], description="registry"
    )


@pytest.fixture
def role(stack: Stack) -> Deployed:
    trusted = trust("ecs-tasks.amazonaws.com", "states.amazonaws.com", "events.amazonaws.com")
    return stack.create("aws:iam/role:Role", "role", assumeRolePolicy=trusted)


@pytest.fixture
def logs(stack: Stack, name: str) -> Deployed:
    return stack.create("aws:cloudwatch/logGroup:LogGroup", "logs", name=f"/registry/{name}", retentionInDays=7)


def task(stack: Stack, family: str, role: Deployed, logs: Deployed, **container: Any) -> Deployed:
    """A Fargate task of one container that logs to CloudWatch."""
    options = {"awslogs-group": logs.id, "awslogs-region": "us-east-1", "awslogs-stream-prefix": family}
    definition = {
        "name": "main",
        "image": f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{family}:1",
        "essential": True,
        "logConfiguration": {"logDriver": "awslogs", "options": options},
        **container,
    }
    inputs = {
        "family": family,
        "cpu": "4096",
        "memory": "16384",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": role.outputs["arn"],
        "taskRoleArn": role.outputs["arn"],
        "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
        "ephemeralStorage": {"sizeInGib": 50},
        "containerDefinitions": json.dumps([definition]),
    }
    deployed = stack.create("aws:ecs/taskDefinition:TaskDefinition", family, **inputs)
    unchanged(stack, deployed, inputs)
    return deployed


def test_a_private_encrypted_database_whose_password_aws_manages_lives_through_a_round_trip(
    stack: Stack, name: str, subnets: list[Deployed], group: Deployed
) -> None:
    placed = stack.create(
        "aws:rds/subnetGroup:SubnetGroup", "subnets", name=name, subnetIds=[subnet.id for subnet in subnets]
    )
    key = stack.create("aws:kms/key:Key", "key", enableKeyRotation=True)
    first = {
        "identifier": name,
        "instanceClass": "db.t4g.micro",
        "engine": "postgres",
        "engineVersion": "16",
        "allocatedStorage": 20,
        "maxAllocatedStorage": 100,
        "storageType": "gp3",
        "storageEncrypted": True,
        "kmsKeyId": key.outputs["arn"],
        "dbName": "mlflow",
        "username": "mlflow",
        "manageMasterUserPassword": True,
        "dbSubnetGroupName": placed.id,
        "vpcSecurityGroupIds": [group.id],
        "publiclyAccessible": False,
        "multiAz": False,
        "backupRetentionPeriod": 7,
        "copyTagsToSnapshot": True,
        "deletionProtection": False,
        "autoMinorVersionUpgrade": True,
        "skipFinalSnapshot": True,
    }
    with round_trip(
        stack,
        "aws:rds/instance:Instance",
        first,
        {**first, "backupRetentionPeriod": 14, "instanceClass": "db.t4g.small"},
        replacing={**first, "storageEncrypted": False},
    ) as database:
        assert database.outputs["endpoint"] == f"{database.outputs['address']}:{database.outputs['port']}"


def test_a_service_behind_an_internal_load_balancer_and_a_private_name_lives_through_a_round_trip(
    stack: Stack, name: str, subnets: list[Deployed], group: Deployed, role: Deployed, logs: Deployed
) -> None:
    vpc, places = subnets[0].inputs["vpcId"], [subnet.id for subnet in subnets]
    balancer = stack.create(
        "aws:lb/loadBalancer:LoadBalancer",
        "balancer",
        name=name,
        internal=True,
        loadBalancerType="application",
        subnets=places,
        securityGroups=[group.id],
        dropInvalidHeaderFields=True,
    )
    targets = stack.create(
        "aws:lb/targetGroup:TargetGroup",
        "targets",
        name=name,
        port=PORT,
        protocol="HTTP",
        targetType="ip",
        vpcId=vpc,
        deregistrationDelay=30,
        healthCheck={"path": "/health", "matcher": "200", "interval": 15, "timeout": 5, "healthyThreshold": 2},
    )
    forward = [{"type": "forward", "targetGroupArn": targets.id}]
    stack.create(
        "aws:lb/listener:Listener",
        "listener",
        loadBalancerArn=balancer.id,
        port=80,
        protocol="HTTP",
        defaultActions=forward,
    )
    namespace = stack.create(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", "names", name=f"{name}.internal", vpc=vpc
    )
    found = stack.create(
        "aws:servicediscovery/service:Service",
        "found",
        name="mlflow",
        dnsConfig={"namespaceId": namespace.id, "dnsRecords": [{"type": "A", "ttl": 10}]},
    )
    secret = stack.create("aws:secretsmanager/secret:Secret", "credentials", name=name)
    server = task(
        stack,
        name,
        role,
        logs,
        portMappings=[{"containerPort": PORT, "hostPort": PORT, "protocol": "tcp"}],
        secrets=[{"name": "DATABASE", "valueFrom": secret.outputs["arn"]}],
        healthCheck={"command": ["CMD-SHELL", f"curl -f http://localhost:{PORT}/health"], "interval": 30, "retries": 3},
        readonlyRootFilesystem=True,
    )
    cluster = stack.create(
        "aws:ecs/cluster:Cluster", "cluster", name=name, settings=[{"name": "containerInsights", "value": "enabled"}]
    )
    first = {
        "name": name,
        "cluster": cluster.id,
        "taskDefinition": server.outputs["arn"],
        "desiredCount": 0,
        "launchType": "FARGATE",
        "platformVersion": "LATEST",
        "networkConfiguration": {"subnets": places, "securityGroups": [group.id], "assignPublicIp": False},
        "loadBalancers": [{"targetGroupArn": targets.id, "containerName": "main", "containerPort": PORT}],
        "serviceRegistries": {"registryArn": found.outputs["arn"]},
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "deploymentMinimumHealthyPercent": 50,
        "deploymentMaximumPercent": 200,
        "healthCheckGracePeriodSeconds": 60,
        "enableExecuteCommand": False,
        "enableEcsManagedTags": True,
        "propagateTags": "SERVICE",
    }
    with round_trip(
        stack,
        "aws:ecs/service:Service",
        first,
        {**first, "tags": {"a": "1"}},
        {**first, "healthCheckGracePeriodSeconds": 120, "deploymentMaximumPercent": 150},
        replacing={**first, "launchType": "EC2"},
    ):
        pass


def test_a_workflow_that_trains_in_a_task_lives_through_a_round_trip(
    stack: Stack, name: str, subnets: list[Deployed], group: Deployed, role: Deployed, logs: Deployed
) -> None:
    cluster = stack.create("aws:ecs/cluster:Cluster", "cluster", name=name)
    training = task(stack, name, role, logs, command=["python", "-m", "train"])
    network = {"Subnets": [subnet.id for subnet in subnets], "SecurityGroups": [group.id], "AssignPublicIp": "DISABLED"}
    train = {
        "Type": "Task",
        "Resource": "arn:aws:states:::ecs:runTask.sync",
        "Parameters": {
            "Cluster": cluster.id,
            "TaskDefinition": training.outputs["arn"],
            "LaunchType": "FARGATE",
            "NetworkConfiguration": {"AwsvpcConfiguration": network},
        },
        "TimeoutSeconds": 28800,
        "HeartbeatSeconds": 600,
        "Retry": [{"ErrorEquals": ["ECS.AmazonECSException"], "MaxAttempts": 2}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "TrainingFailed", "ResultPath": "$.error"}],
        "ResultPath": "$.training",
        "End": True,
    }
    failed = {"Type": "Fail", "Error": "ModelMetricsBelowThreshold"}
    definition = {"StartAt": "TrainModel", "States": {"TrainModel": train, "TrainingFailed": failed}}
    destination = f"{logs.outputs['arn']}:*"
    first = {
        "name": name,
        "roleArn": role.outputs["arn"],
        "type": "STANDARD",
        "definition": json.dumps(definition),
        "loggingConfiguration": {"level": "ALL", "includeExecutionData": True, "logDestination": destination},
        "tracingConfiguration": {"enabled": True},
    }
    second = {**first, "definition": json.dumps({**definition, "Comment": "trains"})}
    with round_trip(
        stack, "aws:sfn/stateMachine:StateMachine", first, second, replacing={**first, "type": "EXPRESS"}
    ) as machine:
        rule = stack.create(
            "aws:cloudwatch/eventRule:EventRule", "weekly", name=name, scheduleExpression="rate(7 days)"
        )
        target = {"rule": rule.inputs["name"], "targetId": "train", "arn": machine.id, "roleArn": role.outputs["arn"]}
        twice, never = (
            {**target, "retryPolicy": {"maximumRetryAttempts": attempts, "maximumEventAgeInSeconds": 3600}}
            for attempts in (2, 0)
        )
        with round_trip(stack, "aws:cloudwatch/eventTarget:EventTarget", twice, never):
            pass
