"""`train`: a run of the training workflow, from data to a registered model."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer
from rich.markup import escape

from harness.cli import output, stack, tables
from harness.cli.options import Json
from harness.engine.lock import exclusive
from harness.local_stack import LocalStack
from harness.settings import Settings

QUICK = {"steps": 40, "minutes": 1.5}  # whichever comes first; with all the rest less than five minutes on two cores


def train(
    quick: Annotated[bool, typer.Option("--quick", help="A small fine-tune, of a few minutes in all.")] = False,
    threshold: Annotated[
        float | None, typer.Option(help="Accuracy above which the model is registered; the stack's.", min=0)
    ] = None,
    steps: Annotated[int | None, typer.Option(help="End training after this many steps.", min=1)] = None,
    minutes: Annotated[float | None, typer.Option(help="End training after so long.", min=0)] = None,
    seed: Annotated[int | None, typer.Option(help="Of the lines that are drawn.", min=0)] = None,
    source: Annotated[
        str | None, typer.Option(help="Prefix of labelled pages in the training bucket; datasets/incoming/.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Trains a model on the stack, which it starts if need be, and registers the model if it is good enough."""
    started = time.monotonic()
    wanted = {"threshold": threshold, "steps": steps, "minutes": minutes, "seed": seed, "source": source}
    given = {name: value for name, value in wanted.items() if value is not None}
    if quick:
        given = {**QUICK, **given}
    local = LocalStack(Settings.from_environment())
    told = _run(_ready(local), given, started)
    output.print_json(told) if as_json else _show(told)
    if not told["ok"]:
        raise typer.Exit(1)


def _ready(local: LocalStack) -> LocalStack:
    """The stack with training, up, and everything installed that training needs."""
    local.prepare_training(output.report)
    if not local.running or "trainingStateMachineArn" not in local.engine().outputs():
        with exclusive(local.settings.run / "harness.lock", local.name, "train"):
            stack.bring_up(local)
    return local


def _run(local: LocalStack, given: dict[str, Any], started: float) -> dict[str, Any]:
    from harness.training.execution import Execution, new_name  # the SDK takes a while to load
    from harness.training.report import report

    client = local.client()
    output.report("waiting for the model registry")
    client.wait_for_registry()
    execution = Execution(client, given, new_name())
    output.report(f"{execution.arn}; MLflow: {client.outputs['mlflowUrl']}")
    try:
        ended = execution.follow(lambda line: output.report(escape(line)))
    except KeyboardInterrupt:
        execution.stop()
        raise
    return report(ended, time.monotonic() - started)


def _show(told: dict[str, Any]) -> None:
    if told["metrics"]:
        output.people.print(tables.scores_table(told["metrics"]))
    if told["ok"]:
        model = told["model"]
        output.people.print(
            f"registered [bold]{model['name']} {model['version']}[/bold] as {model['alias']} "
            f"(version {model['mlflow_version']} in MLflow) in {told['seconds']} s",
            highlight=False,
        )
    else:
        error = told.get("error", {"type": told["status"], "message": ""})
        output.people.print(
            f"not registered: [red]{error['type']}[/red]: {escape(error['message'])} ({told['seconds']} s)",
            highlight=False,
        )
