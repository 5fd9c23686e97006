"""Small pictures beside text or alone, which a reader must not take for letters."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from functions.training.fonts import FontFamily
from functions.training.lines.typesetting import can_set, set_line

# Unlike any letter or sign that the recogniser tells apart.
PICTURES = "☀☁☂☃☎☕☠♠♣♥♦♪♫♻⚑⚒⚓⚙⚛⚠✂✆✈✉✌✍✎✏✒✿❀❄❤☾☼⌂⌘⌨⏏"
_SYMBOLS = "✓✔✘☐★"


@dataclass(frozen=True)
class Picture:
    """One or several pictures in a row.

    Attributes:
        signs: of PICTURES.
        face: a font file that has them.
        before: they stand before the text, not after it.
        size: against the text's.
        distance: from the text, in parts of its font's size.
    """

    signs: str
    face: Path
    before: bool
    size: float
    distance: float

    def beside(self, text: Image.Image, size: int) -> Image.Image:
        """The mask of a text of this font size, in pixels, with the picture next to its ink; alone if there is none."""
        drawn = set_line(self.signs, self.face, max(5, round(self.size * size)))
        drawn = drawn.crop(drawn.getbbox())
        ink = text.getbbox()
        if ink is None:
            return drawn
        written, gap = text.crop(ink), round(self.distance * size)
        first, second = (drawn, written) if self.before else (written, drawn)
        height = max(first.height, second.height)
        mask = Image.new("L", (first.width + gap + second.width, height))
        mask.paste(first, (0, (height - first.height) // 2))
        mask.paste(second, (first.width + gap, (height - second.height) // 2))
        return mask


def some_picture(faces: Sequence[Path], chance: random.Random) -> Picture:
    """A picture.

    Args:
        faces: that have PICTURES, at least one.
    """
    signs = "".join(chance.choices(PICTURES, k=chance.choice((1, 1, 1, 2, 3))))
    face, before = chance.choice(faces), chance.random() < 0.7
    return Picture(signs, face, before, chance.uniform(0.8, 1.3), chance.uniform(0.25, 0.7))


def faces_with_symbols(families: Iterable[FontFamily]) -> tuple[Path, ...]:
    """The faces that have pictures, ticks and stars; few have."""
    return tuple(face.path for family in families for face in family.faces if can_set(PICTURES + _SYMBOLS, face.path))
