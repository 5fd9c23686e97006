"""Tables for people: a timetable as a week, services, deployments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST = "99:99"  # sorts blocks without a start behind the others


def timetable_table(timetable: Mapping[str, Any]) -> Table:
    """A timetable result as a week: a column a day, a row for each time at which something starts."""
    blocks = timetable["timeblocks"]
    days = [day for day in DAYS if any(block["day"] == day for block in blocks)]
    heading = [timetable[key] for key in ("className", "teacher", "term", "year") if timetable[key]]
    title = " · ".join([*heading, f"confidence {timetable['confidence']:.2f}"])
    table = Table("", *days, title=title, box=box.ROUNDED, show_lines=True)
    for start in sorted({block["startTime"] or LAST for block in blocks}):
        row = [_entries(blocks, day, start) for day in days]
        table.add_row("" if start == LAST else start, *row)
    return table


def _entries(blocks: Iterable[Mapping[str, Any]], day: str, start: str) -> str:
    entries = [block for block in blocks if block["day"] == day and (block["startTime"] or LAST) == start]
    return "\n".join(_entry(block) for block in entries)


def _entry(block: Mapping[str, Any]) -> str:
    end = f" [dim]–{block['endTime']}[/dim]" if block["endTime"] else ""
    notes = f"\n[dim]{block['notes']}[/dim]" if block["notes"] else ""
    return f"{block['name']}{end}{notes}"


def scores_table(metrics: Mapping[str, Any]) -> Table:
    """A candidate beside the champion: share of characters that are right, in all and by category."""
    candidate, champion = metrics["candidate"], metrics["champion"]
    table = Table("accuracy", f"{candidate['version']} (new)", f"{champion['version']} (champion)", box=box.SIMPLE)
    table.add_row("all lines", f"{candidate['accuracy']:.2%}", f"{champion['accuracy']:.2%}")
    for category, before in champion["categories"].items():
        table.add_row(category, f"{candidate['categories'][category]:.2%}", f"{before:.2%}")
    latency = metrics["latency"]
    table.add_row("ms a line", *(f"{1000 * latency[who]:.1f}" for who in ("candidate", "champion")))
    return table


def key_value_table(title: str, values: Mapping[str, Any]) -> Table:
    """Two columns: names and what they stand for."""
    table = Table(title=title, box=box.SIMPLE, show_header=False)
    for name, value in sorted(values.items()):
        table.add_row(f"[bold]{name}[/bold]", ", ".join(map(str, value)) if isinstance(value, list) else str(value))
    return table


def services_table(services: Sequence[Mapping[str, Any]]) -> Table:
    """What runs, where, and where its log is."""
    table = Table(box=box.SIMPLE)
    for heading in ("service", "state", "pid", "address", "version", "memory"):
        table.add_column(heading, no_wrap=True)
    table.add_column("log")
    for service in services:
        memory = service.get("memory_bytes")
        table.add_row(
            service["name"],
            service["state"],
            str(service.get("pid") or ""),
            service.get("address") or "",
            service.get("version") or "",
            f"{memory / 1e6:.0f} MB" if memory else "",
            str(service.get("log_file") or ""),
        )
    return table
