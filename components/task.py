"""Fargate tasks: who they are, and what they run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws
from pulumi import Input

from components import policies
from components.function_access import write_logs
from components.policies import Statement
from components.target import Target

PROCESSORS = {"x86_64": "X86_64", "arm64": "ARM64"}  # Lambda's name -> that of ECS
STOP_SECONDS = 120  # from the signal to the kill: all that Fargate grants, and all that Spot leaves


class TaskIdentity(pulumi.ComponentResource):
    """What tasks of one kind share: the roles, and the log group.

    Attributes:
        execution_role_arn: role with which ECS pulls the image and writes logs.
        task_role_arn: role of the code in the container.
        log_group_name: where the container's output goes.
    """

    execution_role_arn: pulumi.Output[str]
    task_role_arn: pulumi.Output[str]
    log_group_name: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        purpose: str,
        target: Target,
        *,
        repository_arn: Input[str],
        statements: Sequence[Statement],
        log_retention_days: int,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            purpose: middle part of the names of roles and log group.
            target: where the stack lives.
            repository_arn: where the image is.
            statements: what the code in the container may do.
            log_retention_days: how long logs are kept.
        """
        super().__init__("learningyogi:containers:TaskIdentity", name, {}, opts)
        self._name, self._target, self._purpose = name, target, purpose
        self._child = pulumi.ResourceOptions(parent=self)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/ecs/{target.named(purpose)}",
            retention_in_days=log_retention_days,
            opts=self._child,
        )
        self.log_group_name = logs.name
        self.execution_role_arn = self._role("execution", [*pull_image(repository_arn), *write_logs(logs.arn)])
        self.task_role_arn = self._role("task", statements)
        self.register_outputs({"executionRoleArn": self.execution_role_arn, "taskRoleArn": self.task_role_arn})

    def _role(self, kind: str, statements: Sequence[Statement]) -> pulumi.Output[str]:
        """A role that holds its rights before anybody can use it."""
        full_name = self._target.named(f"{self._purpose}-{kind}")
        role = aws.iam.Role(
            f"{self._name}-{kind}-role",
            name=full_name,
            assume_role_policy=pulumi.Output.json_dumps(policies.trust("ecs-tasks.amazonaws.com")),
            opts=self._child,
        )
        rights = aws.iam.RolePolicy(
            f"{self._name}-{kind}-rights",
            name=full_name,
            role=role.name,
            policy=pulumi.Output.json_dumps(policies.document(statements)),
            opts=self._child,
        )
        return pulumi.Output.all(role.arn, rights.id).apply(lambda both: str(both[0]))


@dataclass(frozen=True)
class Container:
    """The one container of a task.

    Attributes:
        name: of the container.
        image: repository and tag.
        cpu: in 1,024ths of a vCPU.
        memory: in MiB.
        command: arguments of `python -m`.
        environment: variables; nothing secret.
        port: TCP port that it serves, if any.
    """

    name: str
    image: Input[str]
    cpu: int
    memory: int
    command: Sequence[str]
    environment: Mapping[str, Input[str]]
    port: int | None = None


def task_definition(
    name: str,
    family: str,
    container: Container,
    identity: TaskIdentity,
    target: Target,
    *,
    architecture: str,
    opts: pulumi.ResourceOptions,
) -> aws.ecs.TaskDefinition:
    """A Fargate task of one container.

    Args:
        family: name of the definition, whose revisions ECS counts.
        target: where the stack lives.
        architecture: processor that the image is for, as Lambda names it.
    """
    return aws.ecs.TaskDefinition(
        name,
        family=family,
        cpu=str(container.cpu),
        memory=str(container.memory),
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        runtime_platform={"cpu_architecture": PROCESSORS[architecture], "operating_system_family": "LINUX"},
        execution_role_arn=identity.execution_role_arn,
        task_role_arn=identity.task_role_arn,
        container_definitions=pulumi.Output.json_dumps([container_definition(container, identity, target)]),
        opts=opts,
    )


def container_definition(container: Container, identity: TaskIdentity, target: Target) -> dict[str, Any]:
    """The container as ECS takes it."""
    ports = [{"containerPort": container.port, "protocol": "tcp"}] if container.port else []
    return {
        "name": container.name,
        "image": container.image,
        "essential": True,
        "command": ["python", "-m", *container.command],
        "environment": [{"name": name, "value": value} for name, value in sorted(container.environment.items())],
        "portMappings": ports,
        "linuxParameters": {"initProcessEnabled": True},  # reaps what the code's own subprocesses leave
        "stopTimeout": STOP_SECONDS,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": identity.log_group_name,
                "awslogs-region": target.region,
                "awslogs-stream-prefix": container.name,
            },
        },
    }


def pull_image(repository_arn: Input[str]) -> list[Statement]:
    """Pulls images of one repository; the token is for the account's registry as a whole, so IAM takes only `*`."""
    layers = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    return [
        policies.allow("SignInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]),
        policies.allow("PullImage", layers, [repository_arn]),
    ]
