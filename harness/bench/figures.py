"""A measured figure, and how repeated measurements become one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """Something measured, beside its goal.

    Attributes:
        name: what was measured.
        value: the median of the runs.
        unit: of the value and the goal.
        goal: the value should be at most this; None where none was set.
        runs: every measurement, in order.
        processor: seconds of processor time beside a wall time, which alone says little of a busy machine.
        at_least: the value should be at least the goal instead.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    runs: tuple[float, ...] = ()
    processor: float | None = None
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where none was set."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "goal": self.goal,
            "at_least": self.at_least,
            "reached": self.reached,
            "runs": [round(run, 3) for run in self.runs],
            "processor_seconds": None if self.processor is None else round(self.processor, 3),
        }


def seconds(name: str, action: Callable[[], object], *, runs: int, goal: float | None = None) -> Figure:
    """Times an action several times; the figure's value is the median."""
    measured = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        measured.append(time.perf_counter() - started)
    return Figure(name, statistics.median(measured), "s", goal, tuple(measured))
