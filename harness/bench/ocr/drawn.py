"""Timetables drawn from seeds, in fonts and words that training never sees: the truth is exact, the looks are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageFont

from functions.evaluation.words import Box, PrintedWord, composed
from functions.training.fonts import FETCHED, FontFamily, families, split
from functions.training.pages.generator import generate
from functions.training.pages.page import PrintedWord as DrawnWord
from harness.bench.ocr.evaluation_page import save_truth
from harness.errors import HarnessError

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
        page = generate(FIRST_SEED + self.number, _fonts(), distortion=self.distortion, held_out=True)
        image = folder / f"{self.name}.png"
        Image.fromarray(page.image).save(image)
        save_truth(image, [_word(word, self.distortion) for word in page.words])
        return image


@cache
def _fonts() -> list[FontFamily]:
    """Those held out, but not the machine's own: the set must be the same everywhere."""
    _, held_out = split(families(FETCHED))
    if not held_out:
        raise HarnessError("the fonts to draw pages in are not installed: run `python -m functions.training fonts`")
    return [family for family in held_out if has_small_letters(family)]


def has_small_letters(family: FontFamily) -> bool:
    """Whether its small letters look unlike its capitals: where they do not, nobody can read which were meant."""
    font = ImageFont.truetype(str(family.faces[0].path), 40)
    return any(bytes(font.getmask(letter)) != bytes(font.getmask(letter.upper())) for letter in "aegr")


def _word(word: DrawnWord, distortion: str) -> PrintedWord:
    left, top = word.corners.min(axis=0).tolist()
    right, bottom = word.corners.max(axis=0).tolist()
    categories = {word.category, "photo"} if distortion in PHOTOGRAPHED else {word.category}
    return PrintedWord(composed(word.text), Box(left, top, right, bottom), frozenset(categories))
