"""Word F1: how many of a page's words were read exactly, and how many of the words read stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from functions.evaluation.counts import Counts
from functions.evaluation.words import composed


def word_counts(printed: Iterable[str], read: Iterable[str]) -> Counts:
    """Counts of one page, as multisets: where a word stands and in what order it was read play no role.

    A word is what stands between white space. Two words are the same where every character is, after Unicode NFC: case,
    accents, punctuation and the kind of dash or quote count.

    Args:
        printed, read: words or lines.
    """
    truth, reading = (Counter(word for text in texts for word in composed(text).split()) for texts in (printed, read))
    return Counts((truth & reading).total(), truth.total(), reading.total())
