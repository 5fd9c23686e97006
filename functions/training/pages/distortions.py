"""Pages as they arrive: printed and scanned, photographed on a table, photographed off a screen. Truth moves along."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

from functions.training.pages import light
from functions.training.pages.page import Page, Points, box_corners
from functions.training.pages.warp import Bend, Chain, Perspective, Warp, seen_through

Distortion = Callable[[random.Random, Page], Page]

# The least height of small text (its em) that a scan or a photo keeps, pixels: people send what they can read.
LEGIBLE_SCAN, LEGIBLE_PHOTO = 8.0, 11.0
MOST_ENLARGED = 1.4
BLUR = 0.07  # radius of the strongest blur, as a share of the text's height
BRIGHTEST = 1.1  # beyond white by this much, light takes away what is printed


def clean(chance: random.Random, page: Page) -> Page:
    """As it was drawn."""
    return page


def scan(chance: random.Random, page: Page) -> Page:
    """Printed and scanned: a little askew, with noise, maybe grey, dark along an edge, compressed."""
    height, width = page.image.shape[:2]
    angle = np.radians(chance.uniform(-2, 2) if chance.random() < 0.7 else 0)
    scale = _scale(page, chance.choice((1.0, 1.0, 0.85, 0.7)), LEGIBLE_SCAN)
    size = (round(width * scale), round(height * scale))
    warp = _turned(angle, scale, (width / 2, height / 2), (size[0] / 2, size[1] / 2))
    paper = chance.randint(232, 255)
    image = _on(seen_through(_shrunk(page, scale), _after_shrinking(warp, scale), size), (paper, paper, paper))
    if chance.random() < 0.5:
        image = image.convert("L").convert("RGB")
    if chance.random() < 0.6:
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.9)))
    pixels = np.asarray(image).astype(np.float32)
    if chance.random() < 0.4:
        pixels *= _fold(chance, *pixels.shape[:2])[..., None]
    darkest = chance.choice((0, 0, 20, 50))
    pixels *= np.float32((255 - darkest) / 255)
    pixels += darkest
    noisy = light.noisy(chance, light.as_pixels(pixels), chance.uniform(1, 9))
    final = light.compressed(Image.fromarray(noisy), chance.choice((35, 50, 70, 85, 92)))
    return page.mapped(np.asarray(final), warp.forward)


def photo(chance: random.Random, page: Page) -> Page:
    """A sheet of paper on a table: perspective, curled paper, uneven light, a shadow, blur, noise, compression."""
    height, width = page.image.shape[:2]
    bends = (
        Bend(width, tuple(height * chance.uniform(-0.022, 0.022) / number for number in (1, 2, 3))),
        Bend(height, tuple(width * chance.uniform(-0.01, 0.01) / number for number in (1, 2)), sideways=True),
    )
    table = _table(chance)
    return _photographed(chance, page, bends if chance.random() < 0.75 else (), table, screen=False)


def screen(chance: random.Random, page: Page) -> Page:
    """A monitor: perspective, moiré, glare, blur, noise, compression."""
    dark = chance.randint(5, 60)
    return _photographed(chance, page, (), (dark, dark, dark + 4), screen=True)


DISTORTIONS: dict[str, Distortion] = {"clean": clean, "scan": scan, "photo": photo, "screen": screen}


def _photographed(
    chance: random.Random, page: Page, bends: tuple[Bend, ...], surroundings: tuple[int, int, int], screen: bool
) -> Page:
    height, width = page.image.shape[:2]
    scale = _scale(page, chance.choice((0.75, 0.85, 1.0, 1.0, 1.1)), LEGIBLE_PHOTO)
    size = (round(width * scale * 1.08), round(height * scale * 1.08))
    whole = screen or chance.random() < 0.6
    framed = box_corners(0, 0, width, height) if whole else Chain(bends).forward(_content(page))
    warp = Chain((*bends, _view(chance, framed, size)))
    shrink = min(1.0, scale)
    seen = seen_through(_shrunk(page, shrink), _after_shrinking(warp, shrink), size)
    image = _on(seen, surroundings, texture=None if screen else chance)
    image = light.blurred(image, chance, chance.uniform(0.3, max(0.6, BLUR * _text_height(page) * scale)))
    noisy = light.noisy(chance, _lit(chance, image, screen), chance.uniform(1, 8))
    final = light.compressed(Image.fromarray(noisy), chance.choice((45, 60, 75, 85, 92)))
    return page.mapped(np.asarray(final), warp.forward)


def _lit(chance: random.Random, image: Image.Image, screen: bool) -> light.Pixels:
    """The image in the light of a room: uneven, tinted, with shadows on paper, stripes and glare on a screen."""
    pixels = np.asarray(image).astype(np.float32)
    height, width = pixels.shape[:2]
    if screen:
        pixels *= light.stripes(chance, height, width)
    shade = light.uneven(chance, height, width, chance.uniform(0.05, 0.3))
    if not screen and chance.random() < 0.5:
        shade = shade * light.shadow(chance, height, width)
    pixels *= np.minimum(shade * np.float32(chance.uniform(0.75, 1.05)), BRIGHTEST)[..., None]
    pixels *= np.array(_white_balance(chance), dtype=np.float32)
    if chance.random() < (0.6 if screen else 0.1):
        pixels += (255 - pixels) * light.glare(chance, height, width)[..., None]
    return light.as_pixels(pixels)


def _text_height(page: Page, rank: float = 0.5) -> float:
    """The height of text that this share of the words does not exceed, pixels."""
    return float(np.quantile([word.height for word in page.words], rank))


def _scale(page: Page, wanted: float, legible: float) -> float:
    """The scale that is wanted, or a larger one where small text needs that to stay `legible` pixels high."""
    return max(wanted, min(MOST_ENLARGED, legible / _text_height(page, 0.1)))


def _view(chance: random.Random, framed: Points, size: tuple[int, int]) -> Perspective:
    """A camera that looks at the page from a little aside.

    Args:
        framed: corners of what must be in view, pixels of the page.
        size: width and height of the photo.
    """
    reach = np.array([chance.uniform(0, 0.07) if chance.random() < 0.8 else 0 for _ in range(8)]).reshape(4, 2)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    border = np.array(size) * 0.03
    seen = box_corners(0, 0, *size) + inward * (reach * np.array(size) + border)
    angle = np.radians(chance.uniform(-2.5, 2.5))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array(size) / 2
    turned = (seen - middle) @ turn
    fit = min(1.0, *(np.array(size) / 2 * 0.99 / np.abs(turned).max(axis=0)))
    return Perspective.between(framed, middle + turned * fit)


def _content(page: Page) -> Points:
    """Corners of a box around all that is drawn on a page, with room for the paper to bend."""
    points = np.concatenate([word.corners for word in page.words] + [cell.corners for cell in page.cells])
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    room = 0.04 * max(page.image.shape[:2])
    return box_corners(left - room, top - room, right + room, bottom + room)


def _turned(angle: float, scale: float, before: tuple[float, float], after: tuple[float, float]) -> Perspective:
    """A turn around a point, which goes to another, in another size."""
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0, 0, 1.0]])
    turn[:2, 2] = np.array(after) - turn[:2, :2] @ np.array(before)
    return Perspective(turn)


def _shrunk(page: Page, scale: float) -> Image.Image:
    """The page's image in a smaller size, made so that nothing is skipped."""
    image = Image.fromarray(page.image)
    if scale == 1:
        return image
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def _after_shrinking(warp: Warp, scale: float) -> Warp:
    """The map from the shrunken image."""
    return warp if scale == 1 else Chain((Perspective(np.diag([1 / scale, 1 / scale, 1.0])), warp))


def _on(seen: Image.Image, colour: tuple[int, int, int], texture: random.Random | None = None) -> Image.Image:
    """What is seen before its surroundings, which have the grain of wood or cloth where there is chance for one."""
    surroundings = Image.new("RGB", seen.size, colour)
    if texture is not None:
        grain = light.generator_of(texture).normal(0, 14, (max(2, seen.height // 6), max(2, seen.width // 60), 1))
        small = light.as_pixels(np.array(colour, dtype=np.float32) + grain)
        surroundings = Image.fromarray(small).resize(seen.size, Image.Resampling.BICUBIC)
    surroundings.paste(seen, (0, 0), seen.getchannel("A"))
    return surroundings


def _table(chance: random.Random) -> tuple[int, int, int]:
    """The colour of what lies under the paper."""
    return chance.choice(((120, 84, 52), (160, 120, 80), (70, 70, 75), (200, 195, 185), (90, 110, 130), (40, 34, 30)))


def _white_balance(chance: random.Random) -> tuple[float, float, float]:
    warmth = chance.uniform(-0.09, 0.09)
    return 1 + warmth, 1.0, 1 - warmth


def _fold(chance: random.Random, height: int, width: int) -> light.Field:
    """Darkness along an edge, where a book or a bent sheet leaves the glass; height x width, up to 1."""
    depth, reach = chance.uniform(0.1, 0.45), chance.uniform(0.02, 0.1)
    along = np.linspace(0, 1, width if chance.random() < 0.5 else height, dtype=np.float32)
    along = along if chance.random() < 0.5 else along[::-1]
    dark = (1 - depth * np.exp(-along / reach)).astype(np.float32)
    return np.broadcast_to(dark[None] if len(dark) == width else dark[:, None], (height, width))
