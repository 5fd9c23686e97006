"""The tables of `bench ocr` for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from functions.evaluation.confidence import calibration_error
from harness.bench.figures import Figure
from harness.bench.ocr.comparison import Comparison, mistakes_by_kind
from harness.bench.ocr.evaluation_page import EvaluationPage, digest
from harness.cli import output

MARKS = {True: " [green]✓[/green]", False: " [red]✗[/red]", None: ""}


def show(pages: Sequence[EvaluationPage], compared: Sequence[Comparison], errors: bool) -> None:
    """Prints everything that was measured."""
    words = sum(len(page.words) for page in pages)
    output.people.print(f"pages: {len(pages)}, words: {words:,}, set: {digest(pages)}", highlight=False)
    output.people.print(figures_table(compared))
    output.people.print(categories_table(compared))
    output.people.print(reliability_table(compared))
    output.people.print(mistakes_table(compared))
    for reader in compared:
        for page, why in reader.failures.items():
            output.people.print(f"[red]{reader.name} failed on {page}[/red]: {escape(why)}", highlight=False)
    if errors:
        output.people.print(errors_table(compared[0]))


def figures_table(compared: Sequence[Comparison]) -> Table:
    """A row a reader, a column a figure; the goals are for our own, the first."""
    goals = compared[0].figures()
    table = Table("reader", *(figure.name for figure in goals), box=box.SIMPLE)
    table.add_row("[dim]goal[/dim]", *(_goal(figure) for figure in goals), end_section=True)
    for reader in compared:
        marked = reader is compared[0]
        table.add_row(reader.name, *(_cell(figure, marked) for figure in reader.figures()))
    return table


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"[dim]{'≥' if figure.at_least else '≤'} {_value(figure, figure.goal)}[/dim]"


def _cell(figure: Figure, marked: bool) -> str:
    processor = "" if figure.processor is None else f"\n[dim]{figure.processor:.2f} s CPU[/dim]"
    return _value(figure, figure.value) + (MARKS[figure.reached] if marked else "") + processor


def _value(figure: Figure, value: float) -> str:
    if not figure.unit:
        return f"{value:.1%}"
    return f"{value:.2f} s" if figure.unit == "s" else f"{value:.0f} {figure.unit}"


def categories_table(compared: Sequence[Comparison]) -> Table:
    """Word F1 and order-free CER of each category of words."""
    totals = [reader.total for reader in compared]
    title = "word F1 / order-free CER in % by what is special about words"
    table = Table("", "words", *(reader.name for reader in compared), title=title, box=box.SIMPLE)
    for name, held in totals[0].by_category.items():
        scores = [total.by_category[name] for total in totals]
        cells = [f"{100 * score.words.f1:.1f} / {100 * score.characters.rate:.1f}" for score in scores]
        table.add_row(name, f"{held.words.printed:,}", *cells)
    return table


def reliability_table(compared: Sequence[Comparison]) -> Table:
    """Confidence against the share of right words, of our reader alone: others mean other things by confidence."""
    own = compared[0]
    title = f"our confidence; calibration error {calibration_error(own.reliability):.1%}"
    table = Table("confidence", "right", "words", title=title, box=box.SIMPLE)
    for held in own.reliability:
        table.add_row(f"{held.confidence:.1%}", f"{held.right:.1%}", f"{held.words:,}")
    return table


def mistakes_table(compared: Sequence[Comparison]) -> Table:
    """Mistakes by kind: how many places, and how many characters they cost."""
    title = "places misread / characters that it costs"
    table = Table("", *(reader.name for reader in compared), title=title, box=box.SIMPLE)
    kinds = [mistakes_by_kind(reader.total.mistakes) for reader in compared]
    for kind in dict.fromkeys(kind for held in kinds for kind in held):
        cells = [f"{held[kind]['mistakes']} / {held[kind]['characters']}" if kind in held else "" for held in kinds]
        table.add_row(kind, *cells)
    return table


def errors_table(reader: Comparison) -> Table:
    """Every mistake of a reader, beside the truth."""
    table = Table("page", "at", "kind", "printed", "read", box=box.SIMPLE)
    for page, mistake in reader.mistakes:
        place = f"{mistake.box.left:.0f}, {mistake.box.top:.0f}"
        table.add_row(page.name, place, mistake.kind, escape(mistake.printed), escape(mistake.read))
    return table
