"""Timetables drawn from seeds, in fonts and words that training never sees: every layout, each way it is distorted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from functions.training.pages import ALL_FAMILIES, HELD_OUT_FAMILIES, PrintedWord, generate
from harness.bench.document.evaluation_page import EvaluationPage, load_drawn, truth_of
from harness.bench.fonts import held_out_fonts

# Frozen: other seeds are another set, whose figures do not compare. Training takes its seeds elsewhere.
FIRST_SEED = 8_000_000
DISTORTIONS = ("clean", "photo", "scan", "screen")
ROUNDS = 3  # pages of each layout in each distortion
CAPITAL = 0.72  # height of a capital letter, in ems


@dataclass(frozen=True)
class DrawnPage:
    """The timetable of a number in the set."""

    number: int
    layout: str
    distortion: str

    @property
    def name(self) -> str:
        return f"{self.number:03}-{self.layout.replace(' ', '-')}-{self.distortion}"

    def draw(self, folder: Path) -> Path:
        """Draws the page into a folder, with its truth; returns the image.

        Raises:
            HarnessError: the fonts are not installed.
        """
        page = generate(
            FIRST_SEED + self.number,
            held_out_fonts(),
            families=[self.layout],
            distortion=self.distortion,
            held_out=True,
        )
        file = folder / f"{self.name}.png"
        Image.fromarray(page.image).save(file, compress_level=1)
        truth = {
            "layout": self.layout,
            "distortion": self.distortion,
            "timetable": page.timetable,
            "cells": [cell.corners.round(1).tolist() for cell in page.cells],
            "words": [letter for word in page.words for letter in written(word)],
        }
        truth_of(file).write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        return file


def recipes() -> list[DrawnPage]:
    """How the pages of the set are made, in its order: the first ones are a fair sample of all."""
    layouts = sorted(ALL_FAMILIES)
    combined = [
        (layout, DISTORTIONS[(number + turn) % len(DISTORTIONS)])
        for turn in range(len(DISTORTIONS) * ROUNDS)
        for number, layout in enumerate(layouts)
    ]
    return [DrawnPage(number, layout, distortion) for number, (layout, distortion) in enumerate(combined)]


def is_held_out(layout: str) -> bool:
    """Whether training never sees a layout."""
    return layout in HELD_OUT_FAMILIES


def draw_all(pages: list[DrawnPage], folder: Path, done: Callable[[], None] = lambda: None) -> list[EvaluationPage]:
    """The pages, drawn anew into a folder of their own.

    Args:
        done: called after each page.

    Raises:
        HarnessError: the fonts that pages are drawn in are not installed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    drawn = []
    for page in pages:
        drawn.append(load_drawn(page.draw(folder)))
        done()
    return drawn


def written(word: PrintedWord) -> Iterator[dict[str, Any]]:
    """A word as OCR gives it, less its confidence: in an upright box; of stacked letters each by itself."""
    left, top = word.corners.min(axis=0).tolist()
    right, bottom = word.corners.max(axis=0).tolist()
    if not word.stacked:
        yield _box(word.text, left, top, right, bottom, word.rotation)
        return
    height = min(CAPITAL * word.height, bottom - top)
    step = (bottom - top - height) / max(1, len(word.text) - 1)
    for number, letter in enumerate(word.text):
        yield _box(letter, left, top + number * step, right, top + number * step + height, 0)


def _box(text: str, left: float, top: float, right: float, bottom: float, rotation: int) -> dict[str, Any]:
    return {
        "text": text,
        "left": round(left, 1),
        "top": round(top, 1),
        "width": round(right - left, 1),
        "height": round(bottom - top, 1),
        "rotation": rotation,
    }
