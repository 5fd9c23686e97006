"""Cells without a line between several days and times, whose texts may be for some of these: tables without lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from functions.document.cells import Cell
from functions.document.geometry import Interval
from functions.document.pieces import pieces_of
from functions.document.spans import spanning_cells

COVERED = 0.6  # share of a day's or time's stretch from which a cell counts as reaching over it
FEWEST = 3  # stretches with texts side by side, from which a cell is no one text's


def laid_out(cell: Cell, across: Sequence[Interval], down: Sequence[Interval], *, sideways: bool = False) -> list[Cell]:
    """The parts of a cell, each with the text that stands over these days and times; none where it holds one text.

    Args:
        across: stretches of the headings above it (and beside it), from left to right.
        down: those of the headings beside it.
        sideways: the days are below each other.
    """
    columns, rows = _sides(cell.box.across, across), _sides(cell.box.down, down)
    if min(len(columns), len(rows)) < 2:
        return []
    pieces = pieces_of([word for line in cell.lines for word in line.words])
    taken = {
        number
        for number, (low, high) in enumerate(pairwise(columns))
        if any(low <= piece.box.across.middle < high for piece in pieces)
    }
    if len(taken) < FEWEST:
        return []
    if not sideways:
        return spanning_cells(pieces, columns, rows)
    return [part.transposed() for part in spanning_cells([piece.transposed() for piece in pieces], rows, columns)]


def _sides(extent: Interval, stretches: Sequence[Interval]) -> list[float]:
    """Sides of the parts of a cell, one for each stretch that it reaches over; none where it reaches over none."""
    covered = sorted((one for one in stretches if extent.share_of(one) > COVERED), key=lambda one: one.low)
    inner = [(before.high + after.low) / 2 for before, after in pairwise(covered)]
    return [extent.low, *inner, extent.high] if covered else []
