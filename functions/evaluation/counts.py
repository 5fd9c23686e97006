"""Precision, recall and F1 of things that are right or wrong as a whole: words, cells, blocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Things of one page, or of several added up.

    Attributes:
        matched: both printed and read; one counts as often as it is in both.
        printed: in the truth.
        read: by the reader.
    """

    matched: int = 0
    printed: int = 0
    read: int = 0

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 where nothing was read."""
        return self.matched / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Share of what is printed that was read; 1 where nothing is printed."""
        return self.matched / self.printed if self.printed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 for an empty page that was read as empty."""
        both = self.printed + self.read
        return 2 * self.matched / both if both else 1.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.matched + other.matched, self.printed + other.printed, self.read + other.read)
