"""Ruling lines in an image: strokes of any weight and colour, and the edges between differently filled cells.

A line is a long run of brightness steps in one row (or column) of pixels; it matters little which way the step goes,
so strokes and edges are found alike. Both edges of a stroke fall together into one segment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.document.faint import faint_lines
from functions.document.marks import without_marks
from functions.document.page_area import page_area
from functions.shared.page import Segment, Word

Bits = NDArray[np.bool_]
Numbers = NDArray[np.int64]

FAINTEST_STEP = 10  # of 255: a light grey hairline on white, above the noise of JPEG
STEP_ABOVE_NOISE = 6.0
SMALLEST_SHARE_DRAWN = 0.8  # of a run's length: above what a line of text reaches
THICK = 4  # rows of pixels beside a crisp line in which its blur may look like a faint one
SHRUNK = 0.1  # text heights by which a word's box is taken smaller, as it often reaches over a line
BLURRED = 0.3  # and larger, where its edges must not be taken for faint lines
REACH = 5  # text heights around all words inside which tables lie


@dataclass(frozen=True)
class _Runs:
    """Stretches of rows: pixels `begin` up to, not including, `finish` of `row`."""

    row: Numbers
    begin: Numbers
    finish: Numbers

    def __len__(self) -> int:
        return len(self.row)

    @property
    def length(self) -> Numbers:
        return self.finish - self.begin

    def where(self, keep: Bits) -> _Runs:
        return _Runs(self.row[keep], self.begin[keep], self.finish[keep])

    def with_runs(self, others: _Runs) -> _Runs:
        """These and others, by row."""
        ends = ("row", "begin", "finish")
        row, begin, finish = (np.concatenate([getattr(self, end), getattr(others, end)]) for end in ends)
        order = np.argsort(row, kind="stable")
        return _Runs(row[order], begin[order], finish[order])


def find_rules(image: NDArray[np.uint8], words: Sequence[Word], text_height: float) -> list[Segment]:
    """Horizontal and vertical ruling lines of a page, each once.

    Args:
        image: the page as RGB, height x width x 3.
        words: the words on it; lines that are nothing but the edges of letters are left out.
        text_height: usual height of a word, in pixels: the scale for what is long, near or thin.
    """
    part = page_area(words, image.shape[1], image.shape[0], REACH * text_height)
    image = image[part.top : part.bottom, part.left : part.right]
    words_there = [replace(word, left=word.left - part.left, top=word.top - part.top) for word in words]
    covered, around = (_covered(words_there, image.shape[0], image.shape[1], margin) for margin in (-SHRUNK, BLURRED))
    across = _lines(np.ascontiguousarray(image.transpose(2, 0, 1)), covered, around, text_height)
    down = _lines(np.ascontiguousarray(image.transpose(2, 1, 0)), covered.T, around.T, text_height)
    turned = [line.transposed() for line in down]
    found = without_marks([*across, *turned], words_there, text_height)
    return [_moved(line, part.left, part.top) for line in found]


def _moved(line: Segment, right: float, down: float) -> Segment:
    return Segment(line.x0 + right, line.y0 + down, line.x1 + right, line.y1 + down, line.thickness)


def _lines(planes: NDArray[np.uint8], covered: Bits, around: Bits, text_height: float) -> list[Segment]:
    """The horizontal lines of an image.

    Args:
        planes: 3 x height x width.
        covered: where words stand, height x width.
        around: where words stand or their edges, blurred as they may be.
    """
    steps = _steps(planes)
    noise = float(np.median(steps[::7, ::7]))
    crisp = _drawn(steps > max(FAINTEST_STEP, STEP_ABOVE_NOISE * noise), covered, text_height)
    stretch = max(3, round(0.4 * text_height))
    faint = faint_lines(planes, around, stretch) & ~_beside(crisp, steps.shape, stretch)
    runs = crisp.with_runs(_drawn(faint, around, text_height))
    return _merged(runs, near=max(2.0, 0.3 * text_height), gap=max(4.0, 0.5 * text_height), most=text_height)


def _drawn(bits: Bits, covered: Bits, text_height: float) -> _Runs:
    """Long runs of true pixels that are more than the edges of letters."""
    bits = bits.copy()
    bits[1:] |= bits[:-1].copy()  # a line may waver by a pixel
    least = max(12.0, 1.6 * text_height)
    runs = _bridged(_runs(bits), gap=max(3, round(0.3 * text_height)))
    runs = runs.where(runs.length >= least)
    runs = runs.where(_share(bits, runs) >= SMALLEST_SHARE_DRAWN)
    runs, in_the_open = _out_of_words(runs, bits & ~covered[:-1])
    return runs.where(in_the_open >= least)


def _beside(runs: _Runs, shape: tuple[int, ...], reach: int) -> Bits:
    """True close to runs, where averages would only make them longer and thicker."""
    near = np.zeros(shape, dtype=np.bool_)
    for row, begin, finish in zip(runs.row.tolist(), runs.begin.tolist(), runs.finish.tolist(), strict=True):
        near[max(0, row - THICK) : row + THICK + 1, max(0, begin - reach) : finish + reach] = True
    return near


def _steps(planes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How much each pixel differs from the one below it, in the colour that differs most."""
    above, below = planes[:, :-1], planes[:, 1:]
    red, green, blue = np.maximum(above, below) - np.minimum(above, below)
    return np.asarray(np.maximum(np.maximum(red, green), blue), dtype=np.uint8)


def _runs(bits: Bits) -> _Runs:
    """Maximal stretches of true pixels in each row."""
    height, width = bits.shape
    padded = np.zeros((height, width + 2), dtype=np.int8)
    padded[:, 1:-1] = bits
    change = np.diff(padded, axis=1)
    row, begin = np.nonzero(change == 1)
    finish = np.nonzero(change == -1)[1]
    return _Runs(row, begin, finish)


def _bridged(runs: _Runs, gap: int) -> _Runs:
    """Runs of one row joined where at most `gap` pixels part them."""
    if not len(runs):
        return runs
    fresh = np.ones(len(runs), dtype=np.bool_)
    fresh[1:] = (runs.row[1:] != runs.row[:-1]) | (runs.begin[1:] - runs.finish[:-1] > gap)
    first = np.nonzero(fresh)[0]
    last = np.append(first[1:], len(runs)) - 1
    return _Runs(runs.row[first], runs.begin[first], runs.finish[last])


def _share(bits: Bits, runs: _Runs) -> NDArray[np.float64]:
    """Which share of each run's pixels is true in `bits`."""
    total = np.zeros((bits.shape[0], bits.shape[1] + 1), dtype=np.int32)
    np.cumsum(bits, axis=1, out=total[:, 1:])
    return (total[runs.row, runs.finish] - total[runs.row, runs.begin]) / np.maximum(runs.length, 1)


def _out_of_words(runs: _Runs, in_the_open: Bits) -> tuple[_Runs, Numbers]:
    """The runs without ends that lie in words, and how many pixels of each are drawn outside of words.

    Args:
        in_the_open: pixels that are drawn and not in a word.
    """
    width = in_the_open.shape[1]
    places = np.flatnonzero(in_the_open)
    first = np.searchsorted(places, runs.row * width + runs.begin)
    beyond = np.searchsorted(places, runs.row * width + runs.finish)
    runs, first, beyond = runs.where(beyond > first), first[beyond > first], beyond[beyond > first]
    start = runs.row * width
    return _Runs(runs.row, places[first] - start, places[beyond - 1] + 1 - start), beyond - first


def _covered(words: Sequence[Word], height: int, width: int, margin: float) -> Bits:
    """True where a word stands.

    Args:
        margin: by how much more than its box it takes, in heights of its text; less where negative.
    """
    covered = np.zeros((height, width), dtype=np.bool_)
    for word in words:
        more = margin * min(word.width, word.height)
        rows = slice(max(0, round(word.top - more)), max(0, round(word.bottom + more)))
        columns = slice(max(0, round(word.left - more)), max(0, round(word.right + more)))
        covered[rows, columns] = True
    return covered


def _merged(runs: _Runs, near: float, gap: float, most: float) -> list[Segment]:
    """Runs of neighbouring rows as one line: both edges of a stroke, pieces of a line that steps from row to row.

    Args:
        near, gap: how far down and along a run may be from the one before it, in pixels.
        most: how far down from the first one of its line.
    """
    open_lines: list[list[tuple[int, int, int]]] = []
    closed: list[list[tuple[int, int, int]]] = []
    for row, begin, finish in zip(runs.row.tolist(), runs.begin.tolist(), runs.finish.tolist(), strict=True):
        closed += [line for line in open_lines if row - line[-1][0] > near or row - line[0][0] > most]
        open_lines = [line for line in open_lines if row - line[-1][0] <= near and row - line[0][0] <= most]
        for line in open_lines:
            if any(
                begin <= other_finish + gap and other_begin <= finish + gap for _, other_begin, other_finish in line
            ):
                line.append((row, begin, finish))
                break
        else:
            open_lines.append([(row, begin, finish)])
    return [_segment(line) for line in closed + open_lines]


def _segment(line: list[tuple[int, int, int]]) -> Segment:
    weights = [finish - begin for _, begin, finish in line]
    rows = [row for row, _, _ in line]
    middle = (min(rows) + max(rows)) / 2 if max(rows) - min(rows) <= 3 else float(np.average(rows, weights=weights))
    begin, finish = min(begin for _, begin, _ in line), max(finish for _, _, finish in line)
    return Segment(float(begin), middle, float(finish), middle, float(max(rows) - min(rows) + 1))
