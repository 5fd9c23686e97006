"""Registers the plugins with LocalStack; entry_points.txt names what is here."""

from __future__ import annotations

from typing import Any

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.plugins import aws_provider

from ai_pipeline_emulator.loopback import listen_on_loopback_only
from ai_pipeline_emulator.providers import Providers

PROVIDERS = Providers("localstack")


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Chosen by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type[Any]:
        return PROVIDERS.executor()


# Chosen by variables such as PROVIDER_OVERRIDE_ECS=process
elasticache = aws_provider(api="elasticache", name="process")(PROVIDERS.elasticache)
xray = aws_provider(api="xray", name="kept")(PROVIDERS.xray)
budgets = aws_provider(api="budgets", name="changeable")(PROVIDERS.budgets)
ecs = aws_provider(api="ecs", name="process")(PROVIDERS.ecs)
elbv2 = aws_provider(api="elbv2", name="process")(PROVIDERS.elbv2)
rds = aws_provider(api="rds", name="process")(PROVIDERS.rds)


@aws_provider(api="application-autoscaling")
def autoscaling() -> Any:
    """LocalStack has none of its own."""
    return PROVIDERS.over_moto("application-autoscaling")


@hooks.on_infra_start()
def ai_pipeline_completions() -> None:
    """Before it serves requests."""
    PROVIDERS.complete()


@hooks.on_runtime_create()
def ai_pipeline_loopback() -> None:
    """Before the gateway opens its port."""
    listen_on_loopback_only()
