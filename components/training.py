"""Training of models: from a dataset to a registered version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi import Input

from components import function_access as access
from components import policies, training_access
from components.bucket_rules import training_lifecycle
from components.cluster import Cluster
from components.configuration import StorageSettings, TrainingSettings
from components.events import Events
from components.function_args import FunctionPlatform
from components.image_repository import ImageRepository
from components.network import Network
from components.prefixes import DATASETS, MODELS, RUNS
from components.private_bucket import PrivateBucket
from components.registry import PORT, Registry
from components.security_groups import connect
from components.task import Container, TaskIdentity, task_definition
from components.training_definition import CONTAINER, TrainingParts, definition
from components.training_steps import TrainingSteps
from components.training_triggers import TrainingTriggers
from components.watched import WatchedTraining

FAMILY = "ocr-training"
CPU, MEMORY = 4096, 16384


@dataclass(frozen=True)
class TrainingArgs:
    """What training works with.

    Attributes:
        settings: the gate, the time it may take, when it starts by itself.
        storage: encryption and protection of its bucket.
        platform: what all functions share.
        models: bucket of model versions.
        alarm_email: address that hears of failures; None: nobody but who asks.
    """

    settings: TrainingSettings
    storage: StorageSettings
    platform: FunctionPlatform
    cluster: Cluster
    registry: Registry
    network: Network
    models: PrivateBucket
    events: Events
    alarm_email: str | None


class Training(pulumi.ComponentResource):
    """The workflow, its steps, its task, and what starts it.

    Attributes:
        state_machine_arn: ARN of the workflow.
        bucket: datasets and what runs made.
        repository: where the task's image is.
        steps: the Lambda steps.
        failures_arn: topic that hears of failed executions.
    """

    state_machine_arn: pulumi.Output[str]
    bucket: PrivateBucket
    repository: ImageRepository
    steps: TrainingSteps
    failures_arn: pulumi.Output[str]

    def __init__(self, name: str, args: TrainingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            args: what it works with.
        """
        super().__init__("learningyogi:training:Training", name, {}, opts)
        self._name, self._args, self._target = name, args, args.platform.target
        self._full_name = self._target.named("training")
        self._child = pulumi.ResourceOptions(parent=self)

        self.bucket = PrivateBucket(
            f"{name}-data",
            self._target.bucket("training"),
            args.storage,
            lifecycle=training_lifecycle(),
            opts=self._child,
        )
        self.repository = ImageRepository(
            f"{name}-image",
            "ai-pipeline-training",
            self._target,
            deletion_protection=args.storage.deletion_protection,
            opts=self._child,
        )
        self.failures_arn = self._failures()
        self.steps = self._steps()
        machine = self._state_machine()
        self.state_machine_arn = machine.arn
        TrainingTriggers(f"{name}-triggers", machine, args.settings, args.events, self._target, opts=self._child)
        self.register_outputs({"stateMachineArn": self.state_machine_arn, "bucket": self.bucket.bucket_name})

    def watched(self) -> WatchedTraining:
        """What metrics call the workflow and the registry."""
        registry, cluster = self._args.registry, self._args.cluster
        return WatchedTraining(
            state_machine_arn=self._target.arn("states", f"stateMachine:{self._full_name}"),
            balancer=registry.balancer.metric_name,
            targets=registry.balancer.target_metric_name,
            cluster=cluster.full_name,
            service=registry.service_name,
            database=registry.database.full_name,
            database_bytes=registry.database.gigabytes * 2**30,
        )

    def _environment(self) -> Mapping[str, Input[str]]:
        """Variables of the task and of all steps."""
        return {
            "MODELS_BUCKET": self._args.models.bucket_name,
            "TRAINING_BUCKET": self.bucket.bucket_name,
            "MLFLOW_TRACKING_URI": self._args.registry.url,
        }

    def _failures(self) -> pulumi.Output[str]:
        topic = aws.sns.Topic(
            f"{self._name}-failures",
            name=self._target.named("training-failures"),
            kms_master_key_id="alias/aws/sns",
            opts=self._child,
        )
        if self._args.alarm_email:
            aws.sns.TopicSubscription(
                f"{self._name}-email",
                topic=topic.arn,
                protocol="email",
                endpoint=self._args.alarm_email,
                opts=self._child,
            )
        return topic.arn

    def _steps(self) -> TrainingSteps:
        args, network = self._args, self._args.network
        group = network.group(f"{self._name}-steps-group", "training-steps", "Lambda steps of training", self._child)
        connect(self._name, group, args.registry.balancer.group, PORT, self._child)
        network.open_services(self._name, group, self._child)
        return TrainingSteps(
            f"{self._name}-steps",
            args.platform,
            network.place(group),
            self._environment(),
            self.bucket,
            args.models,
            threshold=args.settings.threshold,
            opts=self._child,
        )

    def _task(self, identity: TaskIdentity) -> aws.ecs.TaskDefinition:
        return task_definition(
            f"{self._name}-task",
            FAMILY,
            Container(
                name=CONTAINER,
                image=pulumi.Output.concat(self.repository.url, ":", self._args.settings.image_tag),
                cpu=CPU,
                memory=MEMORY,
                command=["functions.pipeline", "train"],
                environment=self._environment(),
            ),
            identity,
            self._target,
            architecture=self._args.platform.settings.architecture,
            opts=self._child,
        )

    def _identity(self) -> TaskIdentity:
        return TaskIdentity(
            f"{self._name}-identity",
            "training",
            self._target,
            repository_arn=self.repository.arn,
            statements=[
                *access.read_objects("Training", self.bucket.arn, [DATASETS, RUNS]),
                *access.write_objects("Runs", self.bucket.arn, [RUNS]),
                *access.read_objects("Models", self._args.models.arn, [MODELS]),
                # By its name: the state machine itself needs the task first.
                *training_access.send_heartbeats(self._target.arn("states", f"stateMachine:{self._full_name}")),
            ],
            log_retention_days=self._args.platform.settings.log_retention_days,
            opts=self._child,
        )

    def _state_machine(self) -> aws.sfn.StateMachine:
        args, network, steps = self._args, self._args.network, self.steps
        group = network.group(f"{self._name}-task-group", "training", "Training task", self._child)
        connect(self._name, group, args.registry.balancer.group, PORT, self._child)
        network.open_services(self._name, group, self._child)

        identity = self._identity()
        task = self._task(identity)
        parts = TrainingParts(
            prepare=steps.prepare.alias_arn,
            evaluate=steps.evaluate.alias_arn,
            register=steps.register.alias_arn,
            cluster=args.cluster.arn,
            task=task.arn,
            subnets=network.private_subnet_ids,
            group=group.id,
            spot=args.settings.spot,
            maximum_seconds=args.settings.maximum_hours * 3600,
            topic=self.failures_arn,
        )
        role, rights = self._role(parts, [identity.execution_role_arn, identity.task_role_arn])
        logs = aws.cloudwatch.LogGroup(
            f"{self._name}-logs",
            # Log groups of that prefix share one resource policy, which would otherwise grow too long.
            name=f"/aws/vendedlogs/states/{self._full_name}",
            retention_in_days=args.platform.settings.log_retention_days,
            opts=self._child,
        )
        return aws.sfn.StateMachine(
            self._name,
            name=self._full_name,
            role_arn=role.arn,
            type="STANDARD",
            definition=pulumi.Output.json_dumps(definition(parts)),
            logging_configuration={
                "level": "ALL",
                "include_execution_data": True,
                "log_destination": pulumi.Output.concat(logs.arn, ":*"),
            },
            tracing_configuration={"enabled": True},
            # Step Functions tries the rights to log when it creates the machine.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )

    def _role(self, parts: TrainingParts, task_roles: list[Input[str]]) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        role = aws.iam.Role(
            f"{self._name}-role",
            name=self._full_name,
            assume_role_policy=pulumi.Output.json_dumps(policies.trust("states.amazonaws.com")),
            opts=self._child,
        )
        statements = [
            *training_access.invoke_steps([parts.prepare, parts.evaluate, parts.register]),
            *training_access.run_task(
                parts.task, parts.cluster, self._args.cluster.full_name, task_roles, self._target
            ),
            *training_access.publish(parts.topic),
            *training_access.deliver_logs_and_traces(),
        ]
        rights = aws.iam.RolePolicy(
            f"{self._name}-rights",
            name=self._full_name,
            role=role.name,
            policy=pulumi.Output.json_dumps(policies.document(statements)),
            opts=self._child,
        )
        return role, rights
