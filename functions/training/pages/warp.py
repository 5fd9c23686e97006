"""Maps of the plane that can be undone exactly: bends and perspective; and images seen through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PIL import Image

from functions.training.pages.page import Points

STEP = 48  # pixels: side of the squares in which an image is mapped; inside them the map is taken as bilinear


class Warp(Protocol):
    """A map of points (n x 2, pixels) and its inverse."""

    def forward(self, points: Points) -> Points: ...

    def backward(self, points: Points) -> Points: ...


@dataclass(frozen=True)
class Bend:
    """Moves points down by waves that depend on how far to the right they are, as curled paper does.

    Attributes:
        length: of the whole wave, pixels.
        depths: in pixels, of half a wave, a whole one, one and a half, and so on.
        sideways: the two directions are exchanged.
    """

    length: float
    depths: tuple[float, ...]
    sideways: bool = False

    def forward(self, points: Points) -> Points:
        return self._moved(points, 1)

    def backward(self, points: Points) -> Points:
        return self._moved(points, -1)

    def _moved(self, points: Points, sign: int) -> Points:
        along, across = (1, 0) if self.sideways else (0, 1)
        moved = points.copy()
        for number, depth in enumerate(self.depths, 1):
            moved[:, across] += sign * depth * np.sin(np.pi * number * points[:, along] / self.length)
        return moved


@dataclass(frozen=True)
class Perspective:
    """A homography: `matrix` 3 x 3, points as (x, y, 1)."""

    matrix: Points

    @classmethod
    def between(cls, before: Points, after: Points) -> Perspective:
        """The one that takes four points to four others."""
        rows, values = [], []
        for (x, y), (u, v) in zip(before, after, strict=True):
            rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
            values += [u, v]
        solved = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values, dtype=np.float64))
        return cls(np.append(solved, 1.0).reshape(3, 3))

    def forward(self, points: Points) -> Points:
        return _projected(self.matrix, points)

    def backward(self, points: Points) -> Points:
        return _projected(np.linalg.inv(self.matrix).astype(np.float64), points)


@dataclass(frozen=True)
class Chain:
    """Maps one after the other."""

    links: tuple[Warp, ...]

    def forward(self, points: Points) -> Points:
        for link in self.links:
            points = link.forward(points)
        return points

    def backward(self, points: Points) -> Points:
        for link in reversed(self.links):
            points = link.backward(points)
        return points


def seen_through(image: Image.Image, warp: Warp, size: tuple[int, int]) -> Image.Image:
    """The image after a map; transparent where the map shows nothing of it (an RGBA image).

    Coordinates are those of a page's truth: whole numbers lie between pixels.

    Args:
        size: width and height of the result, pixels.
    """
    width, height = size
    xs = [*range(0, width, STEP), width]
    ys = [*range(0, height, STEP), height]
    grid = np.array([(x, y) for y in ys for x in xs], dtype=np.float64)
    source = warp.backward(grid).reshape(len(ys), len(xs), 2)
    mesh = [
        ((xs[i], ys[j], xs[i + 1], ys[j + 1]), _quad(source, i, j))
        for j in range(len(ys) - 1)
        for i in range(len(xs) - 1)
    ]
    return image.convert("RGBA").transform(size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def _quad(source: Points, i: int, j: int) -> Sequence[float]:
    """Corners of a square's origin in the order that Pillow wants: from the top left, against the clock."""
    return [
        float(value)
        for corner in (source[j, i], source[j + 1, i], source[j + 1, i + 1], source[j, i + 1])
        for value in corner
    ]


def _projected(matrix: Points, points: Points) -> Points:
    moved = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ matrix.T
    projected: Points = moved[:, :2] / moved[:, 2:]
    return projected
