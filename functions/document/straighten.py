"""Undoes what a scanner or camera does to a page: rows and columns run along the image's axes again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from functions.document.slant import Floats, Slant
from functions.document.slant_search import find_slant
from functions.shared.page import Word

PATCH = 64  # pixels: side of the squares inside which the page is taken as flat


@dataclass(frozen=True)
class StraightPage:
    """Where things are on a page whose rows and columns run along the axes of its image.

    Attributes:
        words: in pixels of the straight image, in the order in which they were given.
        slant: how the page lay; None where it lay straight.
        left, top: where the straight image begins, in pixels from the centre of the page.
    """

    words: tuple[Word, ...]
    slant: Slant | None = None
    left: float = 0.0
    top: float = 0.0

    def on_upload(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Where points of the straight image lie in the one that was straightened."""
        return (x, y) if self.slant is None else self.slant.slanted(x + self.left, y + self.top)


def straighten(image: NDArray[np.uint8], words: Sequence[Word]) -> tuple[NDArray[np.uint8], StraightPage]:
    """The image straightened, and where its words then are; the same image and words where the page lies straight.

    Args:
        image: height x width x 3, RGB.
        words: in pixels of the image.
    """
    slant = find_slant(image, words)
    if slant is None:
        return image, StraightPage(tuple(words))
    height, width = image.shape[:2]
    x, y = (np.array(side, dtype=np.float64) for side in ((0, width / 2, width), (0, height / 2, height)))
    border = np.array([(a, b) for a in x for b in y]).T
    corners = slant.straight(border[0], border[1])
    (left, right), (top, bottom) = ((float(side.min()), float(side.max())) for side in corners)
    page = StraightPage(tuple(_moved(word, slant, left, top) for word in words), slant, left, top)
    return _seen_straight(image, page, int(right - left), int(bottom - top)), page


def _seen_straight(image: NDArray[np.uint8], page: StraightPage, width: int, height: int) -> NDArray[np.uint8]:
    """The image as the straight page shows it; its own border goes on where it ends."""
    xs, ys = ([*range(0, side, PATCH), side] for side in (width, height))
    x, y = page.on_upload(*np.meshgrid(np.array(xs, dtype=np.float64), np.array(ys, dtype=np.float64)))
    x, y = np.clip(x, 0, image.shape[1] - 1), np.clip(y, 0, image.shape[0] - 1)
    mesh = [
        (
            (xs[i], ys[j], xs[i + 1], ys[j + 1]),
            tuple(float(side[j + b, i + a]) for a, b in ((0, 0), (0, 1), (1, 1), (1, 0)) for side in (x, y)),
        )
        for j in range(len(ys) - 1)
        for i in range(len(xs) - 1)
    ]
    seen = Image.fromarray(image).transform((width, height), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
    return np.asarray(seen)


def _moved(word: Word, slant: Slant, left: float, top: float) -> Word:
    """The word on the straight page: its middle is mapped, its box made as small as the text in it."""
    x, y = word.left + word.width / 2, word.top + word.height / 2
    across, down = slant.straight(np.array([x, x + 1, x]), np.array([y, y, y + 1]))
    wide, high = float(across[1] - across[0]), float(down[2] - down[0])
    level, upright = float(down[1] - down[0]) / wide, float(across[2] - across[0]) / high
    width, height = untilted(word.width * wide, word.height * high, level, upright)
    return replace(
        word,
        left=float(across[0]) - left - width / 2,
        top=float(down[0]) - top - height / 2,
        width=width,
        height=height,
    )


def untilted(width: float, height: float, level: float, upright: float) -> tuple[float, float]:
    """Width and height of a word whose sides lie at small slopes in an upright box of `width` x `height`."""
    most = 0.5 * min(width, height) / max(width, height, 1.0)
    level, upright = min(abs(level), most), min(abs(upright), most)
    shared = 1 - level * upright
    return (width - upright * height) / shared, (height - level * width) / shared
