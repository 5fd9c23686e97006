"""Sets up a fine-tuning run and reports on it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from functions.shared.reading.model_files import ModelFiles
from functions.training.fonts import INSTALLED, all_families, split
from functions.training.lines.line import Material
from functions.training.lines.page_lines import PageSource
from functions.training.lines.words import load_words
from functions.training.networks.weights import load_recogniser
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import LineBatch, Pools
from functions.training.recogniser.evaluation import evaluate, held_out_batches, held_out_page_batches
from functions.training.recogniser.schedule import Schedule
from functions.training.recogniser.trainer import Options, Report, Trainer


def train(
    console: Console,
    files: ModelFiles,
    schedule: Schedule,
    out: Path,
    seed: int,
    workers: int,
    lines: int,
    folder: Path,
    keep_stem: bool,
) -> None:
    """Fine-tunes a model version's recogniser and leaves the checkpoint in `out`."""
    training, held_out = materials(folder)
    alphabet = Alphabet(files.characters)
    console.print(
        f"{len(training.families)} families to train on, {len(held_out.families)} held out; drawing {lines} lines"
    )
    options = Options(out, schedule, seed, files.version, commit(), workers)
    network = load_recogniser(files.recogniser)
    network.stem.requires_grad_(not keep_stem)
    trainer = Trainer(
        network,
        alphabet,
        held_out_batches(held_out, alphabet, lines),
        options,
        lambda report: say(console, report),
    )
    trainer.train(Pools(training, alphabet, seed, pages=PageSource(training.families, files.detector)))
    console.print(f"The checkpoint is in {out}; export it with `python -m functions.training export {out} …`.")


def evaluate_versions(console: Console, versions: Sequence[ModelFiles], lines: int, pages: int, folder: Path) -> None:
    """Scores the recognisers of model versions on the same held-out lines, drawn singly and cut out of pages."""
    table = Table("version", "lines", "how many", "exact", "but for spaces", "CER")
    sets = held_out_sets(versions[0], lines, pages, folder)
    for files in versions:
        network, alphabet = load_recogniser(files.recogniser), Alphabet(files.characters)
        for name, batches in sets.items():
            found = evaluate(network, batches, alphabet)
            shares = (f"{found.exact:.1%}", f"{found.spaceless:.1%}", f"{found.cer:.2%}")
            table.add_row(files.version, name, str(found.lines), *shares)
    console.print(table)


def held_out_sets(files: ModelFiles, lines: int, pages: int, folder: Path) -> dict[str, list[LineBatch]]:
    """Lines to choose between models on, by where they come from.

    Args:
        files: whose detector finds the lines of pages, and whose characters are read.
        lines, pages: how many to draw.
        folder: where fonts and word lists were installed.
    """
    _, material = materials(folder)
    alphabet, source = Alphabet(files.characters), PageSource(material.families, files.detector, held_out=True)
    return {
        "drawn": held_out_batches(material, alphabet, lines),
        "of pages": held_out_page_batches(source, alphabet, pages),
    }


def commit() -> str:
    """The commit that the code is at, or "unknown" outside a repository."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=40"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"


def materials(folder: Path) -> tuple[Material, Material]:
    """What lines to train on and held-out lines are made of."""
    training, held_out = split(all_families((folder, INSTALLED)))
    return Material(training, load_words(folder, held_out=False)), Material(held_out, load_words(folder, held_out=True))


def say(console: Console, report: Report) -> None:
    """One line a report."""
    if report.score is not None:
        console.print(f"step {report.step:6d}  held out: {report.score}", highlight=False)
        return
    console.print(
        f"step {report.step:6d}  {report.progress:6.1%}  loss {report.loss:.4f}  {report.lines_per_second:.0f} lines/s",
        highlight=False,
    )
