"""Where tracks of a table without lines part: between their headings, where the least text stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

from functions.document.geometry import Interval

HALVED = 0.1  # as harmful is a cut through the middle of a text; one through a quarter of it 0.25
OFF_CENTRE = 0.8  # and cuts at the ends of their gaps 0.4
NEARLY_HALF = 0.4  # of a text
BETWEEN_LINES = 0.35  # of a line's height
STEPS = tuple(number / 40 for number in range(1, 40))  # of the way from one heading to the next, or of the first track
CENTRED = 0.1  # of a text, by which its heading may be off its middle
ASIDE = 0.1  # of the gap between two headings, that a cut may lie in them


def sides_between(headings: Sequence[Interval], texts: Sequence[Interval]) -> list[float]:
    """Sides of the tracks that headings head: before the first, between each two, after the last.

    Headings of one table stand alike in their tracks: in the middle, or all at the same share of the way from one to
    the next. Of such sides those that run through least text are taken; one between two headings that still does is
    moved aside.

    Args:
        headings: in their order, two or more.
        texts: of the table, along the same axis; those as long as a track tell nothing but in the middle of theirs.
    """
    gaps = [_gap(before, after) for before, after in pairwise(headings)]
    longest = max(after.middle - before.middle for before, after in pairwise(headings))
    short = [text for text in texts if text.length < longest or any(_over(heading, text) for heading in headings)]
    ways = [*_at_a_share(headings, gaps), *_in_the_middle(headings, gaps)]
    first, *cuts, last = min(
        ways,
        key=lambda sides: sum(_harm(side, short) for side in sides) + OFF_CENTRE * _off_centre(sides[1:-1], gaps),
    )
    cleared = [clear_between(low, high, cut, short) for (low, high), cut in zip(gaps, cuts, strict=True)]
    return [first, *cleared, last]


def _over(heading: Interval, text: Interval) -> bool:
    return abs(heading.middle - text.middle) < CENTRED * text.length


def _gap(before: Interval, after: Interval) -> tuple[float, float]:
    """Where two headings may part: between them, or between their middles where they overlap."""
    return (before.high, after.low) if before.high < after.low else (before.middle, after.middle)


def _at_a_share(headings: Sequence[Interval], gaps: Sequence[tuple[float, float]]) -> list[list[float]]:
    ways = []
    (low, high), (last_low, last_high) = gaps[0], gaps[-1]
    for share in STEPS:
        first = headings[0].low - (1 - share) * (high - low)
        last = headings[-1].high + share * (last_high - last_low)
        ways.append([first, *(low + share * (high - low) for low, high in gaps), last])
    return ways


def _in_the_middle(headings: Sequence[Interval], gaps: Sequence[tuple[float, float]]) -> list[list[float]]:
    """Sides of which every heading is in the middle between two."""
    ways = []
    for step in STEPS:
        cuts = [gaps[0][0] + step * (gaps[0][1] - gaps[0][0])]
        for heading in headings[1:-1]:
            cuts.append(2 * heading.middle - cuts[-1])
        margins = [ASIDE * (high - low) for low, high in gaps]
        if all(low - m <= cut <= high + m for (low, high), cut, m in zip(gaps, cuts, margins, strict=True)):
            ways.append([2 * headings[0].middle - cuts[0], *cuts, 2 * headings[-1].middle - cuts[-1]])
    return ways


def _off_centre(cuts: Sequence[float], gaps: Sequence[tuple[float, float]]) -> float:
    """Mean distance of cuts from the middles of their gaps, as a share of these."""
    return mean(abs(cut - (low + high) / 2) / (high - low) for cut, (low, high) in zip(cuts, gaps, strict=True))


def _harm(position: float, texts: Sequence[Interval]) -> float:
    """How much speaks against a cut: a text that it runs through is for one side, but one that it halves for both."""
    return sum(min(depth, HALVED + 2 * (0.5 - depth)) for depth in _depths(position, texts))


def _depths(position: float, texts: Sequence[Interval]) -> list[float]:
    """How far from its nearer end a position lies in each text that it runs through, as a share of the text."""
    return [
        min(position - text.low, text.high - position) / max(text.length, 1.0)
        for text in texts
        if text.low < position < text.high
    ]


def clear_between(low: float, high: float, wanted: float, texts: Sequence[Interval]) -> float:
    """The position nearest to the one wanted that is as clear of texts as any between `low` and `high`."""
    if all(depth > NEARLY_HALF for depth in _depths(wanted, texts)):
        return wanted
    margin = 0.05 * (high - low)
    steps = [wanted, *(low + margin + (high - low - 2 * margin) * number / 100 for number in range(101))]
    depths = [sum(_depths(step, texts)) for step in steps]
    least = min(depths) + 0.01
    clear = (step for step, depth in zip(steps, depths, strict=True) if depth <= least)
    return min(clear, key=lambda step: abs(step - wanted))


def gaps_between(texts: Sequence[Interval]) -> list[float]:
    """Middles of the gaps between texts that are wider than those between the lines of one."""
    cuts = []
    ordered = sorted(texts, key=lambda text: text.low)
    reach = ordered[0].high if ordered else 0.0
    for text in ordered[1:]:
        if text.low - reach > BETWEEN_LINES * text.length:
            cuts.append((text.low + reach) / 2)
        reach = max(reach, text.high)
    return cuts
