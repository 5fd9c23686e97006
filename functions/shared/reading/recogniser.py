"""Reads strips of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.batches import plan
from functions.shared.reading.ctc import Character, decode
from functions.shared.reading.engine import EngineConfig, Model
from functions.shared.reading.signature import Signature
from functions.shared.reading.strips import HEIGHT

# Pixels of a strip per time step of the model.
STRIDE = 8


class Recogniser:
    """A text recogniser.

    Attributes:
        characters: class i is characters[i - 1], class 0 the blank.
    """

    def __init__(self, path: Path, characters: Sequence[str], config: EngineConfig) -> None:
        self.characters = tuple(characters)
        self._model = Model(path, config, Signature((None, 3, HEIGHT, None), (None, None, len(self.characters) + 1)))

    def __call__(self, strips: Sequence[NDArray[np.uint8]]) -> list[list[Character]]:
        """The characters on each strip (HEIGHT x width x 3, RGB), in the order given."""
        return [decode(steps, self.characters) for steps in self.probabilities(strips)]

    def probabilities(self, strips: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.float32]]:
        """The probabilities of classes at each step of each strip, steps x classes, in the order given."""
        read: list[NDArray[np.float32]] = [np.empty((0, 0), np.float32)] * len(strips)
        for batch in plan([strip.shape[1] for strip in strips]):
            probabilities = self._model(stack([strips[index] for index in batch.members], batch.width))
            for index, steps in zip(batch.members, probabilities, strict=True):
                read[index] = steps
        return read


def stack(strips: Sequence[NDArray[np.uint8]], width: int) -> NDArray[np.float32]:
    """The model's input, count x 3 x HEIGHT x width in -1 to 1, blue first, 0 (mid grey) beyond the end of a strip."""
    batch = np.zeros((len(strips), 3, HEIGHT, width), dtype=np.float32)
    for row, strip in zip(batch, strips, strict=True):
        filled = row[:, :, : strip.shape[1]]
        np.multiply(strip[:, :, ::-1].transpose(2, 0, 1), np.float32(1 / 127.5), out=filled)
        filled -= 1
    return batch
