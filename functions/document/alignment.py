"""Tables without ruling lines: cells from how words line up under (or beside) the names of the days.

The days give the columns, the time headings at their side give the rows; lines that are ruled after all, such as those
between rows, are kept to. A table with its days one below the other is transposed first and transposed back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from functions.document.cells import Cell, Line, lines_of, phrases_of
from functions.document.days import parse_days
from functions.document.geometry import Box, Interval
from functions.document.rulers import period_key
from functions.document.times import find_times
from functions.document.vocabulary import BREAK_WORDS
from functions.shared.page import Segment, Word

FEWEST_DAYS = 2
LONG_RULE = 0.5  # of the table's breadth


@dataclass(frozen=True)
class _Piece:
    """A phrase and its box, transposed where the table is."""

    box: Box
    line: Line


def align(words: Sequence[Word], rules: Sequence[Segment]) -> list[Cell]:
    """Cells of the one table that the words form; empty where no two days stand in a row or a column.

    Args:
        words: of a page, or of a part of it.
        rules: ruling lines there, which part rows or columns where they are long.
    """
    pieces = [_Piece(phrase.box, phrase) for line in lines_of(words) for phrase in phrases_of(line)]
    turned = [_Piece(piece.box.transposed(), piece.line) for piece in pieces]
    upright, sideways = _day_row(pieces), _day_row(turned)
    if max(len(upright), len(sideways)) < FEWEST_DAYS:
        return []
    if len(upright) >= len(sideways):
        return _cells(pieces, upright, rules)
    flipped = [Segment(rule.y0, rule.x0, rule.y1, rule.x1, rule.thickness) for rule in rules]
    return [cell.transposed() for cell in _cells(turned, sideways, flipped)]


def _day_row(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The row with the most names of different days, from left to right."""
    rows: list[list[_Piece]] = []
    for piece in (piece for piece in pieces if parse_days(piece.line.text)):
        for row in rows:
            if row[0].box.down.overlap(piece.box.down) > 0.5 * min(row[0].box.height, piece.box.height):
                row.append(piece)
                break
        else:
            rows.append([piece])
    best = max(rows, key=lambda row: len({piece.line.text for piece in row}), default=[])
    return sorted(best, key=lambda piece: piece.box.left)


def _cells(pieces: Sequence[_Piece], days: Sequence[_Piece], rules: Sequence[Segment]) -> list[Cell]:
    header = Box.around(piece.box for piece in days)
    below = [piece for piece in pieces if piece.box.down.middle > header.bottom]
    if not below:
        return []
    everything = Box.around([header, *(piece.box for piece in below)])
    columns = _columns(days, below, everything)
    side = [piece for piece in below if piece.box.across.middle < columns[1]]
    rows = _ruled_rows(rules, header, everything) or _rows(side, below, header.bottom, everything.bottom)
    top = [everything.top, rows[0]]
    cells = [
        Cell(Box(low, top[0], high, top[1]), (day.line,))
        for (low, high), day in zip(pairwise(columns[1:]), days, strict=False)
    ]
    for low, high in pairwise(rows):
        cells += _row_cells([piece for piece in below if low <= piece.box.down.middle < high], low, high, columns)
    return cells


def _row_cells(pieces: Sequence[_Piece], top: float, bottom: float, columns: Sequence[float]) -> list[Cell]:
    """Cells of one row; a phrase that reaches over several columns, or a lone break in the middle, joins them."""
    spans: list[tuple[int, int]] = []
    last = len(columns) - 2
    body = [piece for piece in pieces if piece.box.across.middle >= columns[1]]
    middle = Interval(columns[1], columns[-1])
    lone = len(body) == 1 and BREAK_WORDS & set(body[0].line.text.lower().split())
    if lone and abs(body[0].box.across.middle - middle.middle) < 0.15 * middle.length:
        spans.append((1, last))
    for piece in body:
        reached = [
            number
            for number in range(1, last + 1)
            if piece.box.across.share_of(Interval(columns[number], columns[number + 1])) > 0.4
        ]
        if len(reached) > 1:
            spans.append((reached[0], reached[-1]))
    taken = {number for first, final in spans for number in range(first, final + 1)}
    spans += [(number, number) for number in range(last + 1) if number not in taken]
    cells = []
    for first, final in sorted(spans):
        box = Box(columns[first], top, columns[final + 1], bottom)
        held = [piece for piece in pieces if box.left <= piece.box.across.middle < box.right]
        words = [word for piece in held for word in piece.line.words]
        cells.append(Cell(box, lines_of(words) if words else ()))
    return cells


def _columns(days: Sequence[_Piece], below: Sequence[_Piece], everything: Box) -> list[float]:
    """Sides of the columns from left to right: of the side headings first, then of each day."""
    extents = [piece.box.across for piece in below]
    cuts = [
        _clearest(before.box.across.middle, after.box.across.middle, extents, (before.box.right + after.box.left) / 2)
        for before, after in pairwise(days)
    ]
    pitch = (days[-1].box.across.middle - days[0].box.across.middle) / (len(days) - 1)
    first, last = days[0].box.across, days[-1].box.across
    left = _clearest(first.middle - 0.6 * pitch, first.middle, extents, first.middle - pitch / 2)
    right = (
        max(last.middle + pitch / 2, last.high, *(extent.high for extent in extents if extent.middle < last.high)) + 1
    )
    return [min(everything.left, left) - 1, left, *cuts, right]


def _ruled_rows(rules: Sequence[Segment], header: Box, everything: Box) -> list[float]:
    """Sides of the rows where long lines part them; empty where fewer than three do."""
    long = sorted(
        rule.y0
        for rule in rules
        if rule.horizontal and rule.x1 - rule.x0 > LONG_RULE * everything.width and rule.y0 > header.down.middle
    )
    distinct = [y for number, y in enumerate(long) if number == 0 or y - long[number - 1] > 0.5 * header.height]
    if len(distinct) < 3:
        return []
    return [*distinct, everything.bottom + 1] if everything.bottom > distinct[-1] + header.height else distinct


def _rows(side: Sequence[_Piece], below: Sequence[_Piece], top: float, bottom: float) -> list[float]:
    """Sides of the rows: between side headings, or wherever no text stands if there are none."""
    extents = [piece.box.down for piece in below]
    headings = sorted((piece.box.down for piece in side if _is_heading(piece.line.text)), key=lambda down: down.middle)
    if len(headings) > 1:
        distinct = [
            down for number, down in enumerate(headings) if number == 0 or down.low > headings[number - 1].middle
        ]
        pairs = pairwise(distinct)
        cuts = [
            _clearest(before.middle, after.middle, extents, (before.high + after.low) / 2) for before, after in pairs
        ]
        return [top, *cuts, bottom + 1]
    cuts = []
    ordered = sorted(extents, key=lambda extent: extent.low)
    reach = ordered[0].high
    for extent in ordered[1:]:
        if extent.low - reach > 0.35 * extent.length:
            cuts.append((extent.low + reach) / 2)
        reach = max(reach, extent.high)
    return [top, *cuts, bottom + 1]


def _is_heading(text: str) -> bool:
    return bool(find_times(text)) or period_key(text) is not None or bool(BREAK_WORDS & set(text.lower().split()))


def _clearest(low: float, high: float, extents: Sequence[Interval], wanted: float) -> float:
    """The position between `low` and `high` that the fewest extents cross; of several, in the widest such gap.

    Args:
        wanted: the position to take where it is as clear as any.
    """
    steps = max(2, min(200, int(high - low)))
    positions = [low + (high - low) * number / steps for number in range(steps + 1)]
    crossings = [sum(extent.low < position < extent.high for extent in extents) for position in positions]
    fewest = min(crossings)
    gaps: list[list[float]] = [[]]
    for position, crossed in zip(positions, crossings, strict=True):
        if crossed == fewest:
            gaps[-1].append(position)
        elif gaps[-1]:
            gaps.append([])
    best = max((gap for gap in gaps if gap), key=lambda gap: (gap[-1] - gap[0], -abs(gap[0] - wanted)))
    return min(best, key=lambda position: abs(position - wanted)) if wanted in best else (best[0] + best[-1]) / 2
