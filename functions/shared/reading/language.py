"""How likely a character is after those before it: a character n-gram model of what timetables say.

Jelinek and Mercer's interpolation with the weights of Witten and Bell (1991), counted and written by
`functions.training.language`. An n-gram is packed into an integer, so that the model is four sorted arrays: it takes
milliseconds to load and a few megabytes to hold.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGED = Path(__file__).resolve().parents[2] / "models" / "language"
NGRAMS, CHARACTERS = "ngrams.npz", "characters.json"
# Bits of a symbol in a packed n-gram: 1 to 510 are characters, 511 is the edge of a line.
BITS = 9
EDGE = (1 << BITS) - 1
# Characters of the longest n-gram.
ORDER = 5
# Log-probabilities are kept in steps of this, up to 255 of them.
STEP = 1 / 16
# What a character costs that the model has never seen.
_UNSEEN = -12.0


class LanguageModel:
    """Log-probabilities of characters.

    Args:
        characters: symbol i is characters[i - 1].
        ngrams, costs: packed n-grams in rising order, and the negative log-probability of the last symbol of each, in
            STEP.
        histories, retreats: packed histories in rising order, and what it costs to forget each one's oldest symbol.
    """

    def __init__(
        self,
        characters: Sequence[str],
        ngrams: NDArray[np.uint64],
        costs: NDArray[np.uint8],
        histories: NDArray[np.uint64],
        retreats: NDArray[np.uint8],
    ) -> None:
        self.symbols = {character: symbol for symbol, character in enumerate(characters, start=1)}
        # Memory views give Python's integers one by one, faster than arrays do.
        self._ngrams, self._costs = ngrams.data, costs.data
        self._histories, self._retreats = histories.data, retreats.data
        self.log_probability = lru_cache(maxsize=1 << 15)(self._log_probability)

    @classmethod
    def load(cls, directory: Path = PACKAGED) -> LanguageModel:
        """The model in a directory."""
        characters = json.loads((directory / CHARACTERS).read_text(encoding="utf-8"))
        with np.load(directory / NGRAMS) as arrays:
            return cls(characters, *(arrays[name] for name in ("ngrams", "costs", "histories", "retreats")))

    def symbol(self, character: str) -> int:
        """Of a character; 0 for one that the model does not know."""
        return self.symbols.get(character, 0)

    def _log_probability(self, history: int, symbol: int) -> float:
        """Natural logarithm of the probability of a symbol after a packed history of at most ORDER - 1 symbols."""
        spent = 0
        while True:
            found = _find(self._ngrams, history << BITS | symbol)
            if found is not None:
                return -STEP * (spent + self._costs[found])
            if not history:
                return _UNSEEN - STEP * spent
            left = _find(self._histories, history)
            spent += 0 if left is None else self._retreats[left]
            history = without_oldest(history)


@cache
def packaged_language() -> LanguageModel:
    """The model that ships inside the function's package, one for all readers."""
    return LanguageModel.load()


def extended(history: int, symbol: int) -> int:
    """A packed history with one more symbol; of more than ORDER - 1, the oldest are forgotten."""
    return (history << BITS | symbol) & ((1 << BITS * (ORDER - 1)) - 1)


def without_oldest(history: int) -> int:
    """A packed history without its oldest symbol."""
    oldest = (history.bit_length() - 1) // BITS * BITS
    return history & ((1 << oldest) - 1)


def packed(symbols: Sequence[int]) -> int:
    """Symbols as one integer, the first in its highest bits."""
    whole = 0
    for symbol in symbols:
        whole = whole << BITS | symbol
    return whole


def _find(values: memoryview, value: int) -> int | None:
    place = bisect_left(values, value)
    return place if place < len(values) and values[place] == value else None
