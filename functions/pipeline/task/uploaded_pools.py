"""Training data with lines that people labelled among those that are drawn."""

from __future__ import annotations

import random
from collections.abc import Sequence

from functions.training.lines.line import Line, Material
from functions.training.lines.page_lines import PageSource
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import LineBatch, Pools, collate, of_like_width

SHARE = 64  # labelled lines in a pool, of which the drawn ones are some three times as many


class UploadedPools(Pools):
    """Pools of drawn lines, and in each some of the labelled ones.

    Args:
        uploaded: labelled lines; may be none.
    """

    def __init__(
        self, material: Material, alphabet: Alphabet, seed: int, pages: PageSource, uploaded: Sequence[Line]
    ) -> None:
        super().__init__(material, alphabet, seed, pages=pages)
        self._uploaded, self._seed_of_choice = uploaded, seed

    def __getitem__(self, number: int) -> list[LineBatch]:
        batches = super().__getitem__(number)
        if self._uploaded:
            chance = random.Random((self._seed_of_choice << 32) + number)  # noqa: S311 (an order is no secret)
            chosen = chance.sample(self._uploaded, min(SHARE, len(self._uploaded)))
            batches += [collate(group, self._alphabet) for group in of_like_width(chosen)]
            chance.shuffle(batches)
        return batches
