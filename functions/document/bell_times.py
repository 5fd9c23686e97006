"""Times of headings that follow each other through a day, read together: where one was misread, its neighbours tell.

Of all ways to give each heading a stretch of the day, one after the other, the one is taken whose times differ least
from what was read, in digits dropped, added or changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from functions.document.times import NOTHING_SAID, TimeSpan, minutes_of, unnumbered, written

GAP = 0.6  # what a heading costs, in digits, that does not begin where the one before it ends
LONG, LONG_COSTS = 2 * 60, 0.5  # minutes that a heading seldom lasts, and what it costs to
UNREAD = 0.4  # of its digits: what it costs at most, for it then counts as not read at all
ONE = 0.5  # digits, which it costs that the narrow 1 was not seen, or seen twice
FEWEST = 2  # headings that must be read, and the share of them
MOST_READ = 0.6
_FIRST, _LAST, _STEP = 7 * 60, 20 * 60, 5  # minutes since midnight at which headings begin and end, if not read so
_LOOKALIKES = str.maketrans("OoIil|LSsBZzA", "0011111558224")
_NUMBER = re.compile(r"(?<![A-Za-z])[\dOoIil|SsBZzA.:;,·]*\d[\dOoIil|SsBZzA.:;,·]*(?![A-Za-z])|\d")
_MOST_DIGITS = 8  # of a time with start and end

Costs = NDArray[np.float64]


def time_digits(text: str) -> str:
    """The digits of what may be a time with start and end, misread as it is; empty for any other text."""
    said = unnumbered(text)
    parts = "".join(_NUMBER.findall(said)).translate(_LOOKALIKES)
    digits = "".join(letter for letter in parts if letter.isdigit())
    return digits if 3 <= len(digits) <= _MOST_DIGITS + 1 else ""


def in_order(spans: Sequence[TimeSpan]) -> bool:
    """True where each span ends after it begins, and none begins before the one before it ends."""
    if any(span.start == span.end is not None for span in spans):
        return False
    edges = [minutes_of(time) for span in spans for time in (span.start, span.end) if time is not None]
    return all(before <= after for before, after in pairwise(edges))


def followed(said: Sequence[str], spans: Sequence[TimeSpan] = ()) -> list[TimeSpan] | None:
    """The time of each heading; None where too few of them make sense together.

    Args:
        said: the digits of each heading in the order of the day, as `time_digits` gives them.
        spans: what was read as times: such as 8:52 are there none other than in these.
    """
    times = _times(spans)
    lasts = times[None, :] - times[:, None]  # minutes from each time (down) to each (across)
    lasting = np.where(lasts <= 0, np.inf, np.where(lasts > LONG, LONG_COSTS, 0.0))
    passing = np.where(lasts < 0, np.inf, 0.0)
    costs = [(_costs(digits, times) + lasting, UNREAD * len(digits) + passing) for digits in said]
    reached = [np.zeros(len(times))]
    for read, unread in costs:
        reached.append((_begun(reached[-1])[:, None] + np.minimum(read, unread)).min(axis=0))
    found: list[TimeSpan] = []
    end = int(np.argmin(reached[-1]))
    for before, (read, unread) in zip(reached[-2::-1], costs[::-1], strict=True):
        begun = _begun(before)
        start = int(np.argmin(begun + np.minimum(read, unread)[:, end]))
        known = read[start, end] < unread[start, end]
        found.append(TimeSpan(written(int(times[start])), written(int(times[end]))) if known else NOTHING_SAID)
        end = start if before[start] <= begun[start] else int(np.argmin(before[: start + 1]))
    complete = sum(span.complete for span in found)
    return _filled(found[::-1]) if complete >= max(FEWEST, MOST_READ * len(said)) else None


def _filled(spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """The spans, one that is not known between two that are lasting from one to the other."""
    filled = list(spans)
    for number in range(1, len(spans) - 1):
        before, after = spans[number - 1].end, spans[number + 1].start
        if not spans[number].complete and before and after and before < after:
            filled[number] = TimeSpan(before, after)
    return filled


def _begun(ended: Costs) -> Costs:
    """What it costs to begin at each time, from what it costs that the heading before has ended at each."""
    earlier = np.minimum.accumulate(np.concatenate([[np.inf], ended[:-1]]))
    begun: Costs = np.minimum(ended, earlier + GAP)
    return begun


def _times(spans: Sequence[TimeSpan]) -> NDArray[np.int64]:
    """Minutes at which headings may begin and end."""
    read = [minutes_of(time) for span in spans for time in (span.start, span.end) if time is not None]
    usual = np.arange(_FIRST, _LAST + 1, _STEP)
    return np.union1d(usual, [minute for minute in read if _FIRST <= minute <= _LAST]).astype(np.int64)


def _costs(digits: str, times: NDArray[np.int64]) -> Costs:
    """By how many digits each start (down) and end (across) differs from what was read."""
    best = np.full((len(times), len(times)), np.inf)
    for cut in range(1, len(digits)):
        start, end = (_distances(part)[times - _FIRST] for part in (digits[:cut], digits[cut:]))
        best = np.minimum(best, np.add.outer(start, end))
    return best


@lru_cache(maxsize=512)
def _distances(digits: str) -> Costs:
    """By how many digits each minute of the day, in the nearest way to write it, differs from these."""
    forms, lengths, minutes = _forms()
    lost = np.where(ord("1") == forms, ONE, 1.0)
    row = np.concatenate([np.zeros((len(forms), 1)), np.cumsum(lost, axis=1)], axis=1)
    for digit in digits:
        above, row = row, np.empty_like(row)
        added = ONE if digit == "1" else 1.0
        row[:, 0] = above[:, 0] + added
        for column in range(1, row.shape[1]):
            changed = above[:, column - 1] + (forms[:, column - 1] != ord(digit))
            skipped = np.minimum(above[:, column] + added, row[:, column - 1] + lost[:, column - 1])
            row[:, column] = np.minimum(changed, skipped)
    distances = np.full(_LAST + 1 - _FIRST, np.inf)
    np.minimum.at(distances, minutes, row[np.arange(len(forms)), lengths])
    return distances


@lru_cache(maxsize=1)
def _forms() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Ways to write times in digits, padded to one length; their lengths; and which minute from the first each is."""
    forms = []
    for number, time in enumerate(range(_FIRST, _LAST + 1)):
        hour, minute = divmod(time, 60)
        hours = {f"{hour}", f"{hour:02}", f"{(hour - 1) % 12 + 1}"}
        forms += [(f"{said}{minute:02}", number) for said in sorted(hours)]
        forms += [(said, number) for said in sorted(hours) if not minute]
    padded = np.array([[ord(digit) for digit in form.ljust(4)] for form, _ in forms])
    return padded, np.array([len(form) for form, _ in forms]), np.array([number for _, number in forms])
