"""`smoke`: proves the deployed stack from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli import output
from harness.local_stack import LocalStack
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.smoke.run import Outcome


def smoke(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Checks every path of the deployed stack and prints what it proved."""
    from harness.smoke.run import run_checks  # the stack's clients take a while to load

    client = LocalStack(Settings.from_environment()).client()
    outcomes = run_checks(client, _tell)
    ok = all(outcome.ok for outcome in outcomes)
    if as_json:
        output.print_json({"ok": ok, "checks": [outcome.to_dict() for outcome in outcomes]})
    else:
        passed = sum(outcome.ok for outcome in outcomes)
        output.people.print(f"{passed} of {len(outcomes)} checks hold")
    if not ok:
        raise typer.Exit(1)


def _tell(outcome: Outcome) -> None:
    mark = "[green]✓[/green]" if outcome.ok else "[red]✗[/red]"
    name = outcome.name.replace("_", " ")
    output.progress.print(f"{mark} {name} [dim]{outcome.seconds:.2f} s[/dim] {outcome.detail}", highlight=False)
