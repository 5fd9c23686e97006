"""Draws the lines that every model is judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

from functions.pipeline.frozen_lines import EvaluationLine, save
from functions.shared.reading import packaged_model
from functions.shared.reading.detector import Detector
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.model_files import ModelFiles
from functions.training.fonts import FETCHED, FontFamily
from functions.training.lines.line import Line, line
from functions.training.lines.page_lines import lines_of, varied
from functions.training.pages.generator import generate
from functions.training.recogniser.batches import WIDEST
from functions.training.recogniser.command import materials

DISTORTIONS = ("clean", "scan", "photo", "screen")
LINES = 120  # of each category
FROM_A_PAGE = 10
# Neither trained on nor chosen between models on, nor in the benchmark.
LINE_SEEDS, PAGE_SEEDS = 1 << 41, 8_900_000


def freeze(path: Path) -> int:
    """Writes the lines and returns how many there are."""
    _, held_out = materials(FETCHED)
    detector = Detector(ModelFiles.load(packaged_model()).detector, EngineConfig(threads=1))
    drawn = (line(LINE_SEEDS + number, held_out) for number in count())
    found = [EvaluationLine(each.strip, each.text, "drawn") for each in islice(filter(_readable, drawn), LINES)]
    for distortion in DISTORTIONS:
        cut_out = _of_pages(distortion, held_out.families, detector)
        found += [EvaluationLine(each.strip, each.text, distortion) for each in islice(cut_out, LINES)]
    save(found, path)
    return len(found)


def _of_pages(distortion: str, families: Sequence[FontFamily], detector: Detector) -> Iterator[Line]:
    for number in count(PAGE_SEEDS):
        page = generate(number, families, distortion=distortion, held_out=True)
        yield from islice(filter(_readable, varied(lines_of(page, detector(page.image)))), FROM_A_PAGE)


def _readable(each: Line) -> bool:
    """Whether it says something, and is no wider than lines to train on."""
    return bool(each.text) and each.strip.shape[1] <= WIDEST
