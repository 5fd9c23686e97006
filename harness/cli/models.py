"""`models`: which model versions there are, which one serves, and how that changes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from harness.cli import models_tables, output
from harness.cli.options import Json
from harness.errors import HarnessError
from harness.local_stack import LocalStack
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.models.deployed import Deployed
    from harness.models.rollout import Change, Rollout

application = typer.Typer(help="Lists, compares, promotes and rolls back model versions.", no_args_is_help=True)

Model = Annotated[str, typer.Argument(help="Name of the model: ocr.")]
Version = Annotated[str, typer.Argument(help="Name of a version, as `models list` shows it.")]
Outputs = Annotated[
    Path | None,
    typer.Option(
        "--outputs",
        help="File with `pulumi stack output --json`: work on that stack, with the AWS SDK's own settings, "
        "in place of the local one.",
    ),
]
Wait = Annotated[bool, typer.Option(help="Wait until every function answers accordingly, some ten seconds.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, for those who read the serving pointer later.")]


@application.command("list")
def list_(model: Model, outputs: Outputs = None, as_json: Json = False) -> None:
    """Lists the versions of a model, and what each is: champion, canary, previous, withdrawn."""
    from harness.models.listing import listing  # the SDK and the models' runtime take a while to load

    stack = _stack(outputs)
    found = listing(stack, _rollout(stack, model))
    output.print_json(found) if as_json else models_tables.show_listing(found)


@application.command()
def promote(
    model: Model,
    version: Version,
    canary: Annotated[
        float | None,
        typer.Option("--canary", help="Only try it, on this share of files: above 0 and at most 1.", min=0, max=1),
    ] = None,
    reason: Reason = "promoted by hand",
    outputs: Outputs = None,
    wait: Wait = True,
    as_json: Json = False,
) -> None:
    """Has a version answer, after its files were checked; with --canary, only a share of files."""
    rollout = _rollout(_stack(outputs), model, wait)
    change = rollout.promote(version, reason) if canary is None else rollout.try_beside(version, canary, reason)
    _show(change, as_json)


@application.command()
def rollback(
    model: Model,
    reason: Reason = "rolled back by hand",
    outputs: Outputs = None,
    wait: Wait = True,
    as_json: Json = False,
) -> None:
    """Takes back what came last: a canary if there is one, else the last promotion. Repeating it changes nothing."""
    _show(_rollout(_stack(outputs), model, wait).roll_back(reason), as_json)


@application.command()
def canary(
    model: Model,
    share: Annotated[
        float | None, typer.Option("--share", help="Give the canary this share of files.", min=0, max=1)
    ] = None,
    outputs: Outputs = None,
    wait: Wait = True,
    as_json: Json = False,
) -> None:
    """Shows how the canary does beside the champion, and what its alarms say; changes its share."""
    from harness.models.trial import observed

    stack = _stack(outputs)
    rollout = _rollout(stack, model, wait)
    pointer = rollout.pointer() if share is None else rollout.share(share, f"share set to {share} by hand").pointer
    now = datetime.datetime.now(datetime.UTC)
    on_trial = pointer.changed if pointer.canary else None
    since = datetime.datetime.fromisoformat(on_trial) if on_trial else now - datetime.timedelta(days=1)
    figures = {"model": model, "serving": pointer.to_dict(), "since": since.isoformat(timespec="seconds")}
    found = figures | observed(stack, since, now)
    output.print_json(found) if as_json else models_tables.show_trial(found)


@application.command()
def compare(
    model: Model,
    first: Version,
    second: Version,
    files: Annotated[list[Path] | None, typer.Argument(help="Images or PDFs that both versions read.")] = None,
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Puts two versions side by side: what is written of them and, with files, what each reads on them."""
    from harness.models.comparison import figures, read_by_both

    if first == second:
        raise HarnessError("name two different versions")
    stack = _stack(outputs)
    versions = _rollout(stack, model).versions
    names = [first, second]
    found: dict[str, Any] = {"model": model, "versions": names, "figures": figures(stack, versions, names)}
    found["files"] = read_by_both(versions, names, files) if files else []
    output.print_json(found) if as_json else models_tables.show_comparison(found)


@application.command()
def add(
    model: Model,
    folder: Annotated[Path, typer.Argument(help="Folder with the version's files and its manifest.json.")],
    outputs: Outputs = None,
    as_json: Json = False,
) -> None:
    """Stores a version that was made by hand, after checking it. It serves when it is promoted."""
    version = _rollout(_stack(outputs), model).versions.add(folder)
    if as_json:
        output.print_json({"ok": True, "model": model, "version": version})
    else:
        output.people.print(f"{version} is stored; `harness models promote {model} {version}` has it serve")


def _stack(outputs: Path | None) -> Deployed:
    from harness.models.deployed import OnAws

    return OnAws.read(outputs) if outputs else LocalStack(Settings.from_environment()).client()


def _rollout(stack: Deployed, model: str, wait: bool = True) -> Rollout:
    from harness.models.rollout import Rollout

    return Rollout(stack, model, output.report, wait=wait)


def _show(change: Change, as_json: bool) -> None:
    if change.warning:
        output.report(f"[yellow]warning:[/yellow] {change.warning}")
    output.print_json(change.to_dict()) if as_json else models_tables.show_change(change.to_dict())
