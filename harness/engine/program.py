"""Starts the Pulumi program as a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from harness.engine.deployment import Deployment
from harness.engine.errors import EngineError
from harness.engine.processes import Child
from harness.engine.stack_configuration import Project

_RUNNER = Path(__file__).with_name("runner.py")


def start(deployment: Deployment, project: Project, address: str, python: str, environment: Mapping[str, str]) -> Child:
    """Starts the program against the engine at `address`; its output becomes messages.

    Args:
        python: the interpreter to run it with.
        environment: its environment; the configuration is added.

    Raises:
        EngineError: there is no program.
    """
    if not project.program.is_file():
        raise EngineError(f"there is no program {project.program}")
    arguments = {
        "monitor": address,
        "engine": address,
        "project": deployment.project,
        "stack": deployment.stack,
        "organization": deployment.organization,
        "root": str(project.directory),
        "program": str(project.program),
        "parallel": deployment.parallel,
        "dry_run": deployment.preview,
    }
    configuration = {
        "PULUMI_CONFIG": json.dumps(dict(deployment.configuration.values)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(deployment.configuration.secret_keys)),
        "PYTHONUNBUFFERED": "1",
    }
    command = [python, str(_RUNNER), json.dumps(arguments)]
    child = Child(command, {**environment, **configuration}, project.directory)
    child.forward(
        lambda line: deployment.progress.message("info", line),
        lambda line: deployment.progress.message("info", line),
    )
    return child
