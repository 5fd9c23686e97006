"""A drawn page and all that is true of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Mapped = Callable[[Points], Points]

SMALL = 14.0  # height of the font in pixels below which a word counts as small


@dataclass(frozen=True)
class PrintedWord:
    """A word as drawn.

    Attributes:
        text: without spaces.
        corners: 4 x 2, pixels: the smallest box around its ink, clockwise from the text's own top left corner.
        rotation: how far the text is turned clockwise on the page, in degrees: 0, 90, 180 or 270.
        stacked: its letters stand upright one below the other; the corners are around all of them.
        height: of the font (its em), in pixels.
        handwritten: the font looks like handwriting.
        line: words with the same number stand in one printed line.
    """

    text: str
    corners: Points
    rotation: int = 0
    stacked: bool = False
    height: float = 0.0
    handwritten: bool = False
    line: int = 0

    @property
    def category(self) -> str:
        """What makes it hard to read, the hardest first."""
        if self.stacked:
            return "stacked"
        if self.rotation:
            return "rotated"
        if self.handwritten:
            return "handwriting-like"
        return "small" if self.height < SMALL else "upright"


@dataclass(frozen=True)
class PrintedRule:
    """A ruling line: n x 2 points along its middle, pixels, its thickness in pixels, and whether it has gaps."""

    points: Points
    thickness: float
    broken: bool = False


@dataclass(frozen=True)
class PrintedCell:
    """A cell of a table.

    Attributes:
        corners: 4 x 2, pixels, clockwise from the top left of the table as read.
        rows, columns: first and one past the last track of the table that it covers.
        table: number of its table on the page.
    """

    corners: Points
    rows: tuple[int, int]
    columns: tuple[int, int]
    table: int = 0


@dataclass(frozen=True)
class Page:
    """A page and its truth.

    Attributes:
        image: height x width x 3, RGB.
        words: all of them, headings and furniture around the page included.
        timetable: the contract's timetable result, less what depends on a reading; None where the page holds none.
        rules: lines that can be seen.
        cells: of all tables, whether or not lines are drawn around them.
        family: the layout.
        distortion: what the page went through.
    """

    image: NDArray[np.uint8]
    words: tuple[PrintedWord, ...]
    timetable: Mapping[str, Any] | None
    rules: tuple[PrintedRule, ...] = field(default=())
    cells: tuple[PrintedCell, ...] = field(default=())
    family: str = ""
    distortion: str = "clean"

    @cached_property
    def look(self) -> frozenset[str]:
        """Categories of the words on it."""
        return frozenset(word.category for word in self.words)

    def mapped(self, image: NDArray[np.uint8], forward: Mapped) -> Page:
        """The page as another image of it shows it.

        Args:
            forward: where points (n x 2, pixels) of this page lie on `image`.
        """
        words = []
        for word in self.words:
            corners = forward(word.corners)
            words.append(replace(word, corners=corners, height=word.height * _growth(word.corners, corners)))
        rules = []
        for rule in self.rules:
            points = forward(_subdivided(rule.points))
            rules.append(replace(rule, points=points, thickness=rule.thickness * _growth(rule.points, points[[0, -1]])))
        cells = tuple(replace(cell, corners=forward(cell.corners)) for cell in self.cells)
        return replace(self, image=image, words=tuple(words), rules=tuple(rules), cells=cells)


def box_corners(left: float, top: float, right: float, bottom: float) -> Points:
    """Corners of an upright box, clockwise from the top left, 4 x 2."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float64)


def _subdivided(points: Points, parts: int = 16) -> Points:
    """Points along the same straight line, close enough for it to bend."""
    steps = np.linspace(0, 1, parts + 1)[:, None]
    return points[0] + steps * (points[-1] - points[0])


def _growth(before: Points, after: Points) -> float:
    """How much longer the way along the points became."""
    lengths = [float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum()) for points in (before, after)]
    return lengths[1] / lengths[0] if lengths[0] else 1.0
