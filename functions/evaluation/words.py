"""Words as printed and as read, in boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Box:
    """An upright rectangle on the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PrintedWord:
    """What truly stands on the page.

    Attributes:
        text: in Unicode NFC.
        box: around its ink.
        categories: what is special about it, such as `rotated` or `small`.
    """

    text: str
    box: Box
    categories: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReadText:
    """What a reader says stands on the page: a word, or a line where it tells no words apart.

    Attributes:
        text: in Unicode NFC.
        box: where it says so.
        confidence: probability (0 to 1) that the text is right.
    """

    text: str
    box: Box
    confidence: float = 1.0


def composed(text: str) -> str:
    """The text in Unicode NFC, its words apart by single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of these, at least one."""
    sides = coordinates(boxes)
    left, top = sides[:, :2].min(axis=0).tolist()
    right, bottom = sides[:, 2:].max(axis=0).tolist()
    return Box(left, top, right, bottom)


def coordinates(boxes: Iterable[Box]) -> NDArray[np.float64]:
    """Boxes as count x 4: left, top, right, bottom."""
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], dtype=np.float64).reshape(-1, 4)


def overlaps(first: Sequence[Box], second: Sequence[Box]) -> NDArray[np.float64]:
    """Area that each box of the first shares with each of the second, as a share (0 to 1) of the smaller of the two.

    Returns:
        first x second. A box without area counts as one of a square pixel around its middle.
    """
    one, other = _solid(coordinates(first))[:, np.newaxis], _solid(coordinates(second))[np.newaxis]
    sides = np.minimum(one[..., 2:], other[..., 2:]) - np.maximum(one[..., :2], other[..., :2])
    shared = np.prod(np.clip(sides, 0, None), axis=-1)
    smaller: NDArray[np.float64] = np.minimum(_areas(one), _areas(other))
    return shared / smaller


def _solid(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    middles, halves = (boxes[:, 2:] + boxes[:, :2]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    halves = np.maximum(halves, 0.5)
    return np.hstack([middles - halves, middles + halves])


def _areas(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.prod(boxes[..., 2:] - boxes[..., :2], axis=-1)
