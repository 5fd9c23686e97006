"""Registers the plugins with LocalEmu; the entry points in pyproject.toml name what is here."""

from __future__ import annotations

import functools
import os
from typing import Any

from localemu.runtime import hooks
from localemu.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localemu.services.plugins import Service, aws_provider

from ai_pipeline_emulator.cloud import Cloud
from ai_pipeline_emulator.elb.balancers import LoadBalancers
from ai_pipeline_emulator.executor import executor_class
from ai_pipeline_emulator.settings import PluginSettings


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Chosen by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type[Any]:
        from localemu.services.lambda_.invocation.executor_endpoint import StatusErrorException
        from localemu.services.lambda_.invocation.lambda_models import InvocationResult
        from localemu.services.lambda_.invocation.runtime_executor import RuntimeExecutor

        return executor_class(
            RuntimeExecutor, InvocationResult, StatusErrorException, PluginSettings.from_environment()
        )


@aws_provider(api="elasticache", name="process")
def elasticache() -> Service:
    """Chosen by PROVIDER_OVERRIDE_ELASTICACHE=process; what it does not implement goes to Moto."""
    from localemu.aws.api import CommonServiceException
    from localemu.aws.skeleton import Skeleton
    from localemu.aws.spec import load_service
    from localemu.services.moto import _proxy_moto

    from ai_pipeline_emulator.elasticache import service_parts

    model = load_service("elasticache")
    parts = service_parts(PluginSettings.from_environment(), CommonServiceException, fallback=_proxy_moto)
    table = dict.fromkeys(model.operation_names, _proxy_moto) | parts.handlers
    return Service(name="elasticache", skeleton=Skeleton(model, table), stop=parts.caches.stop_all)


@aws_provider(api="xray", name="kept")
def xray() -> Service:
    """Chosen by PROVIDER_OVERRIDE_XRAY=kept: groups and sampling rules; the rest, such as traces, goes to Moto."""
    from localemu.aws.api import CommonServiceException

    from ai_pipeline_emulator.xray import TraceSettings

    return _over_moto("xray", TraceSettings(CommonServiceException).handlers)


@aws_provider(api="budgets", name="changeable")
def budgets() -> Service:
    """Chosen by PROVIDER_OVERRIDE_BUDGETS=changeable."""
    from localemu.aws.api import CommonServiceException

    from ai_pipeline_emulator.budgets import update_budget

    return _over_moto("budgets", {"UpdateBudget": update_budget(CommonServiceException)})


@aws_provider(api="ecs", name="process")
def ecs() -> Service:
    """Chosen by PROVIDER_OVERRIDE_ECS=process: tasks and services that run."""
    from ai_pipeline_emulator.ecs.operations import Operations

    operations = Operations(_cloud(), PluginSettings.from_environment(), _load_balancers())
    return _over_moto("ecs", operations.handlers, operations.stop)


@aws_provider(api="elbv2", name="process")
def elbv2() -> Service:
    """Chosen by PROVIDER_OVERRIDE_ELBV2=process: load balancers that listen."""
    return _over_moto("elbv2", _load_balancers().handlers, _load_balancers().stop)


@aws_provider(api="rds", name="process")
def rds() -> Service:
    """Chosen by PROVIDER_OVERRIDE_RDS=process: PostgreSQL instances that run."""
    import localemu.services.secretsmanager.provider  # noqa: F401 - its changes to Moto come before ours

    from ai_pipeline_emulator.rds.instances import Instances
    from ai_pipeline_emulator.rds.rotation import rotate_managed_secrets

    instances = Instances(_cloud(), PluginSettings.from_environment())
    rotate_managed_secrets(instances)
    return _over_moto("rds", instances.handlers, instances.stop_all)


@functools.cache
def _load_balancers() -> LoadBalancers:
    """ELB's own operations and ECS's services share them."""
    return LoadBalancers(_cloud())


@functools.cache
def _cloud() -> Cloud:
    from localemu.aws.api import CommonServiceException
    from localemu.aws.connect import connect_to
    from localemu.services.moto import _proxy_moto

    def client(service: str, region: str, account: str) -> Any:
        return connect_to(region_name=region, aws_access_key_id=account).get_client(service)

    def assume_role(role: str, principal: str, session: str) -> dict[str, str]:
        sts = connect_to().sts.request_metadata(service_principal=principal)
        return sts.assume_role(RoleArn=role, RoleSessionName=session)["Credentials"]

    endpoint = f"http://{os.environ['GATEWAY_LISTEN']}"
    return Cloud(endpoint, client, assume_role, CommonServiceException, _proxy_moto)


def _over_moto(name: str, handlers: dict[str, Any], stop: Any = None) -> Service:
    """A service of Moto with some operations of ours.

    Args:
        name: of the service.
        handlers: our operations.
        stop: called when the emulator stops.
    """
    from localemu.aws.skeleton import Skeleton
    from localemu.aws.spec import load_service
    from localemu.services.moto import _proxy_moto

    model = load_service(name)
    table = dict.fromkeys(model.operation_names, _proxy_moto) | handlers
    return Service(name=name, skeleton=Skeleton(model, table), stop=stop)


@hooks.on_infra_start()
def ai_pipeline_completions() -> None:
    """Closes the emulator's gaps before it serves requests."""
    from ai_pipeline_emulator.completions import complete

    complete("localemu")


@hooks.on_infra_start()
def ai_pipeline_workflows() -> None:
    """Has workflows follow the tasks that they wait for."""
    from localemu.aws.api.stepfunctions import HistoryEventType, TaskFailedEventDetails
    from localemu.services.stepfunctions.asl.component.common.error_name import failure_event, states_error_name
    from localemu.services.stepfunctions.asl.component.common.error_name.states_error_name_type import (
        StatesErrorNameType,
    )
    from localemu.services.stepfunctions.asl.component.state.state_execution.state_task.service import (
        state_task_service_ecs,
    )
    from localemu.services.stepfunctions.asl.eval.event.event_detail import EventDetails
    from localemu.services.stepfunctions.asl.utils.encoding import to_json_str

    from ai_pipeline_emulator.ecs.workflows import follow_tasks

    def failure(integration: Any, env: Any, task: dict[str, Any]) -> Exception:
        kind = StatesErrorNameType.StatesTaskFailed
        details = TaskFailedEventDetails(
            resource=integration._get_sfn_resource(),
            resourceType=integration._get_sfn_resource_type(),
            error=kind.to_name(),
            cause=to_json_str(task),
        )
        event = failure_event.FailureEvent(
            env=env,
            error_name=states_error_name.StatesErrorName(typ=kind),
            event_type=HistoryEventType.TaskFailed,
            event_details=EventDetails(taskFailedEventDetails=details),
        )
        return failure_event.FailureEventException(event)

    def stop(cluster: str, task: str) -> None:
        region, account = task.split(":")[3:5]
        ecs = _cloud().client("ecs", region, account)
        ecs.stop_task(cluster=cluster, task=task, reason="Stopped by Step Functions")

    follow_tasks(state_task_service_ecs.StateTaskServiceEcs, failure, stop)


@hooks.on_runtime_create()
def ai_pipeline_loopback() -> None:
    """Before the gateway opens its port."""
    from ai_pipeline_emulator.loopback import listen_on_loopback_only

    listen_on_loopback_only()
