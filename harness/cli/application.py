"""The application: its commands, and how an error that has a cure is told."""

from __future__ import annotations

import sys

import typer

from harness.backends import BackendError
from harness.cli import bench, bench_document, bench_ocr, logs, models, output, read, smoke, stack, state, train
from harness.engine import EngineError
from harness.environments import InstallationError
from harness.errors import HarnessError

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
    state.export,
    read.ocr,
    read.document,
    smoke.smoke,
    logs.logs,
    train.train,
):
    application.command()(command)
application.command("import")(state.import_)
bench.application.command()(bench_ocr.ocr)
bench.application.command()(bench_document.document)
application.add_typer(bench.application, name="bench")
application.add_typer(models.application, name="models")


def main() -> int:
    """Runs the command line and returns its exit code."""
    try:
        application()
    except SystemExit as end:
        interrupted = isinstance(end.__context__, typer.Abort)
        return INTERRUPTED if interrupted else int(end.code or 0)
    except Exception as error:
        if not isinstance(error, _with_a_cure()):
            raise
        return _tell(error)
    return 0


def _with_a_cure() -> tuple[type[Exception], ...]:
    """The errors whose message is all that a user needs; loaded only when there is one."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    from functions.shared.errors import ApplicationError
    from harness.errors import PipelineError

    own = (HarnessError, BackendError, EngineError, InstallationError, PipelineError, ApplicationError)
    return (*own, ClientError, BotoCoreError, HTTPError, TimeoutError)


def _tell(error: Exception) -> int:
    if "--json" in sys.argv:
        output.print_json({"ok": False, "error": {"type": type(error).__name__, "message": str(error)}})
    else:
        output.progress.print(f"[bold red]error:[/bold red] {error}", highlight=False)
    return 1
