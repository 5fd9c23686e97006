"""Lines cut out of drawn pages along the boxes that the detector finds there: what serving gives the recogniser.

Beside the text of tables these are bits of icons, pictures and rules that look like text and say nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from functions.shared.reading.boxes import Box
from functions.shared.reading.detector import Detector
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.layouts import stacked
from functions.shared.reading.strips import cut
from functions.training.alphabet import CHARACTERS
from functions.training.fonts import FontFamily
from functions.training.lines.line import Line
from functions.training.pages.families import ALL_FAMILIES, TRAINING_FAMILIES
from functions.training.pages.generator import generate
from functions.training.pages.page import Page, Points, PrintedWord

# Of pages to train on and to choose between models on; the benchmark's lie beyond both.
TRAINING_SEEDS, HELD_OUT_SEEDS = range(6_900_000), range(6_900_000, 7_000_000)
_DISTORTIONS = {"clean": 2, "scan": 2, "photo": 3, "screen": 3}
# A word is in a box that holds this share of it, and outside of one that holds less than the other.
_INSIDE, _OUTSIDE = 0.85, 0.1
# A page says the same over and over, all in one face.
_MOST_ALIKE, _MOST_OF_A_PAGE = 2, 64
# Part of the pages are seen so much smaller or larger than they were drawn.
_ZOOM, _ZOOMED = (0.65, 1.25), 0.4
# Neighbours in a row may overlap by this part of the box's height, as slanted letters do.
_OVERLAP = 0.25
_KNOWN = frozenset(CHARACTERS)


@dataclass(frozen=True)
class PageSource:
    """Draws pages and finds their lines.

    Attributes:
        families: of fonts.
        detector: an ONNX file.
        held_out: pages are of any layout and in held-out words; otherwise of layouts and words to train on.
    """

    families: Sequence[FontFamily]
    detector: Path
    held_out: bool = False

    def lines(self, seed: int) -> list[Line]:
        """Some lines of the page of a seed, always the same."""
        chance = random.Random(seed)  # noqa: S311 (pictures hold no secrets)
        page = generate(
            seed,
            self.families,
            families=list(ALL_FAMILIES if self.held_out else TRAINING_FAMILIES),
            distortion=chance.choices(list(_DISTORTIONS), list(_DISTORTIONS.values()))[0],
            held_out=self.held_out,
        )
        if chance.random() < _ZOOMED:
            page = zoomed(page, chance.uniform(*_ZOOM))
        found = lines_of(page, _loaded(self.detector)(page.image))
        chance.shuffle(found)
        return list(varied(found))[:_MOST_OF_A_PAGE]


def lines_of(page: Page, boxes: Iterable[Box]) -> list[Line]:
    """The strips of boxes with what stands there; boxes that cut words in two or hold unknown signs are left out."""
    quads = np.array([word.corners for word in page.words]).reshape(-1, 4, 2)
    found: list[Line] = []
    for box in boxes:
        shares = shares_inside(box, quads)
        if not np.any((shares > _OUTSIDE) & (shares < _INSIDE)):
            held = [page.words[index] for index in np.flatnonzero(shares >= _INSIDE)]
            cut_out = _stack if any(word.stacked for word in held) else _row
            found += cut_out(page.image, box, held)
    return [line for line in found if set(line.text) <= _KNOWN]


def shares_inside(box: Box, quads: Points) -> NDArray[np.float64]:
    """Which share of each quadrilateral (count x 4 corners x 2) lies in a box, told from 45 points of it."""
    u, v = np.meshgrid(np.linspace(0.05, 0.95, 9), np.linspace(0.1, 0.9, 5))
    weights = np.stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v]).reshape(4, -1)
    away = np.einsum("cp,qcd->qpd", weights, quads) - (box.x, box.y)
    right, down = box.axes
    inside = (np.abs(away @ right) <= box.width / 2) & (np.abs(away @ down) <= box.height / 2)
    shares: NDArray[np.float64] = inside.mean(axis=1)
    return shares


def zoomed(page: Page, factor: float) -> Page:
    """The page in another size."""
    height, width = page.image.shape[:2]
    size = round(width * factor), round(height * factor)
    growth = np.array(size) / (width, height)
    image = Image.fromarray(page.image).resize(size, Image.Resampling.BICUBIC)
    return page.mapped(np.asarray(image), lambda points: points * growth)


def varied(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, less those that say what several before them said."""
    met = Counter[str]()
    for line in lines:
        met[line.text] += 1
        if met[line.text] <= _MOST_ALIKE:
            yield line


def _row(image: NDArray[np.uint8], box: Box, words: Sequence[PrintedWord]) -> list[Line]:
    """The line in a box; none where its words are turned differently or stand above each other."""
    turns = {word.rotation // 90 for word in words} or {0}
    if len(turns) > 1:
        return []
    turn = turns.pop()
    corners = np.roll(box.corners, -turn, axis=0)
    along = (corners[1] - corners[0]) / max(float(np.linalg.norm(corners[1] - corners[0])), 1.0)
    placed = sorted(((word.corners @ along, word.text) for word in words), key=lambda each: float(each[0].mean()))
    most = _OVERLAP * min(box.width, box.height)
    if any(before.max() - after.min() > most for (before, _), (after, _) in pairwise(placed)):
        return []
    return [Line(cut(image, box, turn), " ".join(text for _, text in placed))]


def _stack(image: NDArray[np.uint8], box: Box, words: Sequence[PrintedWord]) -> list[Line]:
    """The letters stacked in a box, one a line; none where they cannot be told from each other."""
    (letters, _), text = stacked(image, box), words[0].text
    if len(words) > 1 or len(letters) != len(text):
        return []
    return [Line(cut(image, letter), character) for letter, character in zip(letters, text, strict=True)]


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Detector:
    return Detector(path, EngineConfig(threads=1))
