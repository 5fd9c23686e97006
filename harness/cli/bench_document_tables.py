"""The tables of `bench document` for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from functions.evaluation.counts import Counts
from functions.evaluation.timetables import TimetableScore
from harness.bench.document.comparison import Comparison
from harness.bench.document.drawn import is_held_out
from harness.bench.document.evaluation_page import EvaluationPage, digest
from harness.bench.figures import Figure
from harness.cli import output

MARKS = {True: " [green]✓[/green]", False: " [red]✗[/red]", None: ""}


def show(pages: Sequence[EvaluationPage], compared: Sequence[Comparison], errors: bool) -> None:
    """Prints everything that was measured."""
    output.people.print(f"\n{len(pages)} pages (set {digest(pages)})", highlight=False)
    output.people.print(figures_table(compared))
    for reader in compared:
        output.people.print(layouts_table(f"block F1: {reader.name}", reader, lambda score: score.blocks))
    output.people.print(layouts_table(f"cell F1: {compared[0].name}", compared[0], lambda score: score.cells))
    output.people.print(reliability_table(compared[0]))
    for reader in compared:
        for page, why in reader.failures.items():
            output.people.print(f"[red]{reader.name} failed on {page}[/red]: {escape(why)}", highlight=False)
    if errors:
        output.people.print(errors_table(compared[0]))


def figures_table(compared: Sequence[Comparison]) -> Table:
    """A row a figure, a column a reader; the goals are for our own, the first."""
    table = Table("", "goal", *(reader.name for reader in compared), box=box.SIMPLE)
    for row in zip(*(reader.figures() for reader in compared), strict=True):
        own = row[0]
        goal = "" if own.goal is None else f"{'≥' if own.at_least else '≤'} {_value(own, own.goal)}"
        cells = [_value(figure, figure.value) for figure in row]
        table.add_row(own.name, goal, cells[0] + MARKS[own.reached], *cells[1:])
    return table


def _value(figure: Figure, value: float) -> str:
    if not figure.unit:
        return f"{value:.1%}"
    return f"{value:.2f} s" if figure.unit == "s" else f"{value:.0f} {figure.unit}"


def layouts_table(title: str, reader: Comparison, counts: Callable[[TimetableScore], Counts]) -> Table:
    """A row a layout, a column a distortion; a layout that training never sees is marked."""
    distortions = list(dict.fromkeys(page.distortion for page in reader.pages))
    table = Table("layout", *distortions, "all", title=title, box=box.SIMPLE)
    for layout in sorted({page.layout for page in reader.pages}):
        scores = [reader.group(layout, distortion) for distortion in distortions]
        whole = reader.total_of(lambda page, layout=layout: page.layout == layout)  # type: ignore[misc]
        name = f"{layout} *" if is_held_out(layout) else layout
        table.add_row(name, *(_share(counts(score)) for score in (*scores, whole)))
    columns = [reader.total_of(lambda page, kind=kind: page.distortion == kind) for kind in distortions]  # type: ignore[misc]
    table.add_row("all", *(_share(counts(score)) for score in (*columns, reader.total)), style="bold")
    table.caption = "* a layout that training never sees"
    return table


def _share(counts: Counts) -> str:
    return f"{counts.f1:.1%}" if counts.printed else ""


def reliability_table(reader: Comparison) -> Table:
    """Confidence of timetables against the share of their blocks that is right."""
    table = Table("confidence", "right", "blocks", title=f"reliability: {reader.name}", box=box.SIMPLE)
    for held in reader.reliability:
        table.add_row(f"{held.confidence:.1%}", f"{held.right:.1%}", f"{held.words:,}")
    return table


def errors_table(reader: Comparison) -> Table:
    """Every block missed or made up."""
    table = Table("page", "", "day", "name", "start", "end", box=box.SIMPLE)
    for error in reader.errors():
        said = (error["day"], error["name"], error["startTime"], error["endTime"])
        table.add_row(error["page"], error["kind"], *(escape(value or "") for value in said))
    return table
