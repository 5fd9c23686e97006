"""Lists that stand side by side: below the day at the head of each, or several days' in one column of the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from functions.document.cells import Cell, Line, lines_of, phrases_of
from functions.document.cuts import sides_between
from functions.document.days import parse_days
from functions.document.geometry import Box, Interval
from functions.document.labels import Labels, find_labels
from functions.document.lists import DayList
from functions.shared.page import Word

ASIDE = 0.25  # of a heading's height, by which a line below it may begin further left
GUTTER = 1.0  # text heights that nothing reaches into


def day_lists(words: Sequence[Word]) -> tuple[list[Line], list[DayList]]:
    """Lines above the first row of days, and what stands below each day, from left to right, row by row.

    Args:
        words: of one page.
    """
    phrases = [phrase for line in lines_of(words) for phrase in phrases_of(line)]
    rows = find_labels([Cell(phrase.box.transposed(), (phrase,)) for phrase in phrases])
    tops = [*(row.across.low for row in rows), float("inf")]
    lists = []
    for row, bottom in zip(rows, tops[1:], strict=True):
        below = [word for word in words if row.across.high < word.top + word.height / 2 < bottom]
        lists += _below(row, below)
    above = [word for word in words if word.top + word.height / 2 < tops[0]]
    return list(lines_of(above)), lists


def _below(row: Labels, words: Sequence[Word]) -> list[DayList]:
    """What stands below each label of a row, between the cuts through the gaps beside it."""
    headings = [cell.box.down for cell in row.cells]
    cuts = _cuts(headings, words, ASIDE * row.cells[0].lines[0].height)
    step = median(after.low - before.low for before, after in pairwise(headings))
    left = min(headings[0].low, cuts[0] - step)  # what stands further left, such as hours, is in no list
    columns = pairwise([left, *cuts, float("inf")])
    held = [[word for word in words if low <= word.left + word.width / 2 < high] for low, high in columns]
    return [DayList(days, lines_of(column)) for days, column in zip(row.days, held, strict=True)]


def _cuts(headings: Sequence[Interval], words: Sequence[Word], aside: float) -> list[float]:
    """Where columns part: right before each heading, where lists begin, or where less is in the way."""
    phrases = [phrase.box.across for line in lines_of(words) for phrase in phrases_of(line)]
    ways = (
        [heading.low - aside for heading in headings[1:]],
        sides_between(headings, [Box.of(word).across for word in words])[1:-1],
    )
    return min(ways, key=lambda cuts: sum(phrase.low < cut < phrase.high for cut in cuts for phrase in phrases))


def list_columns(words: Sequence[Word], text_height: float) -> list[list[Word]]:
    """The words in columns, from left to right, after those above all of them; empty where the page is no such list.

    The columns of a table are not taken for lists: there, every day stands at the head of its own.

    Args:
        words: of one page.
        text_height: usual height of a word, in pixels.
    """
    phrases = [phrase for line in lines_of(words) for phrase in phrases_of(line)]
    headings = [phrase.box for phrase in phrases if len(parse_days(phrase.text)) == 1]
    if len(headings) < 3:
        return []
    top = min(box.top for box in headings)
    below = [word for word in words if word.top + word.height / 2 > top]
    columns = _headed(_stretches(below, GUTTER * text_height), headings)
    most = max(sum(column.contains(box.left) for box in headings) for column in columns)
    if len(columns) < 2 or most < 2:
        return []
    above = [word for word in words if word.top + word.height / 2 <= top]
    return [above, *([word for word in below if column.contains(word.left)] for column in columns)]


def _stretches(words: Sequence[Word], gap: float) -> list[Interval]:
    """Stretches of the page's width that words cover, with gaps of at least this width between them."""
    stretches: list[Interval] = []
    for across in sorted((Box.of(word).across for word in words), key=lambda across: across.low):
        if stretches and across.low - stretches[-1].high < gap:
            stretches[-1] = Interval(stretches[-1].low, max(across.high, stretches[-1].high))
        else:
            stretches.append(across)
    return stretches


def _headed(stretches: Sequence[Interval], headings: Sequence[Box]) -> list[Interval]:
    """The stretches that hold a heading; the others belong to the one on their left, or all to the one on their right.

    The latter where the first holds none: times stand in front of what the headings stand over.
    """
    headed = [any(stretch.contains(box.left) for box in headings) for stretch in stretches]
    if headed and headed[-1] and not headed[0]:
        mirrored = [Box(-box.right, box.top, -box.left, box.bottom) for box in headings]
        turned = _headed([Interval(-stretch.high, -stretch.low) for stretch in reversed(stretches)], mirrored)
        return [Interval(-column.high, -column.low) for column in reversed(turned)]
    columns: list[Interval] = []
    for stretch, begins in zip(stretches, headed, strict=True):
        if begins or not columns:
            columns.append(stretch)
        else:
            columns[-1] = Interval(columns[-1].low, stretch.high)
    return columns
