"""From a recogniser's probabilities over time to words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLANK = 0


@dataclass(frozen=True)
class Character:
    """One recognised character.

    Attributes:
        text: the character.
        probability: of its most certain time step.
        start, stop: time steps at which it is the most probable class, start <= step < stop.
    """

    text: str
    probability: float
    start: int
    stop: int


@dataclass(frozen=True)
class Span:
    """One word of a strip.

    Attributes:
        text: the word.
        confidence: mean probability of its characters (see `Reader` for the calibrated one).
        start, stop: time steps it covers, fractions allowed.
    """

    text: str
    confidence: float
    start: float
    stop: float


def decode(probabilities: NDArray[np.float32], characters: Sequence[str]) -> list[Character]:
    """Greedy CTC: the best class of each step, repeats merged, blanks dropped.

    Args:
        probabilities: steps x classes; class 0 is the blank, class i is characters[i - 1].
    """
    best = probabilities.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    stops = np.append(starts[1:], len(best))
    found = []
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        kind = best[start]
        if kind != BLANK:
            probability = float(probabilities[start:stop, kind].max())
            found.append(Character(characters[kind - 1], probability, start, stop))
    return found


def words(characters: Sequence[Character], steps: float) -> list[Span]:
    """Splits characters at spaces.

    Neighbours meet in the middle of the space between them; the first starts at step 0, the last ends at `steps`.
    """
    spans: list[Span] = []
    start = 0.0
    current: list[Character] = []
    for character in characters:
        if character.text != " ":
            current.append(character)
            continue
        middle = (character.start + character.stop) / 2
        if current:
            spans.append(_span(current, start, middle))
        start, current = middle, []
    if current:
        spans.append(_span(current, start, steps))
    return spans


def _span(characters: list[Character], start: float, stop: float) -> Span:
    text = "".join(character.text for character in characters)
    confidence = sum(character.probability for character in characters) / len(characters)
    return Span(text, confidence, start, stop)
