"""One stack of this checkout on one backend: its packages, its engine, its outputs."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from functions.packaging.build import are_current
from harness.backends import Backend, get_backend
from harness.engine import Engine, ResourceStep
from harness.engine.state_folder import StateFolder
from harness.environments.interpreters import find_python
from harness.errors import HarnessError, NotRunning
from harness.pulumi_cli import PulumiCli
from harness.services import State
from harness.settings import LOCAL_REGION, Settings

if TYPE_CHECKING:
    from harness.client import PipelineClient

PLUGINS = Path(__file__).parent / "plugins"
Report = Callable[[str], None]


class LocalStack:
    """Brings the program, a backend and the engine together.

    Args:
        settings: paths and addresses of the checkout.
        name: of the stack: dev or prod.
        backend: name of the backend; None takes the one that was started last.

    Attributes:
        runtime, architecture: of its functions.
        trains: whether it has training and a model registry.
    """

    def __init__(self, settings: Settings, name: str = "dev", backend: str | None = None) -> None:
        self.name = name
        configuration = _stack_configuration(settings.project, name)
        functions = configuration["ai-pipeline:functions"]
        self.runtime, self.architecture = functions["runtime"], functions["architecture"]
        self.trains = bool(configuration.get("ai-pipeline:training", {}).get("enabled"))
        self.settings = replace(settings, lambda_runtime=self.runtime)
        self.backend: Backend = get_backend(backend or self._remembered_backend(), self.settings)

    @property
    def running(self) -> bool:
        """Whether the backend answers."""
        services = self.backend.status()
        return bool(services) and all(service.state is State.RUNNING for service in services)

    def prepare(self, report: Report) -> None:
        """Installs what the stack needs and builds what it deploys, at once; quick when nothing is missing.

        Raises:
            HarnessError: a package cannot be built.
            BackendError: something cannot be installed.
        """
        steps = [self.backend.prepare, self.build_packages]
        if self.trains:
            steps.append(self.backend.prepare_registry)
        with ThreadPoolExecutor() as pool:
            for step in [pool.submit(step, report) for step in steps]:
                step.result()

    def prepare_training(self, report: Report) -> None:
        """Installs what only training needs; quick when nothing is missing.

        Raises:
            HarnessError: the stack has no training.
            BackendError: something cannot be installed.
        """
        if not self.trains:
            raise HarnessError(
                "the stack has no training: set `ai-pipeline:training: {enabled: true}` in its configuration, "
                "then run `make up`"
            )
        self.backend.prepare_training(report)

    def build_packages(self, report: Report) -> None:
        """Builds what the program deploys, as far as it changed.

        Raises:
            HarnessError: a package cannot be built.
        """
        if are_current(self.settings.build, self.runtime, self.architecture):
            return
        python = find_python(self.runtime.removeprefix("python"), report)
        command = [sys.executable, "-m", "functions.packaging", "--runtime", self.runtime, "--python", str(python)]
        command += ["--architecture", self.architecture, "--output", str(self.settings.build)]
        process = subprocess.Popen(
            command, cwd=self.settings.project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line.rstrip())
            if not line.startswith("error: "):
                report(line.rstrip())
        if process.wait():
            raise HarnessError("\n".join(lines).removeprefix("error: "))

    def engine(self, *, offline: bool = False, on_step: Callable[[ResourceStep], None] | None = None) -> Engine:
        """The deployment engine for this stack.

        Args:
            offline: answer what the program asks of AWS with stand-ins; only a preview can do with them.
            on_step: called when the deployment of a resource starts and ends.
        """
        return Engine(
            project_directory=self.settings.project,
            stack=self.name,
            state_directory=self.settings.state,
            passphrase=self._passphrase(),
            environment=self._environment(offline),
            plugin_path=[PLUGINS],
            on_step=on_step,
        )

    def pulumi_cli(self, *, offline: bool = False) -> PulumiCli:
        """The Pulumi CLI in place of the engine; the arguments are those of `engine`.

        Raises:
            EngineError: it is not installed.
        """
        return PulumiCli(
            project_directory=self.settings.project,
            stack=self.name,
            state_directory=self.settings.state,
            work_directory=self.settings.run,
            passphrase=self._passphrase(),
            environment=self._environment(offline),
            plugin_path=[PLUGINS],
        )

    def discard_lost_state(self) -> bool:
        """Forgets the deployment where the emulator lost what was deployed; returns whether it did."""
        marker = self.settings.state / "deployed-on"
        current = self.backend.state_id() or ""
        lost = marker.is_file() and marker.read_text() != current
        if lost:
            folder = StateFolder(self.settings.state)
            for stack in folder.names():
                folder.checkpoint(stack).unlink()
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.write_text(current)
        return lost

    def start(self, report: Report) -> None:
        """Starts the backend unless it runs, and tries what the stack needs of a new one.

        Raises:
            HarnessError: the emulator answers, but cannot do what the stack needs.
        """
        before = self.backend.state_id()
        self.backend.start(report)
        self._backend_file.parent.mkdir(parents=True, exist_ok=True)
        self._backend_file.write_text(self.backend.name)  # for the commands after this one
        if self.backend.state_id() != before:
            report("trying what the stack needs: functions, buckets, queues and the rest")
            failed = [capability for capability in self.backend.probe() if not capability.ok]
            if failed:
                raise HarnessError("\n".join(f"{one.name}: {one.detail}. {one.cure}" for one in failed))

    def outputs(self) -> dict[str, Any]:
        """The outputs of the deployed stack.

        Raises:
            NotRunning: the backend does not answer, or nothing is deployed on it.
        """
        outputs = self.engine().outputs() if self.running else {}
        if not outputs:
            raise NotRunning
        return outputs

    def client(self) -> PipelineClient:
        """A client of the deployed stack.

        Raises:
            NotRunning: as for `outputs`.
        """
        from harness.client import PipelineClient  # the SDK takes a while to load, and most commands need none

        return PipelineClient(self.outputs(), self.backend.environment())

    def _environment(self, offline: bool) -> dict[str, str]:
        """Of the program and the plugins, which run on this interpreter as where the user activated its environment."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        addresses = {"HARNESS_OFFLINE": "1"} if offline else self.backend.environment()
        return {**os.environ, "PATH": path, "AWS_REGION": LOCAL_REGION, **addresses}

    @property
    def _backend_file(self) -> Path:
        return self.settings.run / "backend"

    def _remembered_backend(self) -> str:
        return self._backend_file.read_text() if self._backend_file.is_file() else "host"

    def _passphrase(self) -> str:
        """Seals the secrets in the local checkpoints; made once, readable by its owner alone."""
        if given := os.environ.get("PULUMI_CONFIG_PASSPHRASE"):
            return given
        file = self.settings.home / "passphrase"
        if not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600, exist_ok=False)
            file.write_text(secrets.token_hex(32))
        return file.read_text()


def _stack_configuration(project: Path, stack: str) -> dict[str, Any]:
    stacks = sorted(path.name.split(".")[1] for path in project.glob("Pulumi.*.yaml"))
    if stack not in stacks:
        raise HarnessError(f"there is no stack {stack!r}; choose one of {', '.join(stacks)}")
    configuration: dict[str, Any] = yaml.safe_load((project / f"Pulumi.{stack}.yaml").read_text())["config"]
    return configuration
