"""Timetables drawn from seeds, in layouts, fonts and words that training never sees: the truth is exact, looks vary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from functions.evaluation.words import Box, PrintedWord, composed
from functions.training.pages.families import ALL_FAMILIES, HELD_OUT_FAMILIES
from functions.training.pages.generator import generate
from functions.training.pages.page import Page
from functions.training.pages.page import PrintedWord as DrawnWord
from harness.bench.fonts import held_out_fonts
from harness.bench.ocr.evaluation_page import save_page

# Frozen: other seeds are another set, whose figures do not compare. Training takes its seeds elsewhere.
FIRST_SEED = 7_000_000
SEEDS_A_PAGE = 1000
# What pages went through, in turn; half of them are clean.
DISTORTIONS = ("clean", "photo", "clean", "scan", "clean", "screen")
PHOTOGRAPHED = frozenset({"photo", "screen"})
# Layouts that training never sees hold few turned words, so one page in this many is of any layout that has some.
ONE_TURNED_IN = 4


@dataclass(frozen=True)
class DrawnPage:
    """The timetable of a number in the set."""

    number: int

    @property
    def distortion(self) -> str:
        return DISTORTIONS[self.number % len(DISTORTIONS)]

    @property
    def turned(self) -> bool:
        """Whether it must hold rotated or stacked words."""
        return self.number % ONE_TURNED_IN == ONE_TURNED_IN - 1

    @property
    def name(self) -> str:
        return f"timetable-{self.number:02}-{self.distortion}" + ("-turned" if self.turned else "")

    def draw(self, folder: Path) -> Path:
        """Draws the page into a folder, with its truth; returns the image.

        Raises:
            HarnessError: the fonts are not installed.
        """
        page = self._page(self._seed(), self.distortion)
        image = folder / f"{self.name}.png"
        save_page(Image.fromarray(page.image), image, [_word(word, self.distortion) for word in page.words])
        return image

    def _seed(self) -> int:
        seeds = range(FIRST_SEED + self.number * SEEDS_A_PAGE, FIRST_SEED + (self.number + 1) * SEEDS_A_PAGE)
        if not self.turned:
            return seeds[0]
        return next(seed for seed in seeds if self._page(seed, "clean").look & {"rotated", "stacked"})

    def _page(self, seed: int, distortion: str) -> Page:
        layouts = ALL_FAMILIES if self.turned else HELD_OUT_FAMILIES
        return generate(seed, held_out_fonts(), families=sorted(layouts), distortion=distortion, held_out=True)


def _word(word: DrawnWord, distortion: str) -> PrintedWord:
    left, top = word.corners.min(axis=0).tolist()
    right, bottom = word.corners.max(axis=0).tolist()
    categories = {word.category, "photo"} if distortion in PHOTOGRAPHED else {word.category}
    return PrintedWord(composed(word.text), Box(left, top, right, bottom), frozenset(categories))
