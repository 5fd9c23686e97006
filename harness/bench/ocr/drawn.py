"""Timetables drawn from seeds, in fonts and words that training never sees: the truth is exact, the looks are many."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from functions.evaluation.words import Box, PrintedWord, composed
from functions.training.pages.generator import generate
from functions.training.pages.page import PrintedWord as DrawnWord
from harness.bench.fonts import held_out_fonts
from harness.bench.ocr.evaluation_page import save_truth

# Frozen: other seeds are another set, whose figures do not compare. Training takes its seeds elsewhere.
FIRST_SEED = 7_000_000
# What pages went through, in turn; half of them are clean.
DISTORTIONS = ("clean", "photo", "clean", "scan", "clean", "screen")
PHOTOGRAPHED = frozenset({"photo", "screen"})


@dataclass(frozen=True)
class DrawnPage:
    """The timetable of a number in the set."""

    number: int

    @property
    def distortion(self) -> str:
        return DISTORTIONS[self.number % len(DISTORTIONS)]

    @property
    def name(self) -> str:
        return f"timetable-{self.number:02}-{self.distortion}"

    def draw(self, folder: Path) -> Path:
        """Draws the page into a folder, with its truth; returns the image.

        Raises:
            HarnessError: the fonts are not installed.
        """
        page = generate(FIRST_SEED + self.number, held_out_fonts(), distortion=self.distortion, held_out=True)
        image = folder / f"{self.name}.png"
        Image.fromarray(page.image).save(image)
        save_truth(image, [_word(word, self.distortion) for word in page.words])
        return image


def _word(word: DrawnWord, distortion: str) -> PrintedWord:
    left, top = word.corners.min(axis=0).tolist()
    right, bottom = word.corners.max(axis=0).tolist()
    categories = {word.category, "photo"} if distortion in PHOTOGRAPHED else {word.category}
    return PrintedWord(composed(word.text), Box(left, top, right, bottom), frozenset(categories))
