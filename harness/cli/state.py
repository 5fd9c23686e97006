"""`export` and `import`: the state of a stack as a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.cli import output
from harness.cli.options import StackName
from harness.errors import HarnessError
from harness.local_stack import LocalStack
from harness.settings import Settings


def export(
    stack: StackName = "dev",
    file: Annotated[
        Path | None, typer.Option("--file", help="Where to write it; standard output if not given.")
    ] = None,
    show_secrets: Annotated[bool, typer.Option("--show-secrets", help="Write secrets in clear.")] = False,
) -> None:
    """Writes the deployment's state as `pulumi stack export` does; secrets stay sealed."""
    deployment = LocalStack(Settings.from_environment(), stack).engine().export_deployment(show_secrets)
    text = json.dumps(deployment, indent=2) + "\n"
    if file is None:
        sys.stdout.write(text)
        return
    file.write_text(text)
    output.report(f"wrote {file}")


def import_(
    file: Annotated[Path, typer.Argument(help="What `export` or `pulumi stack export` wrote.")],
    stack: StackName = "dev",
) -> None:
    """Makes an exported deployment the stack's state; no resource is touched."""
    try:
        document = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise HarnessError(f"{file} cannot be read as JSON: {error}") from None
    LocalStack(Settings.from_environment(), stack).engine().import_deployment(document)
    output.report(f"the stack {stack} is now as {file} has it")
