"""Shows a deployment: live while it runs, and as a table of what it did."""

from __future__ import annotations

from types import TracebackType

from rich import box
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from harness.cli import output
from harness.cli.changes import change_lines
from harness.engine import DeploymentResult, ResourceStep
from harness.engine.events import Operation
from harness.engine.events import Status as StepStatus

MARKS = {
    Operation.CREATE: "[green]+[/green]",
    Operation.UPDATE: "[yellow]~[/yellow]",
    Operation.REPLACE: "[magenta]±[/magenta]",
    Operation.DELETE: "[red]-[/red]",
    Operation.DELETE_REPLACED: "[red]-[/red]",
    Operation.READ: ">",
    Operation.REFRESH: "[yellow]~[/yellow]",
    Operation.IMPORT: "[green]=[/green]",
}
STYLES = {"+": "green", "~": "yellow", "-": "red"}
NAMES_SHOWN = 3


class DeploymentProgress:
    """A line on stderr that says what is being deployed just now; steps that end are listed above it."""

    def __init__(self, operation: str, stack: str) -> None:
        self._title = f"{operation} {stack}"
        self._active: dict[str, ResourceStep] = {}
        self._ended = 0
        self._status: Status = output.progress.status(self._title)

    def __enter__(self) -> DeploymentProgress:
        self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._status.stop()

    def on_step(self, step: ResourceStep) -> None:
        """Takes the start or the end of a step."""
        if step.status is StepStatus.STARTED:
            self._active[step.urn] = step
        else:
            self._active.pop(step.urn, None)
            self._ended += 1
            self._list(step)
        names = ", ".join(active.name for active in list(self._active.values())[:NAMES_SHOWN])
        self._status.update(f"{self._title}: {self._ended} done {escape(names)}")

    def _list(self, step: ResourceStep) -> None:
        if step.status is StepStatus.FAILED:
            output.progress.print(f"[red]✗[/red] {step.type} {step.name}: {escape(step.error)}", highlight=False)
        elif step.op in MARKS and step.seconds:
            output.progress.print(
                f"{MARKS[step.op]} {step.type} [bold]{step.name}[/bold] [dim]{step.seconds:.1f} s[/dim]",
                highlight=False,
            )


def show_result(result: DeploymentResult, *, diff: bool = False) -> None:
    """Prints what a deployment did or, for a preview, would do.

    Args:
        result: of the engine.
        diff: also print each property that changes, old and new.
    """
    if result.operation == "preview":
        output.people.print(_steps_table(result))
    if diff:
        _print_changes(result)
    for message in result.messages:
        if message.severity in ("warning", "error"):
            output.progress.print(f"[red]{message.severity}:[/red] {escape(message.text)}", highlight=False)
    summary = ", ".join(f"{count} {operation}" for operation, count in result.summary.items()) or "nothing to do"
    output.people.print(f"{result.operation}: {summary} in {result.seconds:.1f} s", highlight=False)


def _steps_table(result: DeploymentResult) -> Table:
    table = Table("", "type", "name", "changes", box=box.SIMPLE)
    for step in result.steps:
        if step.op in MARKS:
            causes = [f"{reason} (replaces)" for reason in step.replace_reasons]
            causes += [change.path for change in step.changes if change.path not in step.replace_reasons]
            table.add_row(MARKS[step.op], step.type, step.name, escape(", ".join(causes)))
    return table


def _print_changes(result: DeploymentResult) -> None:
    for step in result.steps:
        if step.changes:
            output.people.print(f"{MARKS.get(step.op, ' ')} {step.type} [bold]{step.name}[/bold]", highlight=False)
        for line in change_lines(step):
            output.people.print(f"    {line}", style=STYLES[line[0]], highlight=False, markup=False, soft_wrap=True)
