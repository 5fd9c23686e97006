"""Registers the plugins with LocalEmu; the entry points in pyproject.toml name what is here."""

from __future__ import annotations

from typing import Any

from localemu.runtime import hooks
from localemu.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localemu.services.plugins import Service, aws_provider

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


def _over_moto(name: str, handlers: dict[str, Any]) -> Service:
    """A service of Moto with some operations of ours."""
    from localemu.aws.skeleton import Skeleton
    from localemu.aws.spec import load_service
    from localemu.services.moto import _proxy_moto

    model = load_service(name)
    return Service(name=name, skeleton=Skeleton(model, dict.fromkeys(model.operation_names, _proxy_moto) | handlers))


@hooks.on_infra_start()
def ai_pipeline_completions() -> None:
    """Closes the emulator's gaps before it serves requests."""
    from ai_pipeline_emulator.completions import complete

    complete("localemu")


@hooks.on_runtime_create()
def ai_pipeline_loopback() -> None:
    """Before the gateway opens its port."""
    from ai_pipeline_emulator.loopback import listen_on_loopback_only

    listen_on_loopback_only()
