"""The application: its commands, and how an error that has a cure is told."""

from __future__ import annotations

import sys

import typer
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from harness.backends import BackendError
from harness.cli import bench, logs, output, read, smoke, stack
from harness.client import PipelineError
from harness.engine import EngineError
from harness.environments import InstallationError
from harness.errors import HarnessError

TOLD = (
    HarnessError,
    BackendError,
    EngineError,
    InstallationError,
    PipelineError,
    ClientError,
    BotoCoreError,
    HTTPError,
    TimeoutError,
)
INTERRUPTED = 130  # what shells give a command that Ctrl-C ended

application = typer.Typer(
    help="Runs the whole timetable pipeline on this machine: services, emulator, deployment, functions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    stack.prepare,
    stack.up,
    stack.down,
    stack.status,
    stack.preview,
    stack.refresh,
    stack.destroy,
    stack.outputs,
    read.ocr,
    read.document,
    smoke.smoke,
    logs.logs,
    bench.bench,
):
    application.command()(command)


def main() -> int:
    """Runs the command line and returns its exit code."""
    try:
        application()
    except SystemExit as end:
        interrupted = isinstance(end.__context__, typer.Abort)
        return INTERRUPTED if interrupted else int(end.code or 0)
    except TOLD as error:
        return _tell(error)
    return 0


def _tell(error: Exception) -> int:
    if "--json" in sys.argv:
        output.print_json({"ok": False, "error": {"type": type(error).__name__, "message": str(error)}})
    else:
        output.progress.print(f"[bold red]error:[/bold red] {error}", highlight=False)
    return 1
