"""`bench`: measures what the project promises."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from harness.cli import output
from harness.local_stack import LocalStack
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.bench.figures import Figure


application = typer.Typer(invoke_without_command=True)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@application.callback()
def bench(context: typer.Context, as_json: Json = False) -> None:
    """Measures the project's figures and prints them beside their goals; by itself, those of both stacks."""
    if context.invoked_subcommand is None:
        from harness.bench import deployment, stack

        _measure(lambda local: chain(stack.measure(local), deployment.measure(local)), as_json)


@application.command()
def stack(as_json: Json = False) -> None:
    """Measures the running stack: reading, sizes, memory."""
    from harness.bench.stack import measure  # the stack's clients take a while to load

    _measure(measure, as_json)


@application.command()
def deployment(as_json: Json = False) -> None:
    """Measures previews, deployments and their memory for both stacks, on an emulator of its own."""
    from harness.bench.deployment import measure

    _measure(measure, as_json)


@application.command()
def fresh(as_json: Json = False) -> None:
    """Measures `make up` in a fresh clone."""
    from harness.bench.fresh import measure

    _measure(measure, as_json)


def _measure(measure: Callable[[LocalStack], Iterator[Figure]], as_json: bool) -> None:
    figures = []
    for figure in measure(LocalStack(Settings.from_environment())):
        output.report(f"{figure.name}: {figure.value:.2f} {figure.unit}")
        figures.append(figure)
    if as_json:
        output.print_json({"machine": machine(), "figures": [figure.to_dict() for figure in figures]})
    else:
        output.people.print(_table(figures))


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", "median", "runs", "CPU", "goal", "", box=box.SIMPLE)
    marks = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: ""}
    for figure in figures:
        goal = "" if figure.goal is None else f"≤ {figure.goal:g} {figure.unit}"
        runs = ", ".join(f"{run:.2f}" for run in figure.runs)
        processor = "" if figure.processor is None else f"{figure.processor:.2f} s"
        table.add_row(figure.name, f"{figure.value:.2f} {figure.unit}", runs, processor, goal, marks[figure.reached])
    return table
