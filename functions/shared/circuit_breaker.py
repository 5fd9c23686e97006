"""Stops calling a service that does not answer, so that its loss costs one time-out now and then, not one a call."""

from __future__ import annotations

import time
from collections.abc import Callable


class CircuitBreaker:
    """Open after a failure for some seconds; then one call is let through, whose fate decides.

    Args:
        seconds: how long calls are refused after a failure.
        clock: seconds that only grow.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._refuse_until = float("-inf")

    @property
    def is_open(self) -> bool:
        """Whether calls are refused now."""
        return self._clock() < self._refuse_until

    def failed(self) -> None:
        self._refuse_until = self._clock() + self._seconds

    def succeeded(self) -> None:
        self._refuse_until = float("-inf")
