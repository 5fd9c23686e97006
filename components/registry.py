"""The model registry: MLflow on Fargate, behind a load balancer of the network's own."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import function_access as access
from components.bucket_rules import artifacts_lifecycle
from components.cluster import ON_DEMAND, SPOT, Cluster
from components.configuration import CommonSettings, MlflowSettings, StorageSettings
from components.image_repository import ImageRepository
from components.load_balancer import InternalLoadBalancer
from components.network import Network
from components.private_bucket import PrivateBucket
from components.registry_database import DATABASE, RegistryDatabase
from components.registry_database import PORT as DATABASE_PORT
from components.security_groups import Group, connect
from components.target import Target
from components.task import Container, TaskIdentity, task_definition

PORT = 5000
CONTAINER = "mlflow"
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
CPU, MEMORY = 512, 2048
START_SECONDS = 120
LOAD_PERCENT = 60  # of the processor, above which tasks are added


@dataclass(frozen=True)
class RegistryArgs:
    """What the registry is made of.

    Attributes:
        settings: its size and protection.
        storage: encryption and protection of its files.
        common: processor and how long logs are kept, as for functions.
        cluster, network: where it runs.
        target: where the stack lives.
    """

    settings: MlflowSettings
    storage: StorageSettings
    common: CommonSettings
    cluster: Cluster
    network: Network
    target: Target


class Registry(pulumi.ComponentResource):
    """MLflow's tracking server and model registry.

    Attributes:
        url: where clients in the network reach it, without a slash at the end.
        database: holds runs and models.
        balancer: what clients reach.
        artifacts: bucket of the files that runs log.
        repository: where its image is.
        service_name: name of the ECS service.
        upgrade_task_arn: definition of the task that upgrades the database's schema.
        servers: security group of the tasks.
    """

    url: pulumi.Output[str]
    database: RegistryDatabase
    balancer: InternalLoadBalancer
    artifacts: PrivateBucket
    repository: ImageRepository
    service_name: str
    upgrade_task_arn: pulumi.Output[str]
    servers: Group

    def __init__(self, name: str, args: RegistryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            args: what it is made of.
        """
        super().__init__("learningyogi:registry:Registry", name, {}, opts)
        self._name, self._args, self._target = name, args, args.target
        self._child = pulumi.ResourceOptions(parent=self)
        network, settings = args.network, args.settings

        self.artifacts = PrivateBucket(
            f"{name}-artifacts",
            self._target.bucket("mlflow"),
            args.storage,
            lifecycle=artifacts_lifecycle(),
            opts=self._child,
        )
        self.database = RegistryDatabase(
            f"{name}-database",
            settings,
            network,
            self._target,
            log_retention_days=args.common.log_retention_days,
            opts=self._child,
        )
        self.repository = ImageRepository(
            f"{name}-image",
            "ai-pipeline-mlflow",
            self._target,
            deletion_protection=settings.deletion_protection,
            opts=self._child,
        )
        self.balancer = InternalLoadBalancer(
            f"{name}-balancer",
            "mlflow",
            PORT,
            network,
            self._target,
            deletion_protection=settings.deletion_protection,
            opts=self._child,
        )
        self.url = self.balancer.url
        self.servers = network.group(f"{name}-group", "mlflow", "Servers of the model registry", self._child)
        connect(name, self.balancer.group, self.servers, PORT, self._child)
        connect(name, self.servers, self.database.group, DATABASE_PORT, self._child)
        network.open_services(name, self.servers, self._child)

        identity = self._identity()
        self.upgrade_task_arn = self._task("upgrade", identity).arn
        self.service_name = self._target.named("mlflow")
        service = self._service(self._task("serve", identity))
        self._scale(service)
        self.register_outputs({"url": self.url, "artifactsBucket": self.artifacts.bucket_name})

    def _identity(self) -> TaskIdentity:
        bucket = self.artifacts.arn
        return TaskIdentity(
            f"{self._name}-identity",
            "mlflow",
            self._target,
            repository_arn=self.repository.arn,
            statements=[
                *access.read_objects("Artifacts", bucket, [""]),
                *access.write_objects("Artifacts", bucket, [""]),
                *self.database.read_password(),
            ],
            log_retention_days=self._args.common.log_retention_days,
            opts=self._child,
        )

    def _task(self, command: str, identity: TaskIdentity) -> aws.ecs.TaskDefinition:
        """A task of the image: `serve` or `upgrade`."""
        serving = command == "serve"
        container = Container(
            name=CONTAINER,
            image=pulumi.Output.concat(self.repository.url, ":", self._args.settings.image_tag),
            cpu=CPU,
            memory=MEMORY,
            command=["functions.tracking", command],
            environment={
                "ARTIFACTS_BUCKET": self.artifacts.bucket_name,
                "DATABASE_HOST": self.database.address,
                "DATABASE_PORT": str(DATABASE_PORT),
                "DATABASE_NAME": DATABASE,
                "DATABASE_SECRET_ARN": self.database.secret_arn,
            },
            port=PORT if serving else None,
        )
        return task_definition(
            f"{self._name}-{command}",
            self._target.named("mlflow" if serving else f"mlflow-{command}"),
            container,
            identity,
            self._target,
            architecture=self._args.common.architecture,
            opts=self._child,
        )

    def _service(self, task: aws.ecs.TaskDefinition) -> aws.ecs.Service:
        settings, place = self._args.settings, self._args.network.place(self.servers)
        return aws.ecs.Service(
            f"{self._name}-service",
            name=self.service_name,
            cluster=self._args.cluster.cluster_name,
            task_definition=task.arn,
            desired_count=settings.tasks,
            capacity_provider_strategies=[{"capacity_provider": SPOT if settings.spot else ON_DEMAND, "weight": 1}],
            network_configuration={
                "subnets": place.subnet_ids,
                "security_groups": [place.group_id],
                "assign_public_ip": False,
            },
            load_balancers=[
                {
                    "target_group_arn": self.balancer.target_group_arn,
                    "container_name": CONTAINER,
                    "container_port": PORT,
                }
            ],
            deployment_circuit_breaker={"enable": True, "rollback": True},
            deployment_minimum_healthy_percent=100,
            deployment_maximum_percent=200,
            health_check_grace_period_seconds=START_SECONDS,
            enable_execute_command=False,
            propagate_tags="SERVICE",
            wait_for_steady_state=True,
            opts=pulumi.ResourceOptions(
                parent=self,
                # ECS takes no target group without a listener; scaling moves the count afterwards.
                depends_on=[self.balancer],
                ignore_changes=["desiredCount"],
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
            f"{self._name}-scaling-load",
            name=f"{self.service_name}-load",
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
