"""What light, lenses and sensors do to an image: shadows, glare, stripes of screens, blur, noise, compression."""

from __future__ import annotations

import io
import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Pixels = NDArray[np.uint8]
Field = NDArray[np.float32]


def generator_of(chance: random.Random) -> np.random.Generator:
    """A generator of arrays that follows from `chance`."""
    return np.random.default_rng(chance.randrange(2**32))


def uneven(chance: random.Random, height: int, width: int, strength: float) -> Field:
    """Light over a page, height x width, around 1: brighter to one side and in spots.

    Args:
        strength: 0 for even light; 0.3 for strong differences.
    """
    coarse = generator_of(chance).normal(0, 1, (4, 4)).astype(np.float32)
    spots = _enlarged(coarse, height, width)
    slope = np.linspace(-1, 1, width, dtype=np.float32)[None] * chance.uniform(-1, 1)
    fall = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * chance.uniform(-1, 1)
    light = 1 + strength * (0.35 * spots + 0.6 * slope + 0.6 * fall)
    return np.clip(light, 0.35, 1.25).astype(np.float32)


def shadow(chance: random.Random, height: int, width: int) -> Field:
    """The shadow of a hand or phone: a soft-edged half plane, height x width, 1 outside it."""
    angle = chance.uniform(0, 2 * np.pi)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    distance = np.cos(angle) * x + np.sin(angle) * y - chance.uniform(0.1, 0.7)
    depth = chance.uniform(0.15, 0.5)
    dark: Field = (1 - depth / (1 + np.exp(-distance / chance.uniform(0.01, 0.15)))).astype(np.float32)
    return dark


def glare(chance: random.Random, height: int, width: int) -> Field:
    """Light that a screen or glossy paper reflects, height x width, 0 outside the spot, up to 1."""
    x = np.linspace(0, 1, width, dtype=np.float32)[None] - chance.random()
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None] - chance.random()
    reach = chance.uniform(0.05, 0.25)
    spot = chance.uniform(0.15, 0.45) * np.exp(-(x**2 + y**2) / (2 * reach**2))
    return spot.astype(np.float32)


def stripes(chance: random.Random, height: int, width: int) -> Field:
    """Moiré of a photographed screen, height x width x 3, around 1: bent stripes, a little apart for each colour."""
    x = np.arange(width, dtype=np.float32)[None]
    y = np.arange(height, dtype=np.float32)[:, None]
    bent: Field = np.zeros((height, width), dtype=np.float32)
    for along, length in ((y, height), (x, width)):
        bent += np.float32(chance.uniform(-40, 40)) * np.sin(along * np.float32(chance.uniform(1, 4)) / length)
    pattern = np.ones((height, width, 3), dtype=np.float32)
    for _ in range(chance.choice((1, 2))):
        angle, period = chance.uniform(0, np.pi), chance.choice((3.1, 5.3, 9.0, 17.0, 40.0))
        strength = chance.uniform(0.01, 0.07)
        phase = (np.float32(np.cos(angle)) * x + np.float32(np.sin(angle)) * y + bent) * np.float32(2 * np.pi / period)
        for channel in range(3):
            pattern[..., channel] += np.float32(strength) * np.sin(phase + np.float32(2.1 * channel))
    return pattern


def noisy(chance: random.Random, pixels: Pixels, strength: float) -> Pixels:
    """The image with the noise of a sensor.

    Args:
        strength: standard deviation, 0 to 255.
    """
    noise = generator_of(chance).standard_normal(pixels.shape[:2], dtype=np.float32)[..., None] * np.float32(strength)
    return as_pixels(pixels + noise)


def blurred(image: Image.Image, chance: random.Random, radius: float) -> Image.Image:
    """Out of focus, or shaken in one direction."""
    if chance.random() < 0.75:
        return image.filter(ImageFilter.GaussianBlur(radius))
    kernel = np.zeros((5, 5))
    if chance.random() < 0.5:
        kernel[2, 1:4] = 1
    else:
        kernel[1:4, 2] = 1
    return image.filter(ImageFilter.Kernel((5, 5), kernel.flatten().tolist()))


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """As JPEG leaves it."""
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def as_pixels(values: NDArray[np.floating]) -> Pixels:
    """Values as an image: rounded, inside 0 to 255."""
    rounded = values + np.float32(0.5)
    np.clip(rounded, 0, 255, out=rounded)
    return rounded.astype(np.uint8)


def _enlarged(field: Field, height: int, width: int) -> Field:
    image = Image.fromarray(field, mode="F").resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(image, dtype=np.float32)
