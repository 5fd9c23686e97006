"""Hyphens and dashes, told apart by what they were read as, their length, and what others of the page look like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.calibration import log_odds
from functions.shared.reading.components import Runs, connected_runs
from functions.shared.reading.ctc import Character
from functions.shared.reading.readings import Line
from functions.shared.reading.recogniser import STRIDE

_KINDS = frozenset("-–—")
# Weights of what `described` gives. On 2,657 strokes of 106 drawn timetables, as the second shipped recogniser reads
# them, they err 194 times, the recogniser's own odds 321 times.
_WEIGHTS = (0.5, 2.0, 0.8, 2.0, 0.8, 1.3)
# Lengths within which a stroke says something, and what is supposed of one that cannot be measured.
_SHORTEST, _USUAL, _LONGEST = 0.2, 0.55, 1.2
# Strokes whose lengths differ by less count as alike.
_ALIKE = 0.12
# A dash of width em is at least this long.
_EM_DASH = 1.1
# Probability from which a space counts as one.
_SPACE = 0.5
# What stands higher than this part of the strip is a letter; what is thicker, no stroke.
_LETTER = 0.4
_THICK = 0.25
# Rows by which a stroke's edge may waver.
_WAVER = 3


@dataclass(frozen=True)
class Stroke:
    """A hyphen or dash.

    Attributes:
        line, index: which character of which line it is.
        read: log odds of a dash, as recognised.
        length: in parts of the height of capitals; None where it cannot be measured.
        spaced: whether it stands between spaces. Word processors turn hyphens between spaces into dashes.
    """

    line: int
    index: int
    read: float
    length: float | None
    spaced: bool = False


def told_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with each hyphen or dash of the likelier kind.

    Whoever sets a page means strokes of one length to be of one kind, so each is judged by all that are alike.
    """
    strokes = [stroke for number, line in enumerate(lines) for stroke in _strokes(line, number)]
    texts = [list(line.characters) for line in lines]
    for stroke, odds in zip(strokes, judged(strokes), strict=True):
        character = texts[stroke.line][stroke.index]
        texts[stroke.line][stroke.index] = replace(
            character, text=_text(character.text, odds, stroke.length), probability=1 / (1 + math.exp(-abs(odds)))
        )
    return [replace(line, characters=text) for line, text in zip(lines, texts, strict=True)]


def judged(strokes: Sequence[Stroke]) -> list[float]:
    """For each stroke of a page, the log odds that it is a dash."""
    return [float(np.dot(features, _WEIGHTS)) for features in described(strokes)]


def described(strokes: Sequence[Stroke]) -> NDArray[np.float64]:
    """What tells dashes: strokes x (as read, length, as those alike were read on average, their length, spaced, 1)."""
    if not strokes:
        return np.empty((0, len(_WEIGHTS)))
    read = np.array([stroke.read for stroke in strokes])
    measured = np.array([stroke.length is not None for stroke in strokes])
    length = np.array([_USUAL if stroke.length is None else stroke.length for stroke in strokes])
    length = np.clip(length, _SHORTEST, _LONGEST) - _USUAL
    alike = (np.abs(length[:, np.newaxis] - length) < _ALIKE) | ~measured | ~measured[:, np.newaxis]
    # A stroke without its like counts as half of a pair that says nothing.
    shares = alike / (alike.sum(axis=1, keepdims=True) + 1)
    spaced = np.array([float(stroke.spaced) for stroke in strokes])
    return np.stack([read, length, shares @ read, shares @ length, spaced, np.ones(len(strokes))], axis=1)


def _strokes(line: Line, number: int) -> list[Stroke]:
    found = [index for index, character in enumerate(line.characters) if character.text in _KINDS]
    if not found:
        return []
    capital = capital_height(connected_runs(line.inked), line.inked.shape[0])
    middles = [0, *(round(character.middle * STRIDE) for character in line.characters), line.inked.shape[1]]
    strokes = []
    for index in found:
        character = line.characters[index]
        read = log_odds(character.probability) * (-1 if character.text == "-" else 1)
        left, middle, right = middles[index : index + 3]
        across = stroke_length(line.inked[:, left:right], middle - left)
        length = across / capital if capital and across else None
        strokes.append(Stroke(number, index, read, length, _spaced(line.characters, index)))
    return strokes


def _spaced(characters: Sequence[Character], index: int) -> bool:
    before = characters[index].space > _SPACE or index == 0
    return before and (index + 1 == len(characters) or characters[index + 1].space > _SPACE)


def stroke_length(inked: NDArray[np.bool_], middle: int) -> int:
    """Columns of the stroke nearest to a column: those that hold ink in its rows only; 0 where there is no stroke.

    Args:
        inked: from the middle of the character before to that of the one after, height x width.
        middle: the column.
    """
    height, width = inked.shape
    top, bottom = np.argmax(inked, axis=0), height - np.argmax(inked[::-1], axis=0)
    thin = np.flatnonzero(np.any(inked, axis=0) & (bottom - top <= _THICK * height))
    if not len(thin):
        return 0
    nearest = thin[np.argmin(np.abs(thin - middle))]
    if abs(nearest - middle) > STRIDE:
        return 0
    level = (top[thin] >= top[nearest] - _WAVER) & (bottom[thin] <= bottom[nearest] + _WAVER)
    columns = np.zeros(width + 2, dtype=bool)
    columns[thin[level] + 1] = True
    gaps = np.flatnonzero(~columns) - 1
    after = int(np.searchsorted(gaps, nearest))
    return int(gaps[after] - gaps[after - 1] - 1)


def capital_height(runs: Runs, height: int) -> float:
    """Median height of what is high enough for a letter, in pixels; 0 where nothing is."""
    top, bottom = np.full(runs.count, height), np.zeros(runs.count, np.intp)
    np.minimum.at(top, runs.region, runs.row)
    np.maximum.at(bottom, runs.region, runs.row + 1)
    heights = (bottom - top)[bottom - top > _LETTER * height]
    return float(np.median(heights)) if len(heights) else 0.0


def _text(read: str, odds: float, length: float | None) -> str:
    if odds <= 0:
        return "-"
    return "—" if read == "—" and (length or 0) > _EM_DASH else "–"
