"""`bench ocr`: how well, how fast and how small our reader is, and on demand others on the same pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from harness.cli import output
from harness.cli.bench import machine
from harness.errors import HarnessError
from harness.settings import Settings

if TYPE_CHECKING:
    from harness.bench.ocr.comparison import Comparison
    from harness.bench.ocr.evaluation_page import EvaluationPage
    from harness.bench.reader_process import ReaderProgram

Peers = Annotated[bool, typer.Option("--peers", help="Compare with RapidOCR and Tesseract; installs RapidOCR.")]
Pages = Annotated[int | None, typer.Option("--pages", min=1, help="Only the first so many pages of the set.")]
Folder = Annotated[
    Path | None,
    typer.Option("--folder", exists=True, file_okay=False, help="Read these images with truths NAME.json instead."),
]
Errors = Annotated[bool, typer.Option("--errors", help="List what our reader misread, beside the truth.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def ocr(
    peers: Peers = False,
    pages: Pages = None,
    folder: Folder = None,
    errors: Errors = False,
    as_json: Json = False,
) -> None:
    """Measures how well pages are read, how fast, and what that takes; docs/ocr.md explains the figures."""
    from harness.cli.bench_ocr_tables import show  # as the rest of the bench, slow to load

    settings = Settings.from_environment()
    evaluated = _evaluated(settings, pages, folder)
    compared = _compared(settings, evaluated, peers)
    if as_json:
        output.print_json(_answer(evaluated, compared, errors))
    else:
        show(evaluated, compared, errors)


def _evaluated(settings: Settings, most: int | None, folder: Path | None) -> list[EvaluationPage]:
    from harness.bench.ocr.evaluation_page import load_folder
    from harness.bench.ocr.evaluation_set import frozen_set, recipes

    if folder:
        return load_folder(folder)[:most]
    with Progress(console=output.progress, transient=True) as progress:
        task = progress.add_task("Drawing timetables and rendering documents", total=len(recipes()[:most]))
        return frozen_set(settings, most, output.report, lambda: progress.advance(task))


def _compared(settings: Settings, pages: Sequence[EvaluationPage], with_peers: bool) -> list[Comparison]:
    """Ours first, then the peers; a peer that breaks is left out and named."""
    from harness.bench.ocr import readers
    from harness.bench.ocr.package import package_bytes

    compared = [_measured(readers.own(), pages, package_bytes(settings, output.report))]
    for peer in readers.peers(settings, output.report) if with_peers else ():
        try:
            compared.append(_measured(peer, pages))
        except HarnessError as error:
            output.report(f"{peer.name} is left out: {error}")
    return compared


def _measured(reader: ReaderProgram, pages: Sequence[EvaluationPage], package_bytes: int | None = None) -> Comparison:
    from harness.bench.ocr.comparison import Comparison
    from harness.bench.ocr.process import run

    output.report(f"{reader.name} reads {len(pages)} pages")
    images = [page.image for page in pages]
    with Progress(console=output.progress, transient=True) as progress:
        task = progress.add_task(reader.name, total=len(images))
        readings = run(reader, images[0], images, lambda: progress.advance(task))
    return Comparison.of(reader.name, pages, readings, package_bytes)


def _answer(pages: Sequence[EvaluationPage], compared: Sequence[Comparison], errors: bool) -> dict[str, Any]:
    from harness.bench.ocr.evaluation_page import digest

    answer: dict[str, Any] = {
        "machine": machine(),
        "set": {"pages": len(pages), "words": sum(len(page.words) for page in pages), "digest": digest(pages)},
        "readers": [reader.to_dict() for reader in compared],
    }
    if errors:
        answer["errors"] = [
            {"page": page.name, "kind": mistake.kind, "printed": mistake.printed, "read": mistake.read}
            for page, mistake in compared[0].mistakes
        ]
    return answer
