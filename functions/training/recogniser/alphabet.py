"""Between text and the recogniser's classes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BLANK = 0


class Alphabet:
    """Class 0 is the blank, class i is characters[i - 1].

    Args:
        characters: as the model's manifest lists them.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        self._class = {character: index for index, character in enumerate(self.characters, start=1)}

    def classes(self, text: str) -> NDArray[np.int64]:
        """Targets for CTC: one class a character.

        Raises:
            ValueError: the model has no class for a character.
        """
        unknown = sorted(set(text) - self._class.keys())
        if unknown:
            raise ValueError(f"The model has no class for {' '.join(unknown)!r}.")
        return np.array([self._class[character] for character in text], dtype=np.int64)

    def text(self, best: NDArray[np.int64]) -> str:
        """What the best classes of successive time steps say: repeats merged, blanks dropped (greedy CTC)."""
        changes = best[np.flatnonzero(np.diff(best, prepend=-1))]
        return "".join(self.characters[kind - 1] for kind in changes if kind != BLANK).strip()
