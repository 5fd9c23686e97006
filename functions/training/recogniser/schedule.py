"""How long a run lasts and how fast it learns when."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """A short warm-up, then half a cosine down to nothing.

    Attributes:
        steps, minutes: the run ends with whichever comes first; at least one is given.
        rate: greatest learning rate.
        warm_up: steps until it is reached.
    """

    steps: int | None = None
    minutes: float | None = None
    rate: float = 3e-4
    warm_up: int = 50

    def __post_init__(self) -> None:
        if self.steps is None and self.minutes is None:
            raise ValueError("How long shall training last? Give --steps or --minutes.")

    def progress(self, step: int, seconds: float) -> float:
        """The share of the run that is done, 0 to 1."""
        by_steps = step / self.steps if self.steps else 0.0
        by_time = seconds / (60 * self.minutes) if self.minutes else 0.0
        return min(1.0, max(by_steps, by_time))

    def learning_rate(self, step: int, seconds: float) -> float:
        """For the step after `step` steps and `seconds` of training."""
        warm = min(1.0, (step + 1) / self.warm_up)
        return self.rate * warm * (1 + math.cos(math.pi * self.progress(step, seconds))) / 2
