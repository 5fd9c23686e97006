"""Draws a line of text from a seed and cuts it out as serving does."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from functions.shared.reading.boxes import Box
from functions.shared.reading.strips import cut
from functions.training.fonts import FontFamily
from functions.training.lines.damage import damaged
from functions.training.lines.pictures import Picture, faces_with_symbols, some_picture
from functions.training.lines.scenery import decorate, highlighted, painted, some_ground
from functions.training.lines.texts import text
from functions.training.lines.typesetting import can_set, has_capitals_only, set_line
from functions.training.lines.words import Words

_SIZES = (7, 60)
_LONGEST = 36
# Share of lines made narrower, as pages seen from the side are: two narrow letters in a row are then read as one.
_SQUEEZED = 0.2
# Share of lines with a picture, and of these the ones that hold nothing else.
_PICTURED, _WORDLESS = 0.04, 0.5


@dataclass(frozen=True)
class Line:
    """A strip and what it says.

    Attributes:
        strip: 48 x width x 3, RGB, as `functions.shared.reading.strips.cut` makes it.
        text: what a careful person would type: single spaces, no spaces at the ends; nothing for a picture.
    """

    strip: NDArray[np.uint8]
    text: str


@dataclass(frozen=True)
class Material:
    """What lines are made of."""

    families: Sequence[FontFamily]
    words: Words

    @cached_property
    def symbols(self) -> tuple[Path, ...]:
        """Faces that have pictures and ticks."""
        return faces_with_symbols(self.families)


def line(seed: int, material: Material) -> Line:
    """The line of a seed: always the same."""
    chance = random.Random(seed)  # noqa: S311 (pictures hold no secrets)
    says, face = _some_text(chance, material)
    picture = some_picture(material.symbols, chance) if material.symbols and chance.random() < _PICTURED else None
    if picture and chance.random() < _WORDLESS:
        says = ""
    image, box = _drawn(says, face, picture, chance)
    image = damaged(image, box[3] - box[1], chance)
    return Line(cut(np.asarray(image), _detected(box, chance)), says)


def _some_text(chance: random.Random, material: Material) -> tuple[str, Path]:
    """A text, and a face that can set it: some face, or else one of those with symbols."""
    while True:
        written = text(chance, material.words)[:_LONGEST].strip()
        some = [chance.choice(chance.choice(material.families).faces).path for _ in range(6)]
        for face in (*some, *material.symbols):
            says = written.upper() if has_capitals_only(face) else written
            if can_set(says, face):
                return says, face


def _drawn(
    says: str, face: Path, picture: Picture | None, chance: random.Random
) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """A text, a picture or one beside the other, and where their ink is: left, top, right, bottom."""
    size = round(math.exp(chance.uniform(*map(math.log, _SIZES))))
    # Half are drawn large and made smaller: pages are seldom drawn on the grid of pixels that hinting assumes.
    enlarged = 1 if size > 30 or chance.random() < 0.5 else 3
    mask = set_line(
        says,
        face,
        size * enlarged,
        spacing=_some_spacing(chance) * size * enlarged,
        gap=chance.uniform(0.9, 3.0) if chance.random() < 0.15 else 1.0,
        weight=1 if chance.random() < 0.06 and size * enlarged > 20 else 0,
    )
    mask = picture.beside(mask, size * enlarged) if picture else mask
    squeezed = chance.uniform(0.6, 0.95) if chance.random() < _SQUEEZED else 1.0
    if enlarged > 1 or squeezed < 1:
        across, down = round(mask.width * squeezed / enlarged), mask.height // enlarged
        mask = mask.resize((across, down), Image.Resampling.BOX)
    ink = mask.getbbox() or (0, 0, *mask.size)
    edge = max(6, size)
    mask = mask.crop((ink[0] - edge, ink[1] - edge, ink[2] + edge, ink[3] + edge))
    box = edge, edge, edge + ink[2] - ink[0], edge + ink[3] - ink[1]
    ground = some_ground(chance)
    image = highlighted(mask, box, ground, chance) if chance.random() < 0.06 else painted(mask, ground)
    decorate(image, box, ground, chance)
    return image, box


def _some_spacing(chance: random.Random) -> float:
    """What is added after each letter, in parts of the font's size."""
    kind = chance.random()
    if kind < 0.86:
        return 0.0
    return chance.uniform(-0.04, 0.08) if kind < 0.95 else chance.uniform(0.08, 0.3)


def _detected(box: tuple[int, int, int, int], chance: random.Random) -> Box:
    """A box around ink as the detector finds it: a little loose, seldom tight, nearly level.

    The margins are those of the detector's boxes on a page of tables, in parts of the strip's height: 0.12 to 0.25
    above, 0 to 0.25 below, 0.08 to 0.3 at the sides.
    """
    left, top, right, bottom = box
    above, below = chance.uniform(0.06, 0.26), chance.uniform(0.0, 0.26)
    height = max((bottom - top) / (1 - above - below), 5.0)
    before, after = chance.uniform(0.02, 0.32) * height, chance.uniform(0.02, 0.3) * height
    return Box(
        x=(left - before + right + after) / 2,
        y=top - above * height + height / 2,
        width=right - left + before + after,
        height=height,
        angle=math.radians(chance.gauss(0, 0.7)) if chance.random() < 0.5 else 0.0,
    )
