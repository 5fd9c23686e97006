"""Boxes on a page, and the axis they are looked at along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.shared.page import Word


@dataclass(frozen=True)
class Interval:
    """A stretch of one axis, in pixels, low <= high."""

    low: float
    high: float

    @property
    def length(self) -> float:
        return self.high - self.low

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def contains(self, position: float) -> bool:
        return self.low <= position <= self.high

    def overlap(self, other: Interval) -> float:
        """Length that both cover, in pixels."""
        return max(0.0, min(self.high, other.high) - max(self.low, other.low))

    def share_of(self, other: Interval) -> float:
        """Which share (0 to 1) of `other` this one covers."""
        return self.overlap(other) / other.length if other.length > 0 else float(self.contains(other.low))

    def alike(self, other: Interval, share: float) -> bool:
        """True where each covers more than this share of the other."""
        return self.share_of(other) > share and other.share_of(self) > share


@dataclass(frozen=True)
class Box:
    """An upright rectangle, in pixels of its page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def across(self) -> Interval:
        return Interval(self.left, self.right)

    @property
    def down(self) -> Interval:
        return Interval(self.top, self.bottom)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def transposed(self) -> Box:
        """The same rectangle with rows and columns exchanged."""
        return Box(self.top, self.left, self.bottom, self.right)

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes` (at least one)."""
        held = list(boxes)
        return Box(
            min(box.left for box in held),
            min(box.top for box in held),
            max(box.right for box in held),
            max(box.bottom for box in held),
        )

    @staticmethod
    def of(word: Word) -> Box:
        return Box(word.left, word.top, word.right, word.bottom)


def positions(values: Sequence[float], nearness: float) -> list[float]:
    """Distinct coordinates: values nearer than `nearness` are one, at their mean."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - sum(clusters[-1]) / len(clusters[-1]) <= nearness:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]
