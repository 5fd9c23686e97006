"""How words look: the colour of their ink and how thick its strokes are. That alone may tell a note from a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from functions.shared.page import Word

FAINT = 60  # of the 765 by which black and white differ: less contrast tells nothing
DARKER, TINTED = 75.0, 48.0  # how far (of 255) inks of two colours are apart in brightness, or without it
THINNER = 0.8  # strokes this much thinner are of another weight


@dataclass(frozen=True)
class InkedWord(Word):
    """A word and how it looks.

    Attributes:
        colour: red, green and blue of its ink, 0 to 255.
        stroke: thickness of its strokes, in pixels; 0 where it could not be seen.
        lean: how far its upright strokes lean to the right, as a share of their height; about 0.2 in italics.
    """

    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    stroke: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class Ink:
    """How a line of words looks; see `InkedWord`."""

    colour: tuple[float, float, float]
    stroke: float
    lean: float = 0.0

    def other_colour(self, other: Ink) -> bool:
        """True where the two differ by more than the same ink does on different letters."""
        difference = np.subtract(self.colour, other.colour)
        tint = difference - difference.mean()
        return bool(abs(difference.mean()) > DARKER or np.linalg.norm(tint) > TINTED)

    def bolder(self, other: Ink) -> bool:
        """True where its strokes are thicker than those of the other, by as much as bold differs from regular."""
        return other.stroke < THINNER * self.stroke


def with_ink(image: NDArray[np.uint8], words: Sequence[Word]) -> tuple[Word, ...]:
    """The words and how they look on the image.

    Args:
        image: height x width x 3, RGB.
        words: in pixels of the image.
    """
    return tuple(_inked(image, word) for word in words)


def ink_of(words: Sequence[Word]) -> Ink | None:
    """How the words of a line look, all in all; None where that is not known."""
    seen = [word for word in words if isinstance(word, InkedWord) and word.stroke > 0]
    if not seen:
        return None
    red, green, blue = (median(word.colour[channel] for word in seen) for channel in range(3))
    return Ink((red, green, blue), median(word.stroke for word in seen), median(word.lean for word in seen))


def _inked(image: NDArray[np.uint8], word: Word) -> Word:
    left, top = max(0, int(word.left) - 1), max(0, int(word.top) - 1)
    part = image[top : int(word.bottom) + 2, left : int(word.right) + 2].astype(np.int16)
    if part.shape[0] < 4 or part.shape[1] < 4:
        return word
    rim = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    contrast = np.abs(part - np.median(rim, axis=0)).sum(axis=2)
    most = float(np.percentile(contrast, 97))
    if most < FAINT:
        return word
    red, green, blue = part[contrast >= 0.7 * most].mean(axis=0)
    share = np.minimum(contrast / most, 1.0)
    outline = float(np.abs(np.diff(share, axis=0)).sum() + np.abs(np.diff(share, axis=1)).sum())
    if outline == 0:
        return word
    return InkedWord(
        word.text,
        word.confidence,
        word.left,
        word.top,
        word.width,
        word.height,
        word.rotation,
        word.page,
        (float(red), float(green), float(blue)),
        2 * float(share.sum()) / outline,
        _lean(share),
    )


def _lean(share: NDArray[np.float64]) -> float:
    """How far edges lean to the right that are more upright than level.

    Args:
        share: height x width, 0 for paper to 1 for ink.
    """
    across, down = share[1:-1, 2:] - share[1:-1, :-2], share[2:, 1:-1] - share[:-2, 1:-1]
    upright = np.abs(across) > np.abs(down)
    weight = float((across[upright] ** 2).sum())
    return float((across[upright] * down[upright]).sum()) / weight if weight else 0.0
