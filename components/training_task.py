"""The Fargate task that trains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi import Input

from components import function_access as access
from components import training_access
from components.configuration import CommonSettings
from components.image_repository import ImageRepository
from components.network import Network, Placement
from components.prefixes import DATASETS, MODELS, RUNS
from components.private_bucket import PrivateBucket
from components.registry import Registry
from components.registry_service import PORT
from components.security_groups import connect
from components.target import Target
from components.task import Container, TaskIdentity, task_definition
from components.training_definition import CONTAINER

FAMILY = "ocr-training"
CPU, MEMORY = 4096, 16384


@dataclass(frozen=True)
class TrainingTaskArgs:
    """What the task works with.

    Attributes:
        image_tag: tag of its image.
        common: processor and how long logs are kept, as for functions.
        environment: its variables.
        training: bucket of datasets and runs.
        models: bucket of model versions.
        state_machine_arn: the workflow that it is part of.
        protect_images: refuse to delete the repository while it holds images.
    """

    image_tag: str
    common: CommonSettings
    environment: Mapping[str, Input[str]]
    training: PrivateBucket
    models: PrivateBucket
    state_machine_arn: str
    protect_images: bool


class TrainingTask(pulumi.ComponentResource):
    """The task's image repository, its roles, and its definition.

    Attributes:
        arn: ARN of the definition.
        placement: where it runs.
        role_arns: the roles that ECS gives it.
        repository: where its image is.
    """

    arn: pulumi.Output[str]
    placement: Placement
    role_arns: Sequence[pulumi.Output[str]]
    repository: ImageRepository

    def __init__(
        self,
        name: str,
        args: TrainingTaskArgs,
        network: Network,
        registry: Registry,
        target: Target,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            args: what it works with.
            network: where it runs.
            registry: where it logs what it learns.
            target: where the stack lives.
        """
        super().__init__("learningyogi:training:TrainingTask", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.repository = ImageRepository(
            f"{name}-image", "ai-pipeline-training", target, deletion_protection=args.protect_images, opts=child
        )
        group = network.group(f"{name}-group", "training", "Training task", child)
        connect(name, group, registry.balancer.group, PORT, child)
        network.open_services(name, group, child)
        identity = TaskIdentity(
            f"{name}-identity",
            "training",
            target,
            repository_arn=self.repository.arn,
            statements=[
                *access.read_objects("Training", args.training.arn, [DATASETS, RUNS]),
                *access.write_objects("Runs", args.training.arn, [RUNS]),
                *access.read_objects("Models", args.models.arn, [MODELS]),
                *training_access.send_heartbeats(args.state_machine_arn),
            ],
            log_retention_days=args.common.log_retention_days,
            opts=child,
        )
        container = Container(
            name=CONTAINER,
            image=pulumi.Output.concat(self.repository.url, ":", args.image_tag),
            cpu=CPU,
            memory=MEMORY,
            command=["functions.pipeline", "train"],
            environment=args.environment,
        )
        definition = task_definition(
            name, FAMILY, container, identity, target, architecture=args.common.architecture, opts=child
        )
        self.arn, self.placement = definition.arn, network.place(group)
        self.role_arns = (identity.execution_role_arn, identity.task_role_arn)
        self.register_outputs({"arn": self.arn})
