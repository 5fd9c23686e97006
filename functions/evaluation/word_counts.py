"""Word F1: how many of a page's words were read exactly, and how many of the words read stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from functions.evaluation.words import composed


@dataclass(frozen=True)
class WordCounts:
    """Words of one page, or of several added up.

    Attributes:
        matched: words both printed and read; a word counts as often as it is in both.
        printed: words of the truth.
        read: words of the reader.
    """

    matched: int = 0
    printed: int = 0
    read: int = 0

    @property
    def precision(self) -> float:
        """Share of the words read that are right; 1 where none was read."""
        return self.matched / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Share of the words printed that were read; 1 where none is printed."""
        return self.matched / self.printed if self.printed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 for an empty page that was read as empty."""
        both = self.printed + self.read
        return 2 * self.matched / both if both else 1.0

    def __add__(self, other: WordCounts) -> WordCounts:
        return WordCounts(self.matched + other.matched, self.printed + other.printed, self.read + other.read)


def word_counts(printed: Iterable[str], read: Iterable[str]) -> WordCounts:
    """Counts of one page, as multisets: where a word stands and in what order it was read play no role.

    A word is what stands between white space. Two words are the same where every character is, after Unicode NFC: case,
    accents, punctuation and the kind of dash or quote count.

    Args:
        printed, read: words or lines.
    """
    truth, reading = (Counter(word for text in texts for word in composed(text).split()) for texts in (printed, read))
    return WordCounts((truth & reading).total(), truth.total(), reading.total())
