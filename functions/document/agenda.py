"""Lessons listed by their times without lines that part the days: a day's name stands in the middle of its lessons.

A new day begins where the times start over.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from functions.document.cells import Cell
from functions.document.days import WEEKDAYS, parse_days
from functions.document.geometry import Box, Interval
from functions.document.pieces import Piece, pieces_of
from functions.document.times import minutes_of, whole_time
from functions.shared.page import Word

FEWEST_DAYS = 2
FEWEST_TIMES = 3  # to each day
SAME_COLUMN = 0.5  # share of a time's width that others of its column stand below

Row = tuple[Piece, int]  # a time with start and end, and when it begins, in minutes since midnight


def agenda(words: Sequence[Word]) -> list[Cell]:
    """Cells of the one table that the words form: a row for each time; empty where they form none.

    Args:
        words: of a page that lies straight.
    """
    pieces = pieces_of(words)
    rows = _column_of_times(pieces)
    days = _days_beside(pieces, rows)
    if len(days) < FEWEST_DAYS or len(rows) < FEWEST_TIMES * len(days):
        return []
    sides = _sides([time.box.down for time, _ in rows])
    begins = _first_rows(days, rows, sides)
    if begins is None:
        return []
    left, right = min(day.box.left for day in days), max(day.box.right for day in days)
    extents = [(sides[first], sides[last]) for first, last in pairwise([*begins, len(rows)])]
    cells = [Cell(Box(left, top, right, low), (day.line,)) for day, (top, low) in zip(days, extents, strict=True)]
    used = {id(piece) for piece in (*days, *(time for time, _ in rows))}
    times = Box.around(time.box for time, _ in rows)
    cells += [
        Cell(Box(times.left, top, times.right, bottom), (time.line,))
        for (time, _), (top, bottom) in zip(rows, pairwise(sides), strict=True)
    ]
    beside = [piece for piece in pieces if id(piece) not in used and piece.box.left > times.left]
    return cells + _columns_beside(beside, sides)


def _column_of_times(pieces: Sequence[Piece]) -> list[Row]:
    """The times with start and end that stand one below the other, of the column that has most, from the top."""
    rows = []
    for piece in sorted(pieces, key=lambda piece: piece.box.top):
        span = whole_time(piece.line.text)
        if span is not None and span.start and span.end and piece.along:
            rows.append((piece, minutes_of(span.start)))
    columns = [[row for row in rows if row[0].box.across.share_of(time.box.across) > SAME_COLUMN] for time, _ in rows]
    return max(columns, key=len, default=[])


def _days_beside(pieces: Sequence[Piece], rows: Sequence[Row]) -> list[Piece]:
    """Names of days left of the times, each named once and in their order; empty where they are not."""
    left = min((time.box.left for time, _ in rows), default=0.0)
    named = [(piece, parse_days(piece.line.text)) for piece in pieces if piece.box.right <= left]
    found = sorted(((piece, days) for piece, days in named if len(days) == 1), key=lambda pair: pair[0].box.top)
    order = [WEEKDAYS.index(days[0]) for _, days in found]
    return [piece for piece, _ in found] if order == sorted(set(order)) else []


def _first_rows(days: Sequence[Piece], rows: Sequence[Row], sides: Sequence[float]) -> list[int] | None:
    """The row that each day begins with: between two names, the times start over there.

    Where they do so several times, for one was misread, the earlier name stands in the middle of its lessons.
    None where they do not between two names.
    """
    begins = [0]
    for before, after in pairwise(days):
        between = Interval(before.box.down.middle, after.box.down.middle)
        over = [
            number
            for number in range(begins[-1] + 1, len(rows))
            if rows[number][1] < rows[number - 1][1] and between.contains(rows[number][0].box.down.middle)
        ]
        if not over:
            return None
        end = 2 * between.low - sides[begins[-1]]
        begins.append(min(over, key=lambda number: abs(sides[number] - end)))
    return begins


def _sides(extents: Sequence[Interval]) -> list[float]:
    """Where rows part: half way between their texts; the first and last are as high as their neighbours."""
    middles = [extent.middle for extent in extents]
    inner = [(above + below) / 2 for above, below in pairwise(middles)]
    return [2 * middles[0] - inner[0], *inner, 2 * middles[-1] - inner[-1]]


def _columns_beside(pieces: Sequence[Piece], sides: Sequence[float]) -> list[Cell]:
    """What stands beside the times, in the rows of these and in columns of its own."""
    inside = [piece for piece in pieces if sides[0] < piece.box.down.middle < sides[-1]]
    tracks: list[Interval] = []
    for extent in sorted((piece.box.across for piece in inside), key=lambda extent: extent.low):
        if tracks and extent.low < tracks[-1].high:
            tracks[-1] = Interval(tracks[-1].low, max(tracks[-1].high, extent.high))
        else:
            tracks.append(extent)
    cells = []
    for track in tracks:
        column = [piece for piece in inside if track.contains(piece.box.across.middle)]
        for top, bottom in pairwise(sides):
            lines = tuple(piece.line for piece in column if top <= piece.box.down.middle < bottom)
            cells += [Cell(Box(track.low, top, track.high, bottom), lines)] if lines else []
    return cells
