"""`bench`: measures what the project promises."""

from __future__ import annotations

import os
import platform
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from harness.cli import output
from harness.local_stack import LocalStack
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.bench.figures import Figure


class Suite(StrEnum):
    """What can be measured."""

    STACK = "stack"
    FRESH = "fresh"


def bench(
    suites: Annotated[
        list[Suite] | None, typer.Argument(help="stack (default): the running stack; fresh: a fresh clone.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measures the project's figures and prints them beside their goals."""
    from harness.bench import fresh, stack  # the stack's clients take a while to load

    measures = {Suite.STACK: stack.measure, Suite.FRESH: fresh.measure}
    local = LocalStack(Settings.from_environment())
    figures = []
    for suite in suites or [Suite.STACK]:
        for figure in measures[suite](local):
            output.report(f"{figure.name}: {figure.value:.2f} {figure.unit}")
            figures.append(figure)
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    if as_json:
        output.print_json({"machine": machine, "figures": [figure.to_dict() for figure in figures]})
    else:
        output.people.print(_table(figures))


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", "median", "runs", "goal", "", box=box.SIMPLE)
    marks = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: ""}
    for figure in figures:
        goal = "" if figure.goal is None else f"≤ {figure.goal:g} {figure.unit}"
        runs = ", ".join(f"{run:.2f}" for run in figure.runs)
        table.add_row(figure.name, f"{figure.value:.2f} {figure.unit}", runs, goal, marks[figure.reached])
    return table
