"""The model registry: MLflow on Fargate, behind a load balancer of the network's own."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components import function_access as access
from components.bucket_rules import artifacts_lifecycle
from components.cluster import Cluster
from components.configuration import CommonSettings, MlflowSettings, StorageSettings
from components.image_repository import ImageRepository
from components.load_balancer import InternalLoadBalancer
from components.network import Network
from components.private_bucket import PrivateBucket
from components.registry_database import DATABASE, RegistryDatabase
from components.registry_database import PORT as DATABASE_PORT
from components.registry_service import PORT, RegistryService, RegistryServiceArgs
from components.security_groups import Group, connect
from components.target import Target
from components.task import TaskIdentity


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
        artifacts: bucket of the files that runs log.
        repository: where its image is.
        balancer: what clients reach.
        servers: security group of the servers.
        service: the servers.
    """

    url: pulumi.Output[str]
    database: RegistryDatabase
    artifacts: PrivateBucket
    repository: ImageRepository
    balancer: InternalLoadBalancer
    servers: Group
    service: RegistryService

    def __init__(self, name: str, args: RegistryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            args: what it is made of.
        """
        super().__init__("learningyogi:registry:Registry", name, {}, opts)
        self._name, self._args, self._target = name, args, args.target
        self._child = pulumi.ResourceOptions(parent=self)
        protected = args.settings.deletion_protection

        self.artifacts = PrivateBucket(
            f"{name}-artifacts",
            self._target.bucket("mlflow"),
            args.storage,
            lifecycle=artifacts_lifecycle(),
            opts=self._child,
        )
        self.database = RegistryDatabase(
            f"{name}-database",
            args.settings,
            args.network,
            self._target,
            log_retention_days=args.common.log_retention_days,
            opts=self._child,
        )
        self.repository = ImageRepository(
            f"{name}-image", "ai-pipeline-mlflow", self._target, deletion_protection=protected, opts=self._child
        )
        self.balancer = InternalLoadBalancer(
            f"{name}-balancer",
            "mlflow",
            PORT,
            args.network,
            self._target,
            deletion_protection=protected,
            opts=self._child,
        )
        self.url = self.balancer.url
        self.servers = self._servers(args.network)
        self.service = self._service()
        self.register_outputs({"url": self.url, "artifactsBucket": self.artifacts.bucket_name})

    def _servers(self, network: Network) -> Group:
        """The servers' security group: reached by the balancer, reaching the database."""
        group = network.group(f"{self._name}-group", "mlflow", "Servers of the model registry", self._child)
        connect(self._name, self.balancer.group, group, PORT, self._child)
        connect(self._name, group, self.database.group, DATABASE_PORT, self._child)
        network.open_services(self._name, group, self._child)
        return group

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

    def _service(self) -> RegistryService:
        args = self._args
        return RegistryService(
            f"{self._name}-service",
            RegistryServiceArgs(
                settings=args.settings,
                image=pulumi.Output.concat(self.repository.url, ":", args.settings.image_tag),
                environment={
                    "ARTIFACTS_BUCKET": self.artifacts.bucket_name,
                    "DATABASE_HOST": self.database.address,
                    "DATABASE_PORT": str(DATABASE_PORT),
                    "DATABASE_NAME": DATABASE,
                    "DATABASE_SECRET_ARN": self.database.secret_arn,
                    "PAGE_ORIGIN": self.url,
                },
                identity=self._identity(),
                architecture=args.common.architecture,
                cluster=args.cluster,
                balancer=self.balancer,
                placement=args.network.place(self.servers),
            ),
            self._target,
            opts=self._child,
        )
