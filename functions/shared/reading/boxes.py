"""Rotated rectangles around text."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A rectangle turned by a small angle.

    Attributes:
        x, y: its centre, in pixels.
        width, height: its sides; `width` is the one closer to horizontal.
        angle: clockwise tilt of the `width` side in radians, within a quarter turn centred on 0.
    """

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0

    @property
    def axes(self) -> tuple[Points, Points]:
        """Unit vectors along the width (rightwards) and the height (downwards)."""
        cosine, sine = math.cos(self.angle), math.sin(self.angle)
        return np.array([cosine, sine]), np.array([-sine, cosine])

    @property
    def corners(self) -> Points:
        """4 x 2: top left, top right, bottom right, bottom left."""
        right, down = self.axes
        across, along = right * self.width / 2, down * self.height / 2
        centre = np.array([self.x, self.y])
        return np.stack(
            [centre - across - along, centre + across - along, centre + across + along, centre - across + along]
        )

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box lies in this one."""
        away = np.array([other.x - self.x, other.y - self.y])
        right, down = self.axes
        return bool(abs(away @ right) < self.width / 2 and abs(away @ down) < self.height / 2)

    def moved(self, right: float, down: float) -> Box:
        """The box so many pixels further on."""
        return replace(self, x=self.x + right, y=self.y + down)

    def scaled(self, horizontal: float, vertical: float) -> Box:
        """The box on an image stretched by these (nearly equal) factors."""
        return Box(self.x * horizontal, self.y * vertical, self.width * horizontal, self.height * vertical, self.angle)


def smallest_box(hull: Points) -> Box:
    """The rectangle of least area around a convex hull; one of its sides lies on it.

    Args:
        hull: as `convex_hull` gives it.
    """
    edges = np.roll(hull, -1, axis=0) - hull
    quarter = math.pi / 2
    angles = (np.arctan2(edges[:, 1], edges[:, 0]) + quarter / 2) % quarter - quarter / 2
    right = np.stack([np.cos(angles), np.sin(angles)])
    down = np.stack([-np.sin(angles), np.cos(angles)])
    areas = np.ptp(hull @ right, axis=0) * np.ptp(hull @ down, axis=0)
    return box_at(hull, float(angles[np.argmin(areas)]))


def box_at(points: Points, angle: float) -> Box:
    """The rectangle around the points that is turned by this angle, in radians."""
    cosine, sine = math.cos(angle), math.sin(angle)
    across, along = points @ (cosine, sine), points @ (-sine, cosine)
    middle_across, middle_along = (across.min() + across.max()) / 2, (along.min() + along.max()) / 2
    return Box(
        x=float(middle_across * cosine - middle_along * sine),
        y=float(middle_across * sine + middle_along * cosine),
        width=float(np.ptp(across)),
        height=float(np.ptp(along)),
        angle=angle,
    )


def convex_hull(points: Points) -> Points:
    """Corners of the convex hull in order (Andrew's monotone chain)."""
    ordered = sorted(set(map(tuple, points.tolist())))
    if len(ordered) < 3:
        return np.array(ordered)
    return np.array(_half_hull(ordered)[:-1] + _half_hull(ordered[::-1])[:-1])


def _half_hull(ordered: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    chain: list[tuple[float, ...]] = []
    for x, y in ordered:
        while len(chain) > 1:
            (x0, y0), (x1, y1) = chain[-2], chain[-1]
            if (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) > 0:
                break
            chain.pop()
        chain.append((x, y))
    return chain


def grown(box: Box, ratio: float) -> Box:
    """The box with each side moved outwards by area * ratio / perimeter.

    This undoes the shrinking of text regions that the detector was trained on: Liao et al., "Real-time scene text
    detection with differentiable binarization" (2020), equation 10.
    """
    distance = box.width * box.height * ratio / (2 * (box.width + box.height))
    return replace(box, width=box.width + 2 * distance, height=box.height + 2 * distance)
