"""What a page is to every function: words in boxes, and the image or vectors they were read from."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Word:
    """One word as printed.

    Attributes:
        text: the word, never empty, without surrounding spaces.
        confidence: probability (0 to 1) that the text is right.
        left, top, width, height: upright box around the word, in pixels of its page.
        rotation: how far the text is turned clockwise from upright, in degrees: 0, 90, 180 or 270.
        page: number of the page it stands on, from 1.
    """

    text: str
    confidence: float
    left: float
    top: float
    width: float
    height: float
    rotation: int = 0
    page: int = 1

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Segment:
    """A horizontal or vertical ruling line, in pixels of its page.

    Attributes:
        x0, y0, x1, y1: its ends, x0 <= x1 and y0 <= y1; horizontal where y0 == y1.
        thickness: in pixels.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float = 1.0

    @property
    def horizontal(self) -> bool:
        return (self.x1 - self.x0) >= (self.y1 - self.y0)

    def transposed(self) -> Segment:
        """The same line where rows and columns are exchanged."""
        return Segment(self.y0, self.x0, self.y1, self.x1, self.thickness)


@dataclass(frozen=True)
class Region:
    """An upright rectangle, in pixels of its page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True)
class Page:
    """One page of an upload.

    Attributes:
        number: from 1.
        image: the upright page as RGB, height x width x 3, uint8 (after EXIF orientation).
        text_words: words of a PDF's text layer in pixels of `image`; None where the page has none to trust.
        pictures: where the text layer says nothing about what a PDF shows, such as a pasted scan, in pixels of `image`;
            empty where there is no text layer to trust.
        rules: ruling lines drawn as PDF vectors, in pixels of `image`; empty for photos and scans.
        scale: pixels of the upload per pixel of `image`: more than 1 where a very large photo was made smaller.
            Everything inside the functions is in pixels of `image`; results multiply by this.
    """

    number: int
    image: NDArray[np.uint8]
    text_words: tuple[Word, ...] | None = None
    rules: tuple[Segment, ...] = field(default=())
    pictures: tuple[Region, ...] = field(default=())
    scale: float = 1.0

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        return int(self.image.shape[0])
