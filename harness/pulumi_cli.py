"""Deploys with the Pulumi CLI instead of our engine: the same program, plugins, configuration, state and passphrase.

This project's own tests know the CLI only by its documentation, and run a stand-in that records how it was called.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import yaml

from harness.engine import EngineError, Options, signals
from harness.engine.checkpoint import CheckpointFile
from harness.engine.processes import Child
from harness.engine.stack_configuration import read_project, read_salt
from harness.engine.state_folder import StackName, StateFolder

_FLAGS = {
    "preview": (),
    "up": ("--yes", "--skip-preview"),
    "refresh": ("--yes", "--skip-preview"),
    "destroy": ("--yes", "--skip-preview"),
}


class PulumiCli:
    """The `pulumi` command for one stack.

    Args:
        project_directory: folder that holds Pulumi.yaml.
        stack: the stack's name.
        state_directory: where its state is, which our engine shares.
        work_directory: for the configuration file that the CLI is given.
        passphrase: seals the secrets in the state.
        environment: of the CLI, the program and the plugins.
        plugin_path: folders of provider plugins, which the CLI finds on PATH.

    Raises:
        EngineError: there is no `pulumi` on PATH.
    """

    def __init__(
        self,
        project_directory: Path,
        stack: str,
        state_directory: Path,
        work_directory: Path,
        passphrase: str,
        environment: Mapping[str, str],
        plugin_path: Sequence[Path],
    ) -> None:
        self._project = read_project(project_directory)
        self._name = StackName(self._project.name, stack)
        self._state = StateFolder(state_directory)
        self._work_directory = work_directory
        self._passphrase = passphrase
        found = shutil.which("pulumi", path=environment.get("PATH", os.defpath))
        if found is None:
            raise EngineError(
                "there is no `pulumi` on PATH: install the Pulumi CLI (https://www.pulumi.com/docs/install/), or leave"
                " out `--engine cli`"
            )
        self._executable = found
        self._environment = {
            **environment,
            "PATH": os.pathsep.join([*map(str, plugin_path), environment.get("PATH", os.defpath)]),
            "PULUMI_BACKEND_URL": state_directory.absolute().as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": passphrase,
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",  # the plugins on PATH are the ones to use
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }

    def run(
        self,
        operation: str,
        options: Options,
        on_output: Callable[[str], object],
        on_message: Callable[[str], object],
        flags: Sequence[str] = (),
    ) -> None:
        """Runs one operation to its end; a first Ctrl-C lets the CLI finish the steps under way.

        Args:
            operation: `preview`, `up`, `refresh` or `destroy`.
            on_output, on_message: receive each line of the CLI's standard output and standard error.
            flags: further ones of the CLI.

        Raises:
            EngineError: it failed, or another run holds the stack.
        """
        with nullcontext() if operation == "preview" else self._state.locked(self._name, operation):
            command = [self._executable, operation, *_FLAGS[operation], *flags, *_options(options), "--non-interactive"]
            command += ["--stack", str(self._name), "--config-file", str(self._configuration_file())]
            child = Child(command, self._environment, self._project.directory)
            child.forward(on_output, on_message)
            with signals.stopping(child.interrupt):
                status = child.wait()
        if status:
            raise EngineError(f"`pulumi {operation}` ended with exit status {status}; what it said is above")

    def _configuration_file(self) -> Path:
        """The stack's configuration with the salt of its state, which the CLI would otherwise add to the project's."""
        salt = read_salt(self._project, self._name.stack)
        checkpoint = CheckpointFile(self._state.checkpoint(self._name), str(self._name), self._passphrase, salt)
        if not checkpoint.exists:
            checkpoint.write([], [])  # as `pulumi stack init` does
        file = self._project.directory / f"Pulumi.{self._name.stack}.yaml"
        document = yaml.safe_load(file.read_text()) if file.exists() else {}
        copy = self._work_directory / file.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(yaml.safe_dump({"encryptionsalt": checkpoint.sealer.salt, **(document or {})}))
        return copy


def _options(options: Options) -> list[str]:
    repeated = {
        "--target": options.targets,
        "--exclude": options.excludes,
        "--replace": options.replaces,
        "--policy-pack": tuple(str(folder.absolute()) for folder in options.policy_packs),
    }
    switches = {
        "--refresh": options.refresh,
        "--target-dependents": options.target_dependents,
        "--exclude-dependents": options.exclude_dependents,
        "--run-program": options.run_program,
    }
    flags = [text for flag, values in repeated.items() for value in values for text in (flag, value)]
    return [*flags, *(flag for flag, wanted in switches.items() if wanted)]
