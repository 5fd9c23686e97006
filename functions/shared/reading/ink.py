"""Which pixels of a picture of text are ink."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# A pixel is ink from this part of the strongest contrast on, and never below so many of 255 grey levels.
_SHARE = 0.4
_LEAST = 12
# The strongest contrast is what all but this share of the pixels stay below: single pixels may be noise.
_OUTLIERS = 0.005


def ink(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Pixels that stand out from the background, height x width, whichever of the two is darker.

    The background is the median, so that more than half of the picture must be paper.

    Args:
        pixels: height x width x 3.
    """
    shades = grey(pixels)
    counts = np.bincount(shades.ravel(), minlength=256)
    paper = int(np.searchsorted(np.cumsum(counts), shades.size / 2))
    contrast = np.abs(np.arange(256) - paper)
    weaker = np.cumsum(np.bincount(contrast, counts))
    strongest = int(np.searchsorted(weaker, (1 - _OUTLIERS) * shades.size))
    found: NDArray[np.bool_] = (contrast > max(_SHARE * strongest, _LEAST))[shades]
    return found


def grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Brightness of each pixel, green counting twice as the eye counts it: height x width."""
    shades: NDArray[np.uint8] = pixels[:, :, 0] // 4 + pixels[:, :, 1] // 2 + pixels[:, :, 2] // 4
    return shades
