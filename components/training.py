"""Training of models: from a dataset to a registered version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi import Input

from components import policies, training_access
from components.bucket_rules import training_lifecycle
from components.cluster import Cluster
from components.configuration import StorageSettings, TrainingSettings
from components.events import Events
from components.function_args import FunctionPlatform
from components.network import Network
from components.private_bucket import PrivateBucket
from components.registry import Registry
from components.training_definition import TrainingParts, definition
from components.training_steps import TrainingSteps
from components.training_task import TrainingTask, TrainingTaskArgs
from components.training_triggers import TrainingTriggers
from components.watched import WatchedTraining


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
        steps: the Lambda steps.
        task: the Fargate task.
        failures_arn: topic that hears of failed executions.
    """

    state_machine_arn: pulumi.Output[str]
    bucket: PrivateBucket
    steps: TrainingSteps
    task: TrainingTask
    failures_arn: pulumi.Output[str]

    def __init__(self, name: str, args: TrainingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            args: what it works with.
        """
        super().__init__("learningyogi:training:Training", name, {}, opts)
        self._name, self._args, self._target = name, args, args.platform.target
        self._full_name = self._target.named("training")
        # Known before the workflow is: parts of it must be told.
        self._planned_arn = self._target.arn("states", f"stateMachine:{self._full_name}")
        self._child = pulumi.ResourceOptions(parent=self)

        self.bucket = PrivateBucket(
            f"{name}-data",
            self._target.bucket("training"),
            args.storage,
            lifecycle=training_lifecycle(),
            opts=self._child,
        )
        self.failures_arn = self._failures()
        self.steps = TrainingSteps(
            f"{name}-steps",
            args.platform,
            args.network,
            args.registry,
            self._environment(),
            self.bucket,
            args.models,
            threshold=args.settings.threshold,
            opts=self._child,
        )
        self.task = self._task()
        machine = self._state_machine()
        self.state_machine_arn = machine.arn
        TrainingTriggers(f"{name}-triggers", machine, args.settings, args.events, self._target, opts=self._child)
        self.register_outputs({"stateMachineArn": self.state_machine_arn, "bucket": self.bucket.bucket_name})

    def watched(self) -> WatchedTraining:
        """What metrics call the workflow and the registry."""
        registry, cluster = self._args.registry, self._args.cluster
        return WatchedTraining(
            state_machine_arn=self._planned_arn,
            balancer=registry.balancer.metric_name,
            targets=registry.balancer.target_metric_name,
            cluster=cluster.full_name,
            service=registry.service.full_name,
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

    def _task(self) -> TrainingTask:
        args = self._args
        return TrainingTask(
            f"{self._name}-task",
            TrainingTaskArgs(
                image_tag=args.settings.image_tag,
                common=args.platform.settings,
                environment=self._environment(),
                training=self.bucket,
                models=args.models,
                state_machine_arn=self._planned_arn,
                protect_images=args.storage.deletion_protection,
            ),
            args.network,
            args.registry,
            self._target,
            opts=self._child,
        )

    def _state_machine(self) -> aws.sfn.StateMachine:
        settings, steps, task = self._args.settings, self.steps, self.task
        parts = TrainingParts(
            prepare=steps.prepare.alias_arn,
            evaluate=steps.evaluate.alias_arn,
            register=steps.register.alias_arn,
            cluster=self._args.cluster.arn,
            task=task.arn,
            subnets=task.placement.subnet_ids,
            group=task.placement.group_id,
            spot=settings.spot,
            maximum_seconds=settings.maximum_hours * 3600,
            topic=self.failures_arn,
        )
        role, rights = self._role(parts)
        logs = aws.cloudwatch.LogGroup(
            f"{self._name}-logs",
            # Log groups of that prefix share one resource policy, which would otherwise grow too long.
            name=f"/aws/vendedlogs/states/{self._full_name}",
            retention_in_days=self._args.platform.settings.log_retention_days,
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

    def _role(self, parts: TrainingParts) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        role = aws.iam.Role(
            f"{self._name}-role",
            name=self._full_name,
            assume_role_policy=pulumi.Output.json_dumps(policies.trust("states.amazonaws.com")),
            opts=self._child,
        )
        cluster, roles = self._args.cluster.full_name, self.task.role_arns
        statements = [
            *training_access.invoke_steps([parts.prepare, parts.evaluate, parts.register]),
            *training_access.run_task(parts.task, parts.cluster, cluster, roles, self._target),
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
