"""Batches of lines for training, in an order that depends on the seed alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from functions.shared.reading.batches import BUCKET
from functions.shared.reading.recogniser import stack
from functions.training.lines.line import Line, Material, line
from functions.training.lines.page_lines import TRAINING_SEEDS, PageSource
from functions.training.recogniser.alphabet import Alphabet

# Lines drawn together, so that those of a batch can be of like width, and the pages that further lines are cut out of:
# lines are in all faces and about everything, pages are what is read in the end.
POOL, PAGES = 192, 3
# Most pixels of width in a batch, padding included: about 32 lines.
BATCH_WIDTH = 8192
# Wider lines are left out: they cost much and teach little.
WIDEST = 640
# Seeds of lines for evaluation lie beyond all that training reaches.
EVALUATION_SEEDS = 1 << 40


@dataclass(frozen=True)
class LineBatch:
    """Lines side by side.

    Attributes:
        strips: count x 3 x 48 x width, as the network takes them.
        targets: the classes of all lines, one after another.
        lengths: how many of these each line has.
        texts: what the lines say.
    """

    strips: Tensor
    targets: Tensor
    lengths: Tensor
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Position:
    """How far training has come through its data: batches used of the current pool, and pools used up."""

    pool: int = 0
    batch: int = 0


class Pools(Dataset[list[LineBatch]]):
    """Pool i holds the lines of seeds i * POOL and on and those of pages i * PAGES and on, in batches of like width.

    Args:
        pages: where lines of pages come from; without it there are none.
    """

    def __init__(
        self, material: Material, alphabet: Alphabet, seed: int, pool: int = POOL, pages: PageSource | None = None
    ) -> None:
        self._material, self._alphabet, self._pages = material, alphabet, pages
        self._seed, self._pool = seed, pool

    def __getitem__(self, number: int) -> list[LineBatch]:
        first = (self._seed << 32) + number * self._pool
        lines = [line(seed, self._material) for seed in range(first, first + self._pool)]
        if self._pages:
            start = (self._seed << 32) + number * PAGES
            seeds = (TRAINING_SEEDS[seed % len(TRAINING_SEEDS)] for seed in range(start, start + PAGES))
            lines += [each for seed in seeds for each in self._pages.lines(seed)]
        batches = [collate(group, self._alphabet) for group in of_like_width(lines)]
        random.Random(first).shuffle(batches)  # noqa: S311 (an order of batches is no secret)
        return batches


def stream(pools: Pools, start: Position, workers: int) -> Iterator[tuple[LineBatch, Position]]:
    """Batches without end, each with the position after it.

    Args:
        workers: processes that draw lines; 0 draws in this one.
    """
    numbers = range(start.pool, 1 << 31)
    loader = DataLoader(
        pools,
        batch_size=None,
        sampler=numbers,
        num_workers=workers,
        prefetch_factor=2 if workers else None,
        multiprocessing_context="spawn" if workers else None,
    )
    skipped = start.batch
    for number, batches in zip(numbers, loader, strict=False):
        for index in range(skipped, len(batches)):
            last = index + 1 == len(batches)
            yield batches[index], Position(number + 1, 0) if last else Position(number, index + 1)
        skipped = 0


def of_like_width(lines: Sequence[Line], batch_width: int = BATCH_WIDTH) -> Iterator[list[Line]]:
    """The lines up to WIDEST, narrow to wide, in groups of at most batch_width pixels padded."""
    group: list[Line] = []
    for each in sorted((each for each in lines if width(each) <= WIDEST), key=width):
        if group and (len(group) + 1) * padded(width(each)) > batch_width:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def collate(lines: Sequence[Line], alphabet: Alphabet) -> LineBatch:
    """A batch of lines, padded as serving pads them."""
    strips = stack([each.strip for each in lines], padded(max(width(each) for each in lines)))
    targets = [alphabet.classes(each.text) for each in lines]
    return LineBatch(
        torch.from_numpy(strips),
        torch.from_numpy(np.concatenate(targets)),
        torch.tensor([len(target) for target in targets]),
        tuple(each.text for each in lines),
    )


def width(each: Line) -> int:
    return each.strip.shape[1]


def padded(width: int) -> int:
    return -(-width // BUCKET) * BUCKET
