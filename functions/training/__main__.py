"""Commands that make models; each says more with --help.

python -m functions.training fonts
python -m functions.training recogniser --minutes 60 --out build/recogniser
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from functions.shared.reading import packaged_model
from functions.shared.reading.language import PACKAGED
from functions.shared.reading.model_files import ModelFiles
from functions.training import fonts as font_files
from functions.training.alphabet import CHARACTERS

application = typer.Typer(help="Makes the models that read timetables.", no_args_is_help=True, add_completion=False)
console = Console()

Lines = Annotated[int, typer.Option(help="Held-out lines to evaluate on.")]
Pages = Annotated[int, typer.Option(help="Held-out pages whose lines to evaluate on.")]
FontFolder = Annotated[Path, typer.Option("--fonts", help="Where fonts and word lists were installed.")]


@application.command()
def fonts(folder: FontFolder = font_files.FETCHED) -> None:
    """Install some 370 families of fonts and the word lists with npm."""
    font_files.fetch(folder)
    console.print(f"{len(font_files.families(folder))} families in {folder}")


@application.command()
def language(
    folder: FontFolder = font_files.FETCHED,
    directory: Annotated[Path, typer.Option(help="Where to write the model.")] = PACKAGED,
) -> None:
    """Count what timetables say and write the language model that reading uses."""
    from functions.training.language import LINES, PAGES, counted, lines_to_learn, write
    from functions.training.recogniser.command import materials

    material, _ = materials(folder)
    symbols = {character: symbol for symbol, character in enumerate(CHARACTERS, start=1)}
    lines = lines_to_learn(material.words, material.families, LINES, PAGES)
    console.print(f"{write(counted(lines, symbols), CHARACTERS, directory):,} n-grams in {directory}")


@application.command()
def recogniser(
    out: Annotated[Path, typer.Option(help="Folder of the run; a run found there is taken up.")],
    base: Annotated[Path | None, typer.Option("--from", help="Model version to begin from; the packaged one.")] = None,
    steps: Annotated[int | None, typer.Option(help="End after this many steps.")] = None,
    minutes: Annotated[float | None, typer.Option(help="End after this many minutes of training.")] = None,
    rate: Annotated[float, typer.Option(help="Greatest learning rate.")] = 3e-4,
    seed: Annotated[int, typer.Option(help="Of the lines that are drawn.")] = 0,
    workers: Annotated[int, typer.Option(help="Processes that draw lines.")] = 1,
    lines: Lines = 600,
    folder: FontFolder = font_files.FETCHED,
    keep_stem: Annotated[bool, typer.Option(help="Leave the first layers as they are: faster.")] = False,
) -> None:
    """Fine-tune the recogniser on drawn lines. The same command again goes on where it stopped."""
    from functions.training.recogniser.command import train
    from functions.training.recogniser.schedule import Schedule

    files = ModelFiles.load(base or packaged_model())
    train(console, files, Schedule(steps, minutes, rate), out, seed, workers, lines, folder, keep_stem)


@application.command()
def evaluate(
    versions: Annotated[list[Path], typer.Argument(help="Folders of model versions.")],
    lines: Lines = 600,
    pages: Pages = 24,
    folder: FontFolder = font_files.FETCHED,
) -> None:
    """Score recognisers on lines and pages in fonts and words held out from training."""
    from functions.training.recogniser.command import evaluate_versions

    evaluate_versions(console, [ModelFiles.load(version) for version in versions], lines, pages, folder)


@application.command()
def export(
    run: Annotated[Path, typer.Argument(help="Folder of the run.")],
    version: Annotated[str, typer.Option(help="Name of the new model version.")],
    directory: Annotated[Path, typer.Option(help="Where to write it.")],
    base: Annotated[Path | None, typer.Option("--from", help="Version that it began from; the packaged one.")] = None,
    share: Annotated[
        float, typer.Option(min=0, max=1, help="How far to go from the base's weights to the run's.")
    ] = 0.6,
    lines: Lines = 600,
    pages: Pages = 24,
    folder: FontFolder = font_files.FETCHED,
) -> None:
    """Write a run's recogniser as a model version that the functions can load."""
    from functions.training.recogniser.command import held_out_sets
    from functions.training.recogniser.export import export as write

    files = ModelFiles.load(base or packaged_model())
    manifest = write(run, files, version, directory, held_out_sets(files, lines, pages, folder), share)
    console.print_json(data=manifest["files"] | {"training": manifest["training"]})
    console.print(f"Next: python -m functions.training.calibrate --model {directory}", highlight=False)


if __name__ == "__main__":
    application()
