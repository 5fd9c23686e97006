"""From a recogniser's probabilities over time to characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

BLANK = 0
SPACE = " "
# A class, the first step that shows it and the one after the last.
Run = tuple[int, int, int]


@dataclass(frozen=True)
class Character:
    """One recognised character, never a space.

    Attributes:
        text: the character.
        probability: of its most certain time step.
        start, stop: time steps at which it is the most probable class, start <= step < stop.
        space: greatest probability of a space since the character before it; 0 for the first.
    """

    text: str
    probability: float
    start: int
    stop: int
    space: float = 0.0

    @property
    def middle(self) -> float:
        """Time at its middle, in steps."""
        return (self.start + self.stop) / 2


def decode(probabilities: NDArray[np.float32], characters: Sequence[str]) -> list[Character]:
    """Greedy CTC: the best class of each step, repeats merged, blanks dropped.

    Args:
        probabilities: steps x classes; class 0 is the blank, class i is characters[i - 1].
    """
    runs: list[Run] = []
    start = 0
    for kind, steps in groupby(probabilities.argmax(axis=1).tolist()):
        stop = start + len(list(steps))
        if kind != BLANK:
            runs.append((kind, start, stop))
        start = stop
    return characters_of(runs, probabilities, characters)


def characters_of(
    runs: Sequence[Run], probabilities: NDArray[np.float32], characters: Sequence[str]
) -> list[Character]:
    """The characters that stand in runs of steps.

    Args:
        runs: class, first step and step after the last of each, spaces included.
        probabilities: steps x classes.
    """
    space_class = characters.index(SPACE) + 1 if SPACE in characters else None
    spaces = probabilities[:, space_class].tolist() if space_class else [0.0] * len(probabilities)
    found: list[Character] = []
    for kind, start, stop in runs:
        if characters[kind - 1] != SPACE:
            space = max(spaces[found[-1].stop : start], default=0.0) if found else 0.0
            chance = float(probabilities[start:stop, kind].max())
            found.append(Character(characters[kind - 1], chance, start, stop, space))
    return found
