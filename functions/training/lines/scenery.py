"""What surrounds and carries text: paper and ink, highlights, rules, underlines, and the lines above and below."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
# Least difference in lightness between ink and paper, of 255.
_LEAST_CONTRAST = 55


@dataclass(frozen=True)
class Ground:
    """Colours of a line."""

    paper: Colour
    ink: Colour


def some_ground(chance: random.Random) -> Ground:
    """Mostly dark on light, now and then coloured, faint or light on dark."""
    kind = chance.random()
    if kind < 0.45:
        return Ground(_grey(chance, 235, 255), _grey(chance, 0, 60))
    while True:
        if kind < 0.7:
            ground = Ground(_colour(chance, 170, 255), _colour(chance, 0, 130))
        elif kind < 0.82:
            ground = Ground(_colour(chance, 0, 130), _colour(chance, 170, 255))
        elif kind < 0.9:
            ground = Ground(_grey(chance, 150, 255), _grey(chance, 60, 200))
        else:
            ground = Ground(_colour(chance, 0, 255), _colour(chance, 0, 255))
        if abs(lightness(ground.paper) - lightness(ground.ink)) > _LEAST_CONTRAST:
            return ground


def lightness(colour: Colour) -> float:
    """0 to 255, by the weights of ITU-R BT.601."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def painted(mask: Image.Image, ground: Ground) -> Image.Image:
    """The mask's text in ink on paper."""
    image = Image.new("RGB", mask.size, ground.paper)
    image.paste(ground.ink, (0, 0), mask)
    return image


def decorate(image: Image.Image, box: tuple[int, int, int, int], ground: Ground, chance: random.Random) -> None:
    """Draws what often stands around text: rules of a table, underlines, spell checkers' waves.

    Args:
        box: left, top, right and bottom of the text.
    """
    pencil = ImageDraw.Draw(image)
    left, top, right, bottom = box
    height = bottom - top
    thickness = max(1, round(height / chance.uniform(14, 30)))
    colour = chance.choice((ground.ink, ground.ink, _colour(chance, 0, 160)))
    if chance.random() < 0.07:
        below = bottom + round(height * chance.uniform(-0.1, 0.08))
        pencil.line((left, below, right, below), colour, thickness)
    if chance.random() < 0.04:
        _wave(pencil, left, right, bottom + height * chance.uniform(-0.05, 0.1), max(1.0, height / 14), thickness)
    for across in (False, False, True, True):
        if chance.random() < 0.06:
            away = round(height * chance.uniform(0.02, 0.35))
            place = chance.choice((left - away, right + away) if across else (top - away, bottom + away))
            ends = (place, 0, place, image.height) if across else (0, place, image.width, place)
            pencil.line(ends, colour, thickness)


def highlighted(
    mask: Image.Image, box: tuple[int, int, int, int], ground: Ground, chance: random.Random
) -> Image.Image:
    """The text on a stripe of another colour than the paper's."""
    left, top, right, bottom = box
    grown = round((bottom - top) * chance.uniform(0.05, 0.4))
    image = Image.new("RGB", mask.size, _colour(chance, 0, 255))
    stripe = (left - grown, top - grown // 2, right + grown, bottom + grown // 2)
    ImageDraw.Draw(image).rectangle(stripe, ground.paper)
    image.paste(ground.ink, (0, 0), mask)
    return image


def uneven_light(image: NDArray[np.float32], chance: random.Random) -> NDArray[np.float32]:
    """The image (height x width x 3) under a light that falls off to one side."""
    height, width = image.shape[:2]
    angle, strength = chance.uniform(0, 2 * math.pi), chance.uniform(0.1, 0.5)
    down, right = np.linspace(-1, 1, height)[:, np.newaxis], np.linspace(-1, 1, width)
    slope = (math.sin(angle) * down + math.cos(angle) * right) / 2
    return (image * (1 - strength * (0.5 + slope / 2))[..., np.newaxis]).astype(np.float32)


def _wave(pencil: ImageDraw.ImageDraw, left: int, right: int, y: float, height: float, thickness: int) -> None:
    points = [(x, y + height * math.sin(x / height)) for x in range(left, right + 1)]
    pencil.line(points, (225, 30, 30), thickness)


def _grey(chance: random.Random, low: int, high: int) -> Colour:
    level = chance.randint(low, high)
    return level, level, level


def _colour(chance: random.Random, low: int, high: int) -> Colour:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)
