"""Cells of a table without lines: which columns and rows a text is for, as it stands in the middle of its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from functions.document.cells import Cell, lines_of
from functions.document.fitting import Column, fitted
from functions.document.geometry import Box, Interval
from functions.document.pieces import Piece

REACHED = 0.2  # of a text's length, that it must reach into a track to be for it as well
FILLED = 0.6  # or of the track's
ALONE = 1.2  # columns that the texts of a row may reach over to be one
MANY = 4  # sides of columns: of three columns or fewer, the middle one alone may well be meant
CENTRED = 0.12  # of the table's breadth, by which a text for all columns may be off its middle
Span = tuple[int, int, int, int]  # first row, first column, last row, last column
Placed = tuple[Piece, Span]


def spanning_cells(pieces: Sequence[Piece], columns: Sequence[float], rows: Sequence[float]) -> list[Cell]:
    """The cells between the sides of columns and rows, joined where a text stands across; the empty ones, too."""
    tracks = [Interval(low, high) for low, high in pairwise(columns)], [Interval(*row) for row in pairwise(rows)]
    placed = [
        (piece, (*_reached(piece.box.down, tracks[1]), *_reached(piece.box.across, tracks[0])))
        for piece in pieces
        if rows[0] <= piece.box.down.middle < rows[-1]
    ]
    spans = [(piece, (top, left, bottom, right)) for piece, (top, bottom, left, right) in placed]
    spans = [(piece, _over_empty(piece, span, spans, len(tracks[0]))) for piece, span in spans]
    spans = _fitted(_over_all(spans, columns), rows)
    groups = _groups(spans)
    taken = {
        (row, column)
        for (top, left, bottom, right), _ in groups
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    places = [(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)]
    groups += [((row, column, row, column), []) for row, column in places if (row, column) not in taken]
    return [
        Cell(
            Box(columns[left], rows[top], columns[right + 1], rows[bottom + 1]),
            lines_of([word for piece in held for word in piece.line.words]) if held else (),
        )
        for (top, left, bottom, right), held in sorted(groups, key=lambda group: group[0])
    ]


def _reached(extent: Interval, tracks: Sequence[Interval]) -> tuple[int, int]:
    """First and last track that a text stands in."""
    numbers = [
        number
        for number, track in enumerate(tracks)
        if track.contains(extent.middle)
        or track.overlap(extent) > REACHED * extent.length
        or track.overlap(extent) > FILLED * track.length
    ]
    return numbers[0], numbers[-1]


def _fitted(spans: Sequence[Placed], rows: Sequence[float]) -> list[Placed]:
    """The spans, those of texts along the lines over the rows in which they stand best."""
    written: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for piece, span in spans:
        if piece.along:
            written[span[1], span[3]].append((piece, span))
    if not written:
        return list(spans)
    columns = []
    for (left, right), held in written.items():
        beside = [
            (top, bottom)
            for piece, (top, first, bottom, last) in spans
            if first <= right and left <= last and not (piece.along and (first, last) == (left, right))
        ]
        taken = frozenset(row for top, bottom in beside for row in range(top, bottom + 1))
        columns.append(Column(tuple(piece.box.down for piece, _ in held), taken))
    height = median(piece.line.height for held in written.values() for piece, _ in held)
    fitting = [
        (piece, (top, left, bottom, right))
        for ((left, right), held), found in zip(written.items(), fitted(columns, rows, height), strict=True)
        for (piece, _), (top, bottom) in zip(held, found, strict=True)
    ]
    return [*(placed for placed in spans if not placed[0].along), *fitting]


def _over_empty(piece: Piece, span: Span, others: Sequence[Placed], columns: int) -> Span:
    """The span of a text, on over the columns beside it in which nothing stands where it is turned or stacked."""
    top, left, bottom, right = span
    if piece.along:
        return span
    full = {
        column
        for other, (first, begin, last, end) in others
        if other is not piece and first <= bottom and top <= last
        for column in range(begin, end + 1)
    }
    while left > 0 and left - 1 not in full:
        left -= 1
    while right < columns - 1 and right + 1 not in full:
        right += 1
    return top, left, bottom, right


def _over_all(spans: Sequence[Placed], columns: Sequence[float]) -> list[Placed]:
    """The spans, over all columns for a text that stands alone in the middle of its row."""
    last, middle = len(columns) - 2, Interval(columns[0], columns[-1])
    result = []
    for piece, (top, left, bottom, right) in spans:
        row = [other.box for other, (first, _, final, _) in spans if first <= bottom and top <= final]
        across = Box.around(row).across
        alone = len(columns) > MANY and (across.length < ALONE * middle.length / (last + 1) or right - left > 1)
        centred = abs(across.middle - middle.middle) < CENTRED * middle.length
        result.append((piece, (top, 0, bottom, last) if alone and centred else (top, left, bottom, right)))
    return result


def _groups(spans: Sequence[Placed]) -> list[tuple[Span, list[Piece]]]:
    """Texts whose spans overlap as one cell."""
    groups: list[tuple[Span, list[Piece]]] = []
    for piece, span in spans:
        held, whole = [piece], span
        while touching := [group for group in groups if _overlap(group[0], whole)]:
            groups = [group for group in groups if group not in touching]
            for other, pieces in touching:
                held = pieces + held
                whole = (
                    min(whole[0], other[0]),
                    min(whole[1], other[1]),
                    max(whole[2], other[2]),
                    max(whole[3], other[3]),
                )
        groups.append((whole, held))
    return groups


def _overlap(span: Span, other: Span) -> bool:
    return span[0] <= other[2] and other[0] <= span[2] and span[1] <= other[3] and other[1] <= span[3]
