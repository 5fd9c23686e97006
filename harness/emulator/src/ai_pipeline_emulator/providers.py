"""The services that the plugins bring to an emulator, whichever it is: both have the same modules in their packages."""

from __future__ import annotations

import functools
import importlib
import os
from typing import Any

from ai_pipeline_emulator.cloud import Cloud, Handler
from ai_pipeline_emulator.settings import PluginSettings


class Providers:
    """Makes the services; each loads what it needs when it is first asked.

    Args:
        emulator: its package, `localemu` or `localstack`.
    """

    def __init__(self, emulator: str) -> None:
        self._emulator = emulator

    def executor(self) -> type[Any]:
        """The class that runs functions as processes."""
        from ai_pipeline_emulator.executor import executor_class

        invocation = "services.lambda_.invocation"
        return executor_class(
            self._load(f"{invocation}.runtime_executor").RuntimeExecutor,
            self._load(f"{invocation}.lambda_models").InvocationResult,
            self._load(f"{invocation}.executor_endpoint").StatusErrorException,
            self._settings,
        )

    def elasticache(self) -> Any:
        """Serverless caches that run."""
        from ai_pipeline_emulator.elasticache import service_parts

        parts = service_parts(self._settings, self._cloud.error, fallback=self._cloud.moto)
        return self.over_moto("elasticache", parts.handlers, parts.caches.stop_all)

    def xray(self) -> Any:
        """Groups and sampling rules; the rest, such as traces, goes to Moto."""
        from ai_pipeline_emulator.xray import TraceSettings

        return self.over_moto("xray", TraceSettings(self._cloud.error).handlers)

    def budgets(self) -> Any:
        """Budgets that can be changed."""
        from ai_pipeline_emulator.budgets import update_budget

        return self.over_moto("budgets", {"UpdateBudget": update_budget(self._cloud.error)})

    def ecs(self) -> Any:
        """Tasks and services that run."""
        from ai_pipeline_emulator.ecs.operations import Operations

        operations = Operations(self._cloud, self._settings, self._load_balancers)
        return self.over_moto("ecs", operations.handlers, operations.stop)

    def elbv2(self) -> Any:
        """Load balancers that listen."""
        return self.over_moto("elbv2", self._load_balancers.handlers, self._load_balancers.stop)

    def rds(self) -> Any:
        """PostgreSQL instances that run."""
        from ai_pipeline_emulator.rds.instances import Instances
        from ai_pipeline_emulator.rds.rotation import rotate_managed_secrets

        self._load("services.secretsmanager.provider")  # its changes to Moto come before ours
        instances = Instances(self._cloud, self._settings)
        rotate_managed_secrets(instances)
        return self.over_moto("rds", instances.handlers, instances.stop_all)

    def over_moto(self, name: str, handlers: dict[str, Handler] | None = None, stop: Any = None) -> Any:
        """A service of Moto with some operations of ours.

        Args:
            name: of the service.
            handlers: our operations.
            stop: called when the emulator stops.
        """
        model = self._load("aws.spec").load_service(name)
        table = dict.fromkeys(model.operation_names, self._cloud.moto) | (handlers or {})
        skeleton = self._load("aws.skeleton").Skeleton(model, table)
        return self._load("services.plugins").Service(name=name, skeleton=skeleton, stop=stop)

    def complete(self) -> None:
        """Closes the emulator's gaps before it serves requests."""
        from ai_pipeline_emulator.completions import complete
        from ai_pipeline_emulator.ecs.workflows import Workflows
        from ai_pipeline_emulator.embedded_metrics import extract_embedded_metrics

        complete(self._emulator)
        extract_embedded_metrics(self._emulator, self._cloud)
        Workflows(self._emulator, self._cloud).follow_tasks()

    @property
    def _settings(self) -> PluginSettings:
        return PluginSettings.from_environment()

    @functools.cached_property
    def _load_balancers(self) -> Any:
        """ELB's own operations and ECS's services share them."""
        from ai_pipeline_emulator.elb.balancers import LoadBalancers

        return LoadBalancers(self._cloud)

    @functools.cached_property
    def _cloud(self) -> Cloud:
        connect_to = self._load("aws.connect").connect_to

        def client(service: str, region: str, account: str) -> Any:
            return connect_to(region_name=region, aws_access_key_id=account).get_client(service)

        def assume_role(role: str, principal: str, session: str) -> dict[str, str]:
            sts = connect_to().sts.request_metadata(service_principal=principal)
            credentials: dict[str, str] = sts.assume_role(RoleArn=role, RoleSessionName=session)["Credentials"]
            return credentials

        return Cloud(
            endpoint=f"http://{os.environ['GATEWAY_LISTEN']}",
            client=client,
            assume_role=assume_role,
            error=self._load("aws.api").CommonServiceException,
            moto=self._load("services.moto")._proxy_moto,
        )

    def _load(self, module: str) -> Any:
        return importlib.import_module(f"{self._emulator}.{module}")
