"""`bench document`: how well timetables are read off pages, how fast, and on demand by others on the same pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from harness.cli import output
from harness.cli.bench import machine
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.bench.document.comparison import Comparison
    from harness.bench.document.evaluation_page import EvaluationPage

Peers = Annotated[bool, typer.Option("--peers", help="Compare with RapidOCR and img2table; installs both.")]
Pages = Annotated[int | None, typer.Option("--pages", min=1, help="Only the first so many pages of the set.")]
Folder = Annotated[
    Path | None,
    typer.Option("--folder", exists=True, file_okay=False, help="Read these files with truths NAME.json instead."),
]
Errors = Annotated[bool, typer.Option("--errors", help="List the blocks that our reader missed or made up.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def document(
    peers: Peers = False,
    pages: Pages = None,
    folder: Folder = None,
    errors: Errors = False,
    as_json: Json = False,
) -> None:
    """Measures how well timetables are read, how fast, and what that takes; docs/document.md explains the figures."""
    from harness.cli.bench_document_tables import show  # as the rest of the bench, slow to load

    settings = Settings.from_environment()
    evaluated = _evaluated(settings, pages, folder)
    compared = _compared(settings, evaluated, peers, drawn=folder is None)
    if as_json:
        output.print_json(_answer(evaluated, compared, errors))
    else:
        show(evaluated, compared, errors)


def _evaluated(settings: Settings, most: int | None, folder: Path | None) -> list[EvaluationPage]:
    from harness.bench.document.drawn import draw_all, recipes
    from harness.bench.document.evaluation_page import load_folder

    if folder:
        return load_folder(folder)[:most]
    wanted = recipes()[:most]
    with Progress(console=output.progress, transient=True) as progress:
        output.report(f"Drawing {len(wanted)} timetables")
        task = progress.add_task("Drawing", total=len(wanted))
        return draw_all(wanted, settings.home / "bench" / "timetables", lambda: progress.advance(task))


def _compared(settings: Settings, pages: Sequence[EvaluationPage], with_peers: bool, drawn: bool) -> list[Comparison]:
    from harness.bench.document import readers
    from harness.bench.document.comparison import Comparison
    from harness.bench.reader_process import ask

    programs = [readers.own()]
    if drawn:
        programs.append(readers.own_with_printed_words())
    if with_peers:
        programs += readers.peers(settings, output.report)
    files = [page.file for page in pages]
    compared = []
    with Progress(console=output.progress, transient=True) as progress:
        for program in programs:
            output.report(f"{program.name} reads {len(files)} pages")
            task = progress.add_task(program.name, total=len(files))
            answers = ask(program, files[0], files, lambda task=task: progress.advance(task))  # type: ignore[misc]
            compared.append(Comparison.of(program.name, pages, answers))
    return compared


def _answer(pages: Sequence[EvaluationPage], compared: Sequence[Comparison], errors: bool) -> dict[str, Any]:
    from harness.bench.document.evaluation_page import digest

    answer: dict[str, Any] = {
        "machine": machine(),
        "set": {"pages": len(pages), "digest": digest(pages)},
        "readers": [reader.to_dict() for reader in compared],
    }
    if errors:
        answer["errors"] = list(compared[0].errors())
    return answer
