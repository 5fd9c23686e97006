"""`--engine cli`: deployments by the Pulumi CLI, in its own words."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from harness.cli import output
from harness.engine import DeploymentResult, Options
from harness.local_stack import LocalStack


class EngineKind(StrEnum):
    """Who deploys."""

    HARNESS = "harness"
    CLI = "cli"


EngineName = Annotated[
    EngineKind, typer.Option("--engine", help="Who deploys: the harness, or cli, the `pulumi` command on PATH.")
]


def deploy(
    local: LocalStack, operation: str, options: Options, *, flags: Sequence[str] = (), offline: bool = False
) -> DeploymentResult:
    """Lets the Pulumi CLI carry out an operation.

    What it prints goes to stderr, except for a preview, of which nothing else is said.

    Returns:
        The result, without steps, which only the CLI knows.

    Raises:
        EngineError: there is no CLI, or the operation failed.
    """
    output.report("the Pulumi CLI deploys: the harness's own tests have never run with a real one")
    started = time.monotonic()
    say = partial(print, file=sys.stdout if operation == "preview" else sys.stderr, flush=True)
    local.pulumi_cli(offline=offline).run(operation, options, say, partial(print, file=sys.stderr), flags)
    outputs = {} if operation == "preview" else local.engine().outputs()
    return DeploymentResult(operation, True, [], outputs, seconds=time.monotonic() - started)
