"""What scanners, cameras and compression do to a picture of text."""

from __future__ import annotations

import io
import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from functions.training.lines.scenery import uneven_light


def damaged(image: Image.Image, height: int, chance: random.Random) -> Image.Image:
    """The image, mostly damaged a little, now and then a lot.

    Args:
        height: of its text in pixels: small text bears less.
    """
    image = tilted(image, chance) if chance.random() < 0.35 else image
    image = resampled(image, height, chance) if chance.random() < 0.3 else image
    if chance.random() < 0.35:
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.015, 0.075) * height))
    elif chance.random() < 0.1:
        image = image.filter(ImageFilter.UnsharpMask(2, chance.randint(60, 200)))
    pixels = np.asarray(image, dtype=np.float32)
    if chance.random() < 0.2:
        pixels = uneven_light(pixels, chance)
    if chance.random() < 0.25:
        pixels = noisy(pixels, chance)
    if chance.random() < 0.12:
        pixels = moire(pixels, chance)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return compressed(image, chance.choice((25, 40, 60, 75, 90))) if chance.random() < 0.4 else image


def tilted(image: Image.Image, chance: random.Random) -> Image.Image:
    """Seen a little from the side: its corners move by up to a few hundredths of its height, its slant changes."""
    width, height = image.size
    lean = chance.uniform(-0.12, 0.12) * height
    shift = [chance.uniform(-0.04, 0.04) * height for _ in range(8)]
    quad = (lean, 0, -lean, height, width - lean, height, width + lean, 0)
    corners = tuple(place + moved for place, moved in zip(quad, shift, strict=True))
    edge = image.getpixel((0, 0))
    return image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=edge)


def resampled(image: Image.Image, height: int, chance: random.Random) -> Image.Image:
    """Made smaller and as large again: detail is lost, but text stays 7 pixels high or more."""
    factor = max(chance.uniform(0.35, 0.9), min(1.0, 7 / height))
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    ways = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.BOX, Image.Resampling.NEAREST)
    return image.resize(size, chance.choice(ways[:3])).resize(image.size, chance.choice(ways))


def noisy(pixels: NDArray[np.float32], chance: random.Random) -> NDArray[np.float32]:
    """With grain of one colour or of many (height x width x 3)."""
    height, width, _ = pixels.shape
    draw = np.random.default_rng(chance.randrange(2**32))
    grain = draw.normal(0, chance.uniform(2, 16), (height, width, chance.choice((1, 3))))
    return (pixels + grain).astype(np.float32)


def moire(pixels: NDArray[np.float32], chance: random.Random) -> NDArray[np.float32]:
    """With the faint waves of a photographed screen."""
    height, width, _ = pixels.shape
    across, down = chance.uniform(-0.9, 0.9), chance.uniform(-0.9, 0.9)
    phase = across * np.arange(width) + down * np.arange(height)[:, np.newaxis]
    colours = np.array([chance.uniform(0, 3) for _ in range(3)])
    return (pixels + chance.uniform(3, 16) * np.sin(phase[..., np.newaxis] + colours)).astype(np.float32)


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """As a JPEG of this quality."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")
