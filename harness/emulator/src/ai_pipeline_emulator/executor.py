"""The emulator's runtime executor on top of `ExecutionEnvironment`; LocalEmu and LocalStack share its interface."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ai_pipeline_emulator import layers
from ai_pipeline_emulator.environment import ExecutionEnvironment
from ai_pipeline_emulator.runtime_api import Invocation
from ai_pipeline_emulator.sandbox import Function, isolation_available
from ai_pipeline_emulator.settings import PluginSettings

EMULATORS_OWN = ("LOCALEMU_", "LOCALSTACK_", "EDGE_PORT", "_AWS_XRAY_DAEMON_", "AWS_LAMBDA_FUNCTION_TIMEOUT")


def executor_class(
    base: type[Any],
    result_class: Callable[..., Any],
    startup_error: Callable[..., Exception],
    settings: PluginSettings,
) -> type[Any]:
    """Builds the class that the emulator makes one object of for each execution environment.

    Args:
        base: the emulator's abstract `RuntimeExecutor`.
        result_class: its `InvocationResult`.
        startup_error: its `StatusErrorException`, raised when provisioned concurrency cannot be initialised.
        settings: where runtimes and data are.
    """

    class ProcessExecutor(base):
        environment: ExecutionEnvironment | None = None

        def start(self, env_vars: dict[str, Any]) -> None:
            scratch = settings.data / "environments" / self.id
            function = _function(self.function_version, scratch, settings)
            variables = _variables(env_vars, settings)
            self.environment = ExecutionEnvironment(
                function, variables, _python(function.runtime, settings), scratch, isolation_available()
            )
            failure = self.environment.initialize()
            if failure and variables.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "provisioned-concurrency":
                raise startup_error(f"Initialisation failed: {failure.kind}", payload=failure.body)

        def invoke(self, payload: dict[str, str], function_timeout: int | None = None) -> Any:
            assert self.environment is not None
            invocation = Invocation(
                payload["invoke-id"], payload["payload"].encode(), payload["invoked-function-arn"], payload["trace-id"]
            )
            result = self.environment.invoke(invocation)
            return result_class(invocation.request_id, result.body, is_error=result.is_error, logs=result.logs)

        def stop(self) -> None:
            if self.environment:
                self.environment.stop()

        def get_logs(self) -> str:
            return self.environment.output() if self.environment else ""

        def get_address(self) -> str:
            return "127.0.0.1"

        def get_endpoint_from_executor(self) -> str:
            return "127.0.0.1"

        def get_runtime_endpoint(self) -> str:
            return ""  # functions talk to their own Runtime API, not to the emulator's

        @classmethod
        def prepare_version(cls, function_version: Any) -> None:
            configuration = function_version.config
            if configuration.code is None:
                raise ValueError("Container images need Docker; this executor runs zip packages only")
            _python(configuration.runtime, settings)
            configuration.code.prepare_for_execution()
            _merged_layers(configuration, settings)

        @classmethod
        def cleanup_version(cls, function_version: Any) -> None:
            """Layers stay for the versions that share them."""

        @classmethod
        def validate_environment(cls) -> bool:
            return True

    return ProcessExecutor


def _function(version: Any, scratch: Path, settings: PluginSettings) -> Function:
    """Describes a version; links its code into `scratch`, as the emulator deletes its own while old versions drain."""
    configuration = version.config
    configuration.code.prepare_for_execution()
    code = configuration.code.get_unzipped_code_location()
    if not configuration.code.is_hot_reloading():
        shutil.rmtree(scratch, ignore_errors=True)
        layers.clone(Path(code), scratch / "code")
        code = scratch / "code"
    return Function(
        name=version.id.function_name,
        version=version.id.qualifier,
        handler=configuration.handler,
        runtime=configuration.runtime,
        memory=configuration.memory_size,
        timeout=configuration.timeout,
        ephemeral_storage=configuration.ephemeral_storage.size if configuration.ephemeral_storage else 512,
        code=Path(code),
        layers=_merged_layers(configuration, settings),
    )


def _merged_layers(configuration: Any, settings: PluginSettings) -> Path | None:
    if not configuration.layers:
        return None
    folders = []
    for layer in configuration.layers:
        layer.code.prepare_for_execution()
        folders.append(Path(layer.code.get_unzipped_code_location()))
    identity = hashlib.sha256("\n".join(layer.code.code_sha256 for layer in configuration.layers).encode())
    return layers.merge(folders, settings.data / "layers" / identity.hexdigest()[:32])


def _variables(env_vars: dict[str, Any], settings: PluginSettings) -> dict[str, str]:
    """The function's environment without what only the emulator's own runtime images need."""
    variables = {name: str(value) for name, value in env_vars.items() if not name.startswith(EMULATORS_OWN)}
    return {"SSL_CERT_FILE": str(settings.certificate_authorities), **variables}


def _python(runtime: str, settings: PluginSettings) -> Path:
    python = settings.runtimes / runtime / "bin" / "python"
    if not python.exists():
        installed = ", ".join(sorted(path.name for path in settings.runtimes.glob("*/"))) or "none"
        raise ValueError(f"Runtime {runtime} is not installed for local functions; installed: {installed}")
    return python
