"""Pages of words with their truth: many faces, sizes, colours and kinds of damage, drawn from a seed."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from functions.document.vocabulary import SCHOOL_WORDS

WIDTH, HEIGHT = 1200, 900
COLUMNS, ROWS = 5, 16
_COLOURS = (
    ("black", "white"),
    ("#222222", "#fff2a8"),
    ("#555555", "white"),
    ("white", "#1f4e79"),
    ("#b00020", "#eef3fa"),
)


@dataclass(frozen=True)
class Specimen:
    """A page and what stands in each of its places.

    Attributes:
        image: height x width x 3, RGB.
        words: each word with the left, top, right and bottom of its place, in pixels.
    """

    image: NDArray[np.uint8]
    words: tuple[tuple[str, tuple[float, float, float, float]], ...]


def specimen(seed: int, fonts: Sequence[Path]) -> Specimen:
    """The page of a seed, in one of the fonts."""
    chance = random.Random(seed)  # noqa: S311 (pictures hold no secrets)
    face, (ink, paper) = chance.choice(list(fonts)), chance.choice(_COLOURS)
    font = ImageFont.truetype(str(face), chance.choice((11, 13, 16, 20, 26)))
    image = Image.new("RGB", (WIDTH, HEIGHT), paper)
    pencil = ImageDraw.Draw(image)
    words = []
    for number in range(COLUMNS * ROWS):
        left, top = number % COLUMNS * WIDTH / COLUMNS, number // COLUMNS * HEIGHT / ROWS
        text = word(chance)
        if font.getlength(text) < WIDTH / COLUMNS - 20:
            pencil.text((left + 10, top + HEIGHT / ROWS / 2), text, ink, font, anchor="lm")
            words.append((text, (left, top, left + WIDTH / COLUMNS, top + HEIGHT / ROWS)))
    return Specimen(np.asarray(damaged(image, chance)), tuple(words))


def word(chance: random.Random) -> str:
    """A school word, time, room or abbreviation."""
    kind = chance.random()
    if kind < 0.6:
        text = chance.choice(sorted(SCHOOL_WORDS))
        return chance.choice((text.capitalize(), text.capitalize(), text, text.upper()))
    if kind < 0.85:
        return f"{chance.randint(1, 12)}{chance.choice('.:')}{chance.randrange(0, 60, 5):02d}"
    if kind < 0.95:
        return f"{chance.choice('ABCKLMRSY')}{chance.randint(1, 29)}"
    return f"({chance.choice(('Hall', 'Lab', 'ICT', 'TTRS', 'KS2', 'Gym'))})"


def damaged(image: Image.Image, chance: random.Random) -> Image.Image:
    """The image as a camera or scanner may leave it: blurred, noisy, compressed, or as it was."""
    if chance.random() < 0.6:
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.6)))
    if chance.random() < 0.5:
        noise = np.random.default_rng(chance.randrange(2**32)).normal(0, chance.uniform(2, 14), (HEIGHT, WIDTH, 1))
        image = Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))
    if chance.random() < 0.6:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=chance.choice((30, 50, 70)))
        image = Image.open(file).convert("RGB")
    return image
