"""Tables without ruling lines: cells from how words line up under (or beside) the names of the days.

The days give the columns, the time headings at their side give the rows; lines that are ruled after all, such as those
between rows, are kept to. A table with its days one below the other is transposed first and transposed back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from functions.document.cells import Cell, lines_of
from functions.document.cuts import clear_between, gaps_between, sides_between
from functions.document.days import WEEKDAYS
from functions.document.geometry import Box
from functions.document.labels import find_labels
from functions.document.pieces import Piece, pieces_of
from functions.document.side import column_by_column, heading_strip, side_headings
from functions.document.spans import spanning_cells
from functions.shared.page import Segment, Word

LONG_RULE = 0.5  # of the table's breadth
SPACE = 0.45  # of a line's height, between two words of one text
WIDER = 1.2  # than the narrowest other space of a text, where it may be a gap
BEYOND = 0.6  # of the step from one heading to the next: as far the outer tracks reach beyond theirs

Heading = tuple[Piece, tuple[str, ...]]  # and the days that it names


def align(words: Sequence[Word], rules: Sequence[Segment]) -> list[Cell]:
    """Cells of the one table that the words form; empty where no two days stand in a row or a column.

    Args:
        words: of a page, or of a part of it.
        rules: ruling lines there, which part rows or columns where they are long.
    """
    pieces = pieces_of(words)
    turned = [piece.transposed() for piece in pieces]
    upright, sideways = ([piece for piece, _ in day_row(held)] for held in (pieces, turned))
    if not upright and not sideways:
        return []
    if len(upright) >= len(sideways):
        strip = heading_strip(pieces)
        apart = _parted(pieces, [strip.high] if strip else [])
        sides = columns_of(upright, _below(upright, apart))
        return _cells(_parted(apart, sides), upright, rules)
    flipped = [rule.transposed() for rule in rules]
    return [cell.transposed() for cell in _cells(turned, sideways, flipped)]


def day_row(pieces: Sequence[Piece]) -> list[Heading]:
    """The row with the names of the most days, from left to right, and these days; empty where none names two.

    Nor where more texts begin between them than they are: they head the parts of a list.
    """
    cells = [Cell(piece.box.transposed(), (piece.line,)) for piece in pieces]
    labels = max(find_labels(cells), key=lambda labels: labels.distinct, default=None)
    if labels is None:
        return []
    named = {id(cell): days for cell, days in zip(labels.cells, labels.days, strict=True)}
    row = [(piece, named[id(cell)]) for piece, cell in zip(pieces, cells, strict=True) if id(cell) in named]
    others = [piece for piece, cell in zip(pieces, cells, strict=True) if id(cell) not in named]
    row = sorted(row, key=lambda pair: pair[0].box.left)
    row = _with_unread(row, others)
    others = [piece for piece in others if not any(piece.box == heading.box for heading, _ in row)]
    header = Box.around(piece.box for piece, _ in row)
    among = sum(header.down.contains(other.box.top + 1) and header.across.contains(other.box.left) for other in others)
    return sorted(row, key=lambda pair: pair[0].box.left) if among <= len(row) else []


def _with_unread(row: Sequence[Heading], others: Sequence[Piece]) -> list[Heading]:
    """The row and the texts in it that were not read as days, where just as many days are missing there.

    A day that comes before its neighbour on the right, which follows that on the left, was misread, too.
    """
    kept: list[Heading] = []
    for heading, after in zip(row, [*row[1:], None], strict=True):
        misread = kept and after and not _earlier(heading, after) and _earlier(kept[-1], after)
        kept += [] if misread else [heading]
    doubtful = [piece for piece, _ in row if not any(piece is other for other, _ in kept)]
    named = _unread(kept, [*others, *doubtful])
    if not all(any(piece is other for other, _ in named) for piece in doubtful):
        return list(row)
    supplied = [(replace(piece, line=replace(piece.line, text=day)), (day,)) for piece, day in named]
    return sorted([*kept, *supplied], key=lambda pair: pair[0].box.left)


def _earlier(left: Heading, right: Heading) -> bool:
    return WEEKDAYS.index(left[1][-1]) < WEEKDAYS.index(right[1][0])


def _unread(row: Sequence[Heading], others: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Texts between the names of two days, as many as there are days between these, and the names they must be."""
    found: list[tuple[Piece, str]] = []
    for (before, first), (after, last) in pairwise(row):
        missing = WEEKDAYS[WEEKDAYS.index(first[-1]) + 1 : WEEKDAYS.index(last[0])]
        line = Box.around((before.box, after.box)).down
        between = [
            piece
            for piece in others
            if before.box.right < piece.box.left < piece.box.right < after.box.left
            and line.contains(piece.box.down.middle)
        ]
        if len(between) == len(missing):
            found += zip(sorted(between, key=lambda piece: piece.box.left), missing, strict=True)
    return found


def _cells(pieces: Sequence[Piece], days: Sequence[Piece], rules: Sequence[Segment]) -> list[Cell]:
    header = Box.around(piece.box for piece in days)
    below = _below(days, pieces)
    columns = columns_of(days, below)
    side = [piece for piece in below if piece.box.across.middle < columns[0]]
    body = [piece for piece in below if columns[0] <= piece.box.across.middle < columns[-1]]
    if not body:
        return []
    rows = _rows(header, side, body, rules)
    left = min([columns[0], *(piece.box.left for piece in side)]) - 1
    cells = [
        Cell(Box(low, header.top, high, rows[0]), (day.line,))
        for (low, high), day in zip(pairwise(columns), days, strict=True)
    ]
    for low, high in pairwise(rows):
        held = [piece for piece in side if low <= piece.box.down.middle < high]
        cells.append(Cell(Box(left, low, columns[0], high), column_by_column(held)))
    return cells + spanning_cells(body, columns, rows)


def _below(days: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    bottom = max(day.box.bottom for day in days)
    return [piece for piece in pieces if piece.box.down.middle > bottom]


def _parted(pieces: Sequence[Piece], sides: Sequence[float]) -> list[Piece]:
    """The pieces, of which those with a gap at the side of a column, wider than their others, are several."""
    parted = []
    for piece in pieces:
        words = sorted(piece.line.words, key=lambda word: word.left)
        gaps = [after.left - before.right for before, after in pairwise(words)]
        at_side = [any(_middle(before) < side < _middle(after) for side in sides) for before, after in pairwise(words)]
        spaces = [gap for gap, at in zip(gaps, at_side, strict=True) if not at]
        least = max(SPACE * piece.line.height, WIDER * min(spaces, default=0.0))
        parts = [words[:1]]
        for word, gap, at in zip(words[1:], gaps, at_side, strict=True):
            parts += [[]] if piece.along and at and gap > least else []
            parts[-1].append(word)
        parted += [Piece(line.box, line) for part in parts for line in lines_of(part)] if len(parts) > 1 else [piece]
    return parted


def _middle(word: Word) -> float:
    return word.left + word.width / 2


def columns_of(headings: Sequence[Piece], below: Sequence[Piece]) -> list[float]:
    """Sides of the days' columns from left to right.

    Args:
        headings: names of the days, two or more.
        below: texts below them.
    """
    days = [piece.box.across for piece in headings]
    texts = [piece.box.across for piece in below if piece.along]
    step = (days[-1].middle - days[0].middle) / (len(days) - 1)
    strip = heading_strip(below)
    beside = strip.high if strip and strip.high < days[0].middle else days[0].middle - BEYOND * 1.5 * step
    inside = [text for text in texts if text.middle > beside]
    first, *cuts, last = sides_between(days, inside)
    last = max(last, days[-1].high, *(text.high for text in inside if text.middle < days[-1].middle + BEYOND * step))
    return [clear_between(beside, max(beside + 1, days[0].low), max(first, beside + 1), inside), *cuts, last + 1]


def _rows(header: Box, side: Sequence[Piece], body: Sequence[Piece], rules: Sequence[Segment]) -> list[float]:
    """Sides of the rows: lines that are ruled, between side headings, or wherever no text stands."""
    headings = side_headings(side)
    texts = [piece.box.down for piece in body if piece.along]
    bottom = max(piece.box.bottom for piece in [*side, *body]) + 1
    ruled = _ruled_rows(rules, header, Box.around([header, *(piece.box for piece in [*side, *body])]))
    if ruled and all(sum(low < heading.middle < high for heading in headings) < 2 for low, high in pairwise(ruled)):
        return ruled
    if len(headings) < 2:
        return [header.bottom, *gaps_between(texts), bottom]
    steps = [after.middle - before.middle for before, after in pairwise(headings)]
    first, *cuts, _ = sides_between(headings, texts)
    top = clear_between(header.down.middle, headings[0].middle, max(first, header.bottom), texts)
    reach = headings[-1].middle + BEYOND * max(steps[-1], median(steps))
    return [top, *cuts, min(bottom, max(reach, headings[-1].high))]


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
