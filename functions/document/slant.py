"""How a page lies in its image: tilted, seen in perspective, curled.

Seen in perspective, the level lines of a page meet in one point: their slope is linear in the height at which they
cross the middle of the image. So is that of the upright ones in the other direction. Paper that curls bends all lines
of one direction alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS = 4  # of finding where a point of a bent page lies; each leaves a twentieth of the error or less


def waves(along: Floats) -> Floats:
    """Shapes that are no tilt: Legendre's polynomials of degree 2, 3 and 4; 3 x len(along).

    Args:
        along: -1 at the beginning of the lines, 1 at their end.
    """
    square = along * along
    return np.stack([1.5 * square - 0.5, along * (2.5 * square - 1.5), (4.375 * square - 3.75) * square + 0.375])


def slopes_of_waves(along: Floats) -> Floats:
    """The derivatives of `waves`, 3 x len(along)."""
    square = along * along
    return np.stack([3 * along, 7.5 * square - 1.5, (17.5 * square - 7.5) * along])


@dataclass(frozen=True)
class Slopes:
    """How the lines of one direction lie.

    Attributes:
        at_middle: slope of the one through the centre.
        change: of the slope, per pixel.
        bends: how far lines leave their chord, in pixels of the straight page, for each of `waves`; none where they
            are straight.
        half: half the length of the image along them, pixels.
    """

    at_middle: float = 0.0
    change: float = 0.0
    bends: tuple[float, ...] = ()
    half: float = 1.0

    def at(self, offset: Floats) -> Floats:
        """Slope of the chords that cross the middle of the image `offset` pixels from its centre."""
        return self.at_middle + self.change * offset

    def bend(self, along: Floats) -> Floats:
        """How far a line lies off its chord, in pixels."""
        if not self.bends:
            return np.zeros_like(along)
        flat = np.ravel(along) / self.half
        return np.reshape(np.array(self.bends) @ waves(flat), np.shape(along))

    def origin(self, along: Floats, off: Floats) -> Floats:
        """Where the line through a point crosses the middle of the image; all in pixels from its centre."""
        return (off - self.at_middle * along) / (1 + self.change * along) - self.bend(along)


@dataclass(frozen=True)
class Slant:
    """How the page lies in an image of `width` x `height` pixels."""

    width: int
    height: int
    level: Slopes
    upright: Slopes

    def straight(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points of the image as they would be on the straight page, in pixels from the centre."""
        along, down = x - self.width / 2, y - self.height / 2
        return self.upright.origin(down, along), self.level.origin(along, down)

    def slanted(self, across: Floats, down: Floats) -> tuple[Floats, Floats]:
        """The inverse of `straight`."""
        x, y = self._on_chords(across, down)
        if self.level.bends or self.upright.bends:
            for _ in range(ROUNDS):
                x, y = self._on_chords(across + self.upright.bend(y), down + self.level.bend(x))
        return x + self.width / 2, y + self.height / 2

    def _on_chords(self, across: Floats, down: Floats) -> tuple[Floats, Floats]:
        """Where two chords cross, from where they cross the middle of the image; in pixels from its centre."""
        level, upright = self.level.at(down), self.upright.at(across)
        y = (down + level * across) / (1 - level * upright)
        return across + upright * y, y
