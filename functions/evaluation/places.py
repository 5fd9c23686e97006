"""Which printed words and which read texts stand in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.evaluation.words import Box, PrintedWord, ReadText, around, coordinates, overlaps

# The share of the smaller of two boxes that the other must cover. Boxes of neighbouring lines share less, as measured
# of detectors that draw generous boxes; a box that is off by half a word still counts.
LEAST_OVERLAP = 0.3


@dataclass(frozen=True)
class Place:
    """Words that belong together by where they stand; most places hold one printed and one read word.

    Attributes:
        printed: in the order of the truth; empty where the reader saw what is not there.
        read: in the order of the printed words that they lie on; empty where the reader saw nothing.
        categories: of the printed words; where there are none, those of the printed word nearest to it.
    """

    printed: tuple[PrintedWord, ...]
    read: tuple[ReadText, ...]
    categories: frozenset[str] = frozenset()

    @property
    def box(self) -> Box:
        """Around everything printed and read here."""
        return around([*(word.box for word in self.printed), *(text.box for text in self.read)])

    @property
    def printed_text(self) -> str:
        return " ".join(word.text for word in self.printed)

    @property
    def read_text(self) -> str:
        return " ".join(text.text for text in self.read)


def places(printed: Sequence[PrintedWord], read: Sequence[ReadText]) -> list[Place]:
    """Groups of words that boxes which overlap hold together; every word is in exactly one.

    Order on the page plays no role from one place to another. Within a place, texts are ordered by the printed word
    that they share most with, then as the reader ordered them.
    """
    shares = overlaps([word.box for word in printed], [text.box for text in read])
    groups = _connected(shares >= LEAST_OVERLAP)
    nearest = _nearest(printed, read)
    found = []
    for words, texts in groups:
        ordered = sorted(texts, key=lambda text: (int(shares[:, text].argmax()) if words else 0, text))
        near = words or [nearest[text] for text in texts if printed]
        categories = frozenset[str]().union(*(printed[word].categories for word in near))
        found.append(Place(tuple(printed[word] for word in words), tuple(read[text] for text in ordered), categories))
    return found


def _connected(linked: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """Connected components of a graph between rows and columns; rows and columns of each in ascending order."""
    rows, columns = linked.shape
    waiting, groups = set(range(rows + columns)), []
    while waiting:
        reached, frontier = set[int](), {min(waiting)}
        while frontier:
            reached |= frontier
            frontier = {other for node in frontier for other in _neighbours(linked, node)} - reached
        waiting -= reached
        groups.append((sorted(n for n in reached if n < rows), sorted(n - rows for n in reached if n >= rows)))
    return groups


def _neighbours(linked: NDArray[np.bool_], node: int) -> list[int]:
    rows = linked.shape[0]
    if node < rows:
        return [rows + int(column) for column in np.flatnonzero(linked[node])]
    return [int(row) for row in np.flatnonzero(linked[:, node - rows])]


def _nearest(printed: Sequence[PrintedWord], read: Sequence[ReadText]) -> list[int]:
    """For each read text, the printed word whose middle is nearest."""
    if not printed:
        return []
    words, texts = (coordinates(item.box for item in side) for side in (printed, read))
    middles = (words[:, :2] + words[:, 2:]) / 2
    others = (texts[:, :2] + texts[:, 2:]) / 2
    distances = np.linalg.norm(others[:, np.newaxis] - middles[np.newaxis], axis=-1)
    return [int(index) for index in distances.argmin(axis=1)]
