"""From ruling lines to tables: cells with their spans, however rows and columns are merged or split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.document.gaps import gap_between_cards, with_parts_apart
from functions.document.geometry import Box, positions
from functions.shared.page import Segment, Word

NEARNESS = 0.6  # text heights between two lines below which they are one: no text fits between them
OVER_A_GAP = 1.3  # how much further than the usual gap between cards two of them may be apart
SHARE_DRAWN = 0.55  # of a side that must be ruled to part two cells
LARGEST_CELL = 0.4  # share of a table above which a cell is a frame around something else
SHORT = 12  # half text heights: a longer line parts cells even if it ends in the open
SAMPLES = 24  # points of a side that are looked at


@dataclass(frozen=True)
class Table:
    """One connected set of ruling lines and the cells between them, in reading order."""

    box: Box
    cells: tuple[Box, ...]


def find_tables(segments: Sequence[Segment], text_height: float, words: Sequence[Word] = ()) -> list[Table]:
    """Tables of at least two cells, from the top of the page down.

    Lines need not reach each other exactly, and the outer frame may be missing.

    Args:
        segments: ruling lines of one page.
        text_height: usual height of a word, in pixels: the scale for what counts as touching.
        words: of that page; none stands in the gaps inside a table.
    """
    lines = joined(segments)
    texts = [Box.of(word) for word in words]
    gap = OVER_A_GAP * gap_between_cards(lines, text_height, texts)
    nearness, reach = max(2.5, NEARNESS * text_height, gap), max(4.0, 0.5 * text_height, gap)
    groups = with_parts_apart(_connected(lines, reach), text_height, nearness, texts)
    found = [(group, table) for group in groups if (table := _table(group, text_height, nearness))]
    frames = [group for group, table in found if _is_frame(table, [other for _, other in found])]
    inside = [group for frame in frames for group in _connected(_unframed(frame), reach)]
    found += [(group, table) for group in inside if (table := _table(group, text_height, nearness))]
    tables = [table for _, table in found if not _is_frame(table, [other for _, other in found])]
    outer = [table for table in tables if not any(_inside_a_cell(table, other) for other in tables)]
    return sorted(outer, key=lambda table: (table.box.top, table.box.left))


def _table(group: Sequence[Segment], text_height: float, nearness: float) -> Table | None:
    """The table that lines make up; None where they part nothing."""
    lines = _anchored(group, text_height / 2)
    if all(line.horizontal for line in lines) or not any(line.horizontal for line in lines):
        return None
    cells = _cells(lines, nearness)
    return Table(Box.around(cells), cells) if len(cells) > 1 else None


def _unframed(group: Sequence[Segment]) -> list[Segment]:
    """The lines without the outermost ones: a table inside touched the frame around it."""
    across = sorted((line for line in group if line.horizontal), key=lambda line: line.y0)
    down = sorted((line for line in group if not line.horizontal), key=lambda line: line.x0)
    return [*across[1:-1], *down[1:-1]]


def joined(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, of which those that go on where another ends are one: some programs draw a line cell by cell."""
    whole: list[Segment] = []
    for line in sorted(segments, key=lambda line: (line.horizontal, *_along(line))):
        before = whole[-1] if whole else None
        if before and before.horizontal == line.horizontal and _goes_on(before, line):
            x1, y1 = max(before.x1, line.x1), max(before.y1, line.y1)
            whole[-1] = replace(before, x1=x1, y1=y1, thickness=max(before.thickness, line.thickness))
        else:
            whole.append(line)
    return whole


def _along(line: Segment) -> tuple[float, float, float]:
    """Its place across, and from where to where it runs."""
    return (round(line.y0), line.x0, line.x1) if line.horizontal else (round(line.x0), line.y0, line.y1)


def _goes_on(before: Segment, line: Segment) -> bool:
    """True where a line lies on the one before it and begins no later than that one's stroke ends."""
    (place, _, finish), (other, begin, _) = _along(before), _along(line)
    return place == other and begin <= finish + max(before.thickness, line.thickness)


def _is_frame(table: Table, tables: Sequence[Table]) -> bool:
    """True for the border of a page or window: the tables inside have more cells than it."""
    inside = [
        other
        for other in tables
        if other is not table
        and table.box.across.share_of(other.box.across) > 0.95
        and table.box.down.share_of(other.box.down) > 0.95
    ]
    return sum(len(other.cells) for other in inside) > len(table.cells)


def _inside_a_cell(table: Table, other: Table) -> bool:
    """True for a marked word or picture in a cell of another table; a page's frame is no such cell."""
    x, y = table.box.across.middle, table.box.down.middle
    return any(
        cell.contains(x, y)
        and cell.across.share_of(table.box.across) > 0.95
        and cell.down.share_of(table.box.down) > 0.95
        and cell.area < LARGEST_CELL * other.box.area
        for cell in (other.cells if other is not table else ())
    )


def _connected(segments: Sequence[Segment], reach: float) -> list[list[Segment]]:
    """Groups of segments that touch or nearly do."""
    if not segments:
        return []
    corners = np.array([(line.x0, line.y0, line.x1, line.y1) for line in segments])
    left, top, right, bottom = corners.T
    touches = (
        (left[:, None] <= right[None, :] + reach)
        & (left[None, :] <= right[:, None] + reach)
        & (top[:, None] <= bottom[None, :] + reach)
        & (top[None, :] <= bottom[:, None] + reach)
    )
    unseen = set(range(len(segments)))
    groups = []
    while unseen:
        group, frontier = [], [unseen.pop()]
        while frontier:
            current = frontier.pop()
            group.append(segments[current])
            found = [other for other in np.nonzero(touches[current])[0].tolist() if other in unseen]
            unseen.difference_update(found)
            frontier.extend(found)
        groups.append(group)
    return groups


def _anchored(group: Sequence[Segment], reach: float) -> list[Segment]:
    """The lines, the short ones cut back to where others cross them, and left out where fewer than two do.

    What sticks out is the edge of a letter or picture.
    """
    kept = []
    for line in group:
        if (line.x1 - line.x0) + (line.y1 - line.y0) > SHORT * reach:
            kept.append(line)
            continue
        crossing = [other for other in group if other.horizontal != line.horizontal and _cross(line, other, reach)]
        stops = [other.x0 if line.horizontal else other.y0 for other in crossing]
        if stops and max(stops) - min(stops) > reach:
            ends = {"x0": min(stops), "x1": max(stops)} if line.horizontal else {"y0": min(stops), "y1": max(stops)}
            kept.append(replace(line, **ends))
    return kept


def _cross(line: Segment, other: Segment, reach: float) -> bool:
    """True where two lines meet, or pass each other's ends by no more than `reach`."""
    return (
        line.x0 <= other.x1 + reach
        and other.x0 <= line.x1 + reach
        and line.y0 <= other.y1 + reach
        and other.y0 <= line.y1 + reach
    )


def _cells(group: Sequence[Segment], nearness: float) -> tuple[Box, ...]:
    """Cells of one table: elementary rectangles between all lines, merged where no line parts them."""
    frame = _frame(group)
    across = [*(line for line in group if line.horizontal), *frame[:2]]
    down = [*(line for line in group if not line.horizontal), *frame[2:]]
    rows = positions([line.y0 for line in across], nearness)
    columns = positions([line.x0 for line in down], nearness)
    below = _drawn([(line.y0, line.x0, line.x1) for line in across], rows, columns, nearness / 2)
    beside = _drawn([(line.x0, line.y0, line.y1) for line in down], columns, rows, nearness / 2).T
    regions = _regions(len(rows) - 1, len(columns) - 1, below, beside)
    spans = [span for region in regions for span in _rectangles(region)]
    boxes = [Box(columns[c0], rows[r0], columns[c1 + 1], rows[r1 + 1]) for r0, c0, r1, c1 in spans]
    return tuple(sorted(boxes, key=lambda box: (box.top, box.left)))


def _frame(group: Sequence[Segment]) -> list[Segment]:
    """The rectangle around a table, as its top, bottom, left and right line."""
    left, right = min(line.x0 for line in group), max(line.x1 for line in group)
    top, bottom = min(line.y0 for line in group), max(line.y1 for line in group)
    return [
        Segment(left, top, right, top),
        Segment(left, bottom, right, bottom),
        Segment(left, top, left, bottom),
        Segment(right, top, right, bottom),
    ]


def _drawn(
    lines: Sequence[tuple[float, float, float]], places: list[float], stops: list[float], nearness: float
) -> NDArray[np.bool_]:
    """Which stretches between neighbouring `stops` are ruled, on each of `places`.

    Args:
        lines: position, begin and finish of each line.

    Returns:
        len(places) x (len(stops) - 1).
    """
    low, high = np.array(stops[:-1]), np.array(stops[1:])
    steps = (np.arange(SAMPLES) + 0.5) / SAMPLES
    points = low[:, None] + (high - low)[:, None] * steps
    ruled = np.zeros((len(places), *points.shape), dtype=np.bool_)
    for position, begin, finish in lines:
        place = int(np.argmin(np.abs(np.array(places) - position)))
        ruled[place] |= (points >= begin - nearness) & (points <= finish + nearness)
    return np.asarray(ruled.mean(axis=2) >= SHARE_DRAWN, dtype=np.bool_)


def _regions(
    height: int, width: int, below: NDArray[np.bool_], beside: NDArray[np.bool_]
) -> list[set[tuple[int, int]]]:
    """Sets of elementary rectangles (row, column) that no line parts.

    Args:
        below: (height + 1) x width: a line on top of row r in column c.
        beside: height x (width + 1): a line at the left of column c in row r.
    """
    unseen = {(row, column) for row in range(height) for column in range(width)}
    regions = []
    while unseen:
        frontier = [unseen.pop()]
        region = set(frontier)
        while frontier:
            row, column = frontier.pop()
            ways = (
                ((row - 1, column), below[row, column]),
                ((row + 1, column), below[row + 1, column]),
                ((row, column - 1), beside[row, column]),
                ((row, column + 1), beside[row, column + 1]),
            )
            for place, parted in ways:
                if place in unseen and not parted:
                    unseen.remove(place)
                    region.add(place)
                    frontier.append(place)
        regions.append(region)
    return regions


def _rectangles(region: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The region as few rectangles (first row, first column, last row, last column); one where it is one."""
    left = set(region)
    rectangles = []
    while left:
        row, column = min(left)
        last_column = column
        while (row, last_column + 1) in left:
            last_column += 1
        last_row = row
        while all((last_row + 1, place) in left for place in range(column, last_column + 1)):
            last_row += 1
        rectangles.append((row, column, last_row, last_column))
        left -= {(r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)}
    return rectangles
