"""What `models` prints for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Column, Table

from harness.cli import output

ROLES = {
    "champion": "[green]champion[/green]",
    "canary": "[yellow]canary[/yellow]",
    "previous": "previous",
    "withdrawn": "[red]withdrawn[/red]",
    None: "",
}
DIFFERENCES_SHOWN = 40


def show_listing(found: Mapping[str, Any]) -> None:
    """Versions in the order in which they came, then what is remarkable."""
    table = Table(
        Column("version", no_wrap=True),
        Column(no_wrap=True),
        "accuracy",
        "dataset",
        "base",
        "since",
        "size",
        box=box.SIMPLE,
    )
    for one in found["versions"]:
        table.add_row(
            escape(one["version"]),
            ROLES[one["role"]],
            _number(one["accuracy"]),
            one["dataset"] or "",
            one["base"] or "",
            "packaged" if one["packaged"] else one["registered"][:10],
            f"{one['bytes'] / 1e6:.1f} MB",
        )
    output.people.print(table)
    _say(serving_line(found["serving"]))
    registry = found["registry"]
    if registry and registry["error"]:
        _say(f"the model registry cannot be asked: {registry['error']}")
    elif registry and not registry["agrees"]:
        champion = registry["champion"] or "no version"
        _say(f"the model registry names {champion} as champion; `harness models promote` again corrects it")


def show_change(change: Mapping[str, Any]) -> None:
    """What serves now."""
    if not change["changed"]:
        _say("nothing to change")
    _say(serving_line(change["serving"]))


def show_trial(found: Mapping[str, Any]) -> None:
    """The figures of both roles side by side, and the alarms."""
    _say(serving_line(found["serving"]))
    table = Table(f"since {found['since']}", *found["roles"], box=box.SIMPLE)
    for figure in next(iter(found["roles"].values())):
        table.add_row(figure.replace("_", " "), *(_number(one[figure]) for one in found["roles"].values()))
    output.people.print(table)
    for alarm in found["alarms"]:
        style = "red" if alarm["state"] == "ALARM" else "green"
        output.people.print(f"[{style}]{alarm['state']}[/{style}] {escape(alarm['name'])}", highlight=False)


def show_comparison(found: Mapping[str, Any]) -> None:
    """Figures in which the versions differ, and each file's words in which they do."""
    first, second = found["versions"]
    figures = found["figures"]
    table = Table("", escape(first), escape(second), box=box.SIMPLE)
    for name in dict.fromkeys([*figures[first], *figures[second]]):
        values = [figures[version].get(name) for version in (first, second)]
        if values[0] != values[1]:
            table.add_row(name, *(_value(value) for value in values))
    output.people.print(table)
    for file in found["files"]:
        _show_file(file, first, second)


def _show_file(file: Mapping[str, Any], first: str, second: str) -> None:
    if not file["ok"]:
        error = file["error"]
        output.people.print(f"{escape(file['file'])}: [red]{error['type']}[/red]: {escape(error['message'])}")
        return
    readings, differences = file["readings"], file["differences"]
    title = f"{escape(file['file'])}: {len(differences)} differences"
    table = Table("", escape(first), escape(second), title=title, box=box.SIMPLE)
    for figure in ("words", "confidence", "seconds"):
        table.add_row(figure, *(_number(readings[version][figure]) for version in (first, second)))
    for one in differences[:DIFFERENCES_SHOWN]:
        table.add_row("[dim]reads[/dim]", *(escape(" ".join(one[version])) for version in (first, second)))
    output.people.print(table)


def serving_line(serving: Mapping[str, Any]) -> str:
    """What serves, as a sentence, with why it last changed."""
    canary, withdrawn = serving.get("canary"), serving.get("withdrawn")
    parts = [f"{serving['version']} answers"]
    if canary:
        parts.append(f"{canary['version']} answers {canary['share']:.0%} of files in its place")
    if withdrawn:
        parts.append(f"{withdrawn} was withdrawn")
    if reason := serving.get("reason"):
        parts.append(f"last change: {reason}, {serving.get('changed', '')}")
    return "; ".join(parts)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _value(value: Any) -> str:
    return _number(value) if isinstance(value, float) else escape("" if value is None else str(value))


def _say(line: str) -> None:
    output.people.print(escape(line), highlight=False)
