"""From a recogniser's own probability of a word to how often such words are right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Probabilities this close to 0 or 1 say no more.
_LEAST = 1e-4


@dataclass(frozen=True)
class Calibration:
    """Platt scaling: log odds that a word is right are linear in those of the recogniser's mean probability.

    Platt, "Probabilistic outputs for support vector machines" (1999). The default changes nothing.

    Attributes:
        slope: more than 0, so that a more certain word stays more certain.
        offset: log odds of a word whose characters are even bets.
    """

    slope: float = 1.0
    offset: float = 0.0

    def __post_init__(self) -> None:
        if not self.slope > 0:
            raise ValueError(f"The slope of a calibration is {self.slope}; it must be more than 0.")

    @classmethod
    def of(cls, manifest: Mapping[str, float] | None) -> Calibration:
        """The calibration that a model's manifest states, if any."""
        return cls(manifest["slope"], manifest["offset"]) if manifest else cls()

    def __call__(self, probability: float) -> float:
        """The probability that a word is right whose characters have this mean probability."""
        return bounded(1 / (1 + math.exp(-self.slope * log_odds(probability) - self.offset)))


def log_odds(probability: float) -> float:
    """Log odds of a probability, bounded at both ends."""
    probability = bounded(probability)
    return math.log(probability / (1 - probability))


def bounded(probability: float) -> float:
    """The nearest probability that says no more than can be known."""
    return min(max(probability, _LEAST), 1 - _LEAST)
