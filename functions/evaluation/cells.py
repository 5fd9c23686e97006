"""Cell-structure F1: how many cells of a page were found where they are, as large as they are."""

from __future__ import annotations

from collections.abc import Sequence

from functions.evaluation.counts import Counts
from functions.evaluation.polygons import Point, Polygon, holds, overlap

SAME = 0.6  # intersection over union above which two cells are one: less than any cell has with two of them joined


def cell_counts(printed: Sequence[Polygon], read: Sequence[Polygon], words: Sequence[Point]) -> Counts:
    """Cells found, as quadrilaterals in pixels of the page with their corners clockwise.

    Only cells that hold words count: nobody can see how empty cells are parted where no lines are drawn, and it makes
    no difference to the timetable. A cell with the wrong span matches none.

    Args:
        printed: the true cells.
        read: the cells found; each matches one true cell at most.
        words: the middles of the words printed on the page.
    """
    true, found = ([cell for cell in cells if any(holds(cell, word) for word in words)] for cells in (printed, read))
    pairs = sorted(
        (
            (overlap(cell, other), number, place)
            for number, cell in enumerate(true)
            for place, other in enumerate(found)
        ),
        reverse=True,
    )
    matched: set[int] = set()
    taken: set[int] = set()
    for share, number, place in sorted(pairs, reverse=True):
        if share < SAME:
            break
        if number not in matched and place not in taken:
            matched.add(number)
            taken.add(place)
    return Counts(len(matched), len(true), len(found))
