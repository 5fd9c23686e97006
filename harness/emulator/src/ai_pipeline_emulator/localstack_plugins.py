"""Registers the plugins with LocalStack; the entry points in pyproject.toml name what is here."""

from __future__ import annotations

from typing import Any

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.plugins import Service, aws_provider

from ai_pipeline_emulator.executor import executor_class
from ai_pipeline_emulator.settings import PluginSettings


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Chosen by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type[Any]:
        from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
        from localstack.services.lambda_.invocation.lambda_models import InvocationResult
        from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

        return executor_class(
            RuntimeExecutor, InvocationResult, StatusErrorException, PluginSettings.from_environment()
        )


@aws_provider(api="elasticache", name="process")
def elasticache() -> Service:
    """Chosen by PROVIDER_OVERRIDE_ELASTICACHE=process; what it does not implement goes to Moto."""
    from localstack.aws.api import CommonServiceException
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service
    from localstack.services.moto import _proxy_moto

    from ai_pipeline_emulator.elasticache import service_parts

    model = load_service("elasticache")
    parts = service_parts(PluginSettings.from_environment(), CommonServiceException, fallback=_proxy_moto)
    table = dict.fromkeys(model.operation_names, _proxy_moto) | parts.handlers
    return Service(name="elasticache", skeleton=Skeleton(model, table), stop=parts.caches.stop_all)


@hooks.on_infra_start()
def ai_pipeline_completions() -> None:
    """Closes the emulator's gaps before it serves requests."""
    from ai_pipeline_emulator.completions import complete

    complete("localstack")


@hooks.on_runtime_create()
def ai_pipeline_loopback() -> None:
    """Before the gateway opens its port."""
    from ai_pipeline_emulator.loopback import listen_on_loopback_only

    listen_on_loopback_only()
