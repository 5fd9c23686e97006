"""Finds where text is on a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from functions.shared.reading.boxes import Box, box_at, convex_hull, grown, smallest_box
from functions.shared.reading.components import Runs, connected_runs
from functions.shared.reading.engine import EngineConfig, Model
from functions.shared.reading.images import shrunk
from functions.shared.reading.signature import Signature
from functions.shared.reading.tilts import shared_tilts

# What the model was trained with: ImageNet statistics, channels in the order blue, green, red.
_MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32) * 255
_DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32) * 255
_STRIDE = 32
# Pages of any size, and the probability of text at each pixel.
_SIGNATURE = Signature((None, 3, None, None), (None, 1, None, None))
# Rows of their neighbours that bands of a page are searched with: the model sees some context on both sides.
_MARGIN = 32
# Rows and columns whose grey levels differ by no more than this are empty.
_FAINTEST = 12
# What is kept of empty margins: the longest side of the page over this.
_PAD = 30
# Fewer boxes do not tell how small the text of a page is.
_FEW = 8


@dataclass(frozen=True)
class DetectorOptions:
    """Thresholds of text detection; the defaults are the base model's own unless a comment says what was measured.

    Attributes:
        glance: the page is first scaled so that its longest side has this many pixels, to see how small its text is.
        legible: it is then scaled so that boxes around its smaller text were so high in pixels, ...
        least, usual, greatest: ... with a longest side of this at least, this if there is too little text to say, and
            this at most. On drawn pages of small text, 1600 reads up to a tenth of the words more than 960; on pages of
            large text no more, and takes three times as long.
        most_pixels: of the scaled page in one run of the model, which needs about 100 bytes for each; a larger page is
            searched in bands.
        pixel_threshold: probability from which a pixel counts as text.
        region_threshold: mean probability from which a region counts as text.
        growth: how far regions are grown back; see `grown`. The base model's 1.4 leaves lines small within their
            strips: on rendered timetables 1.0 read 97.0 % of lines right, 1.4 read 95.5 %.
        smallest_side: regions thinner than this many pixels are noise.
    """

    glance: int = 640
    legible: float = 19.0
    least: int = 960
    usual: int = 1280
    greatest: int = 1920
    most_pixels: int = 400_000
    pixel_threshold: float = 0.3
    region_threshold: float = 0.4
    growth: float = 1.0
    smallest_side: float = 3.0


class Detector:
    def __init__(self, path: Path, config: EngineConfig, options: DetectorOptions | None = None) -> None:
        self._model = Model(path, config, _SIGNATURE)
        self._options = options or DetectorOptions()

    def __call__(self, image: NDArray[np.uint8]) -> list[Box]:
        """Boxes around lines of text, in pixels of the image (height x width x 3, RGB)."""
        factor = max(1, max(image.shape) // self._options.greatest)
        page = shrunk(image, factor)
        rows, columns = printed_part(page)
        part = page[rows, columns]
        share = max(part.shape) / max(page.shape)
        glimpsed, scale = self._search(part, share * self._options.glance)
        heights = sorted(min(box.width, box.height) * scale for box in glimpsed)
        boxes, _ = self._search(part, share * longest_side(heights, self._options))
        return [box.moved(columns.start, rows.start).scaled(factor, factor) for box in boxes]

    def _search(self, image: NDArray[np.uint8], longest_side: float) -> tuple[list[Box], float]:
        """Boxes of text, found on the image scaled to this side, and by how much it was scaled."""
        height, width = image.shape[:2]
        columns, rows = scaled_size(width, height, longest_side)
        probability = self._probabilities(prepare(image, (columns, rows)))
        boxes = text_boxes(probability, self._options)
        return [box.scaled(width / columns, height / rows) for box in boxes], columns / width

    def _probabilities(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """How probable text is at each pixel (height x width) of the model's input."""
        rows, columns = batch.shape[2:]
        found = np.empty((rows, columns), dtype=np.float32)
        for start, stop in bands(rows, max(_STRIDE, self._options.most_pixels // columns)):
            top, bottom = max(0, start - _MARGIN), min(rows, stop + _MARGIN)
            found[start:stop] = self._model(batch[:, :, top:bottom])[0, 0, start - top : stop - top]
        return found


def longest_side(heights: Sequence[float], options: DetectorOptions) -> int:
    """The longest side to search a page at, from the sorted heights of what a glance found on it, in its pixels."""
    if len(heights) < _FEW:
        return options.usual
    side = options.glance * options.legible / heights[len(heights) // 4]
    return round(min(max(side, options.least), options.greatest))


def printed_part(page: NDArray[np.uint8]) -> tuple[slice, slice]:
    """The rows and columns of a page without its empty margins; all of them where nothing stands out.

    Args:
        page: height x width x 3.
    """
    green = page[:, :, 1]
    pad = max(green.shape) // _PAD
    return _printed(np.ptp(green, axis=1), pad), _printed(np.ptp(green, axis=0), pad)


def _printed(contrast: NDArray[np.uint8], pad: int) -> slice:
    found = np.flatnonzero(contrast > _FAINTEST)
    if not len(found):
        return slice(0, len(contrast))
    return slice(max(0, int(found[0]) - pad), min(len(contrast), int(found[-1]) + 1 + pad))


def bands(rows: int, most: int) -> list[tuple[int, int]]:
    """Splits rows into the fewest bands of at most `most` rows, about equally high, that start at multiples of _STRIDE.

    Args:
        rows, most: at least _STRIDE, and `rows` a multiple of it.
    """
    count = math.ceil(rows / (most // _STRIDE * _STRIDE))
    edges = [round(rows / _STRIDE * band / count) * _STRIDE for band in range(count + 1)]
    return list(pairwise(edges))


def scaled_size(width: int, height: int, longest_side: float) -> tuple[int, int]:
    """Width and height to detect at: multiples of the model's stride, the longer one close to `longest_side`."""
    factor = longest_side / max(width, height)
    return (
        max(_STRIDE, round(width * factor / _STRIDE) * _STRIDE),
        max(_STRIDE, round(height * factor / _STRIDE) * _STRIDE),
    )


def prepare(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.float32]:
    """The model's input, 1 x 3 x height x width."""
    resized = np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BILINEAR))
    batch = np.empty((1, 3, *resized.shape[:2]), dtype=np.float32)
    for channel, mean, deviation in zip(range(3), _MEAN, _DEVIATION, strict=True):
        np.subtract(resized[:, :, 2 - channel], mean, out=batch[0, channel])
        batch[0, channel] /= deviation
    return batch


def text_boxes(probability: NDArray[np.float32], options: DetectorOptions) -> list[Box]:
    """Boxes around the regions of a text probability map (height x width), in its pixels."""
    mask = probability > options.pixel_threshold
    runs = connected_runs(mask)
    scores = region_means(runs, probability[mask])
    order = np.argsort(runs.region, kind="stable")
    limits = np.searchsorted(runs.region[order], np.arange(runs.count + 1))
    outlines = [
        _outline(runs, order[limits[region] : limits[region + 1]])
        for region in np.nonzero(scores >= options.region_threshold)[0]
    ]
    boxes = [box for box in level_boxes(outlines) if min(box.width, box.height) >= options.smallest_side]
    return [grown(box, options.growth) for box in boxes]


def level_boxes(outlines: Sequence[NDArray[np.float64]]) -> list[Box]:
    """A box around each outline, tilted as its line of text is."""
    tilts = shared_tilts([smallest_box(outline) for outline in outlines])
    return [box_at(outline, tilt) for outline, tilt in zip(outlines, tilts.tolist(), strict=True)]


def region_means(runs: Runs, values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean over each region of what each of its pixels is worth.

    Args:
        values: one for each set pixel, in raster order.
    """
    sizes = runs.stop - runs.start
    region = np.repeat(runs.region, sizes)
    return np.bincount(region, values, runs.count) / np.maximum(np.bincount(region, minlength=runs.count), 1)


def _outline(runs: Runs, members: NDArray[np.intp]) -> NDArray[np.float64]:
    """The convex hull of the member runs, which are all of a region in raster order."""
    row, start, stop = runs.row[members], runs.start[members], runs.stop[members]
    first = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
    last = np.concatenate([first[1:], [len(row)]]) - 1
    # A corner lies where two rows meet, at what reaches further of both.
    points = np.empty((2, len(first) + 1, 2))
    for side, edge, further in zip(points, (start[first], stop[last]), (np.minimum, np.maximum), strict=True):
        further(edge[1:], edge[:-1], out=side[1:-1, 0])
        side[0, 0], side[-1, 0] = edge[0], edge[-1]
        side[:-1, 1], side[-1, 1] = row[first], row[-1] + 1
    return convex_hull(points.reshape(-1, 2))
