"""Whether confidence tells how often words are right: reliability by bins, and the calibration error."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.evaluation.places import Place

# Narrow towards certainty, where most words are.
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
# A word's confidence, and whether it is right.
Outcome = tuple[float, bool]


@dataclass(frozen=True)
class Bin:
    """Words of similar confidence.

    Attributes:
        words: how many.
        confidence: their mean.
        right: the share of them that is right.
    """

    words: int
    confidence: float
    right: float


def outcomes(places: Iterable[Place]) -> list[Outcome]:
    """Each text read, with whether it is what stands there; one where nothing stands is wrong."""
    found = []
    for place in places:
        waiting = [word.text for word in place.printed]
        for text in place.read:
            right = text.text in waiting
            if right:
                waiting.remove(text.text)
            found.append((text.confidence, right))
    return found


def reliability(outcomes: Iterable[Outcome], edges: Sequence[float] = EDGES) -> list[Bin]:
    """The reliability curve: bins that hold words, by rising confidence.

    Args:
        outcomes: confidence of each word, and whether it is right.
        edges: lower ends of the bins, rising from 0.
    """
    held: dict[int, list[Outcome]] = {}
    for confidence, right in outcomes:
        held.setdefault(bisect_right(edges, confidence), []).append((confidence, right))
    return [_bin(held[number]) for number in sorted(held)]


def _bin(held: Sequence[Outcome]) -> Bin:
    return Bin(
        len(held), sum(confidence for confidence, _ in held) / len(held), sum(right for _, right in held) / len(held)
    )


def calibration_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error: mean distance of confidence from the share of right words, 0 to 1; each bin weighs
    what it holds (Guo et al., "On calibration of modern neural networks", 2017, equation 3). 0 where there are none."""
    held = list(bins)
    words = sum(one.words for one in held)
    return sum(one.words * abs(one.confidence - one.right) for one in held) / words if words else 0.0
