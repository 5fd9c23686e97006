"""The servers of the model registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pulumi import Input

from components.cluster import ON_DEMAND, SPOT, Cluster
from components.configuration import MlflowSettings
from components.load_balancer import InternalLoadBalancer
from components.network import Placement
from components.target import Target
from components.task import Container, TaskIdentity, task_definition

PORT = 5000
CONTAINER = "mlflow"
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
CPU, MEMORY = 512, 2048
START_SECONDS = 120
LOAD_PERCENT = 60  # of the processor, above which tasks are added


@dataclass(frozen=True)
class RegistryServiceArgs:
    """What the servers run, and where.

    Attributes:
        settings: how many there are, and on which capacity.
        image: repository and tag.
        environment: their variables.
        identity: their roles and log group.
        architecture: processor that the image is for, as Lambda names it.
    """

    settings: MlflowSettings
    image: Input[str]
    environment: Mapping[str, Input[str]]
    identity: TaskIdentity
    architecture: str
    cluster: Cluster
    balancer: InternalLoadBalancer
    placement: Placement


class RegistryService(pulumi.ComponentResource):
    """MLflow as a service that replaces and scales its own tasks, and the task that upgrades its database.

    Attributes:
        full_name: name of the service, known before it exists.
        upgrade_task_arn: definition of the task that upgrades the database's schema.
    """

    full_name: str
    upgrade_task_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: RegistryServiceArgs, target: Target, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Registers the component and its children.

        Args:
            args: what the servers run, and where.
            target: where the stack lives.
        """
        super().__init__("learningyogi:registry:RegistryService", name, {}, opts)
        self._name, self._args, self._target = name, args, target
        self._child = pulumi.ResourceOptions(parent=self)
        self.full_name = target.named("mlflow")
        self.upgrade_task_arn = self._task("upgrade", self._target.named("mlflow-upgrade")).arn
        service = self._service(self._task("serve", self.full_name, port=PORT))
        self._scale(service)
        self.register_outputs({"upgradeTaskArn": self.upgrade_task_arn})

    def _task(self, command: str, family: str, *, port: int | None = None) -> aws.ecs.TaskDefinition:
        """A task that runs one command of the image."""
        args = self._args
        container = Container(
            name=CONTAINER,
            image=args.image,
            cpu=CPU,
            memory=MEMORY,
            command=["functions.tracking", command],
            environment=args.environment,
            port=port,
        )
        return task_definition(
            f"{self._name}-{command}",
            family,
            container,
            args.identity,
            self._target,
            architecture=args.architecture,
            opts=self._child,
        )

    def _service(self, task: aws.ecs.TaskDefinition) -> aws.ecs.Service:
        args = self._args
        behind = {
            "target_group_arn": args.balancer.target_group_arn,
            "container_name": CONTAINER,
            "container_port": PORT,
        }
        return aws.ecs.Service(
            self._name,
            name=self.full_name,
            cluster=args.cluster.cluster_name,
            task_definition=task.arn,
            desired_count=args.settings.tasks,
            capacity_provider_strategies=[
                {"capacity_provider": SPOT if args.settings.spot else ON_DEMAND, "weight": 1}
            ],
            network_configuration={
                "subnets": args.placement.subnet_ids,
                "security_groups": [args.placement.group_id],
                "assign_public_ip": False,
            },
            load_balancers=[behind],
            deployment_circuit_breaker={"enable": True, "rollback": True},
            deployment_minimum_healthy_percent=100,
            deployment_maximum_percent=200,
            health_check_grace_period_seconds=START_SECONDS,
            enable_execute_command=False,
            propagate_tags="SERVICE",
            wait_for_steady_state=True,
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=[args.balancer],  # ECS takes no target group that no listener forwards to
                ignore_changes=["desiredCount"],  # scaling moves it
            ),
        )

    def _scale(self, service: aws.ecs.Service) -> None:
        """More tasks under load, never fewer than configured."""
        settings = self._args.settings
        scaled = aws.appautoscaling.Target(
            f"{self._name}-scaling",
            service_namespace="ecs",
            resource_id=pulumi.Output.concat("service/", self._args.cluster.cluster_name, "/", service.name),
            scalable_dimension="ecs:service:DesiredCount",
            min_capacity=settings.tasks,
            max_capacity=settings.maximum_tasks,
            opts=self._child,
        )
        aws.appautoscaling.Policy(
            f"{self._name}-load",
            name=f"{self.full_name}-load",
            policy_type="TargetTrackingScaling",
            service_namespace=scaled.service_namespace,
            resource_id=scaled.resource_id,
            scalable_dimension=scaled.scalable_dimension,
            target_tracking_scaling_policy_configuration={
                "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
                "target_value": LOAD_PERCENT,
            },
            opts=self._child,
        )
