"""Tables with a row for each lesson: its time in one column, its subject in another, maybe its day, room and teacher.

They are seen upright; a table with a column for each lesson is transposed first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from functions.document.blocks import TimeBlock, fill_ends
from functions.document.cells import Cell, join_lines
from functions.document.days import initials, parse_days
from functions.document.geometry import Interval
from functions.document.labels import Labels, find_labels
from functions.document.lessons import lessons_in
from functions.document.rulers import Slot, heading_slot, mend_order
from functions.document.times import NOTHING_SAID, TimeSpan

COVERED = 0.5  # share of a row's height from which a cell counts as standing in it
TIMES = 0.7  # share of a column's cells that are times where it is the column of times
FEWEST = 2  # rows of a day
_SUBJECT = re.compile(r"^(?:subjects?|lessons?|activity|activities|clubs?|class(?:es)?|what|event)$", re.IGNORECASE)
_TIME = re.compile(r"^(?:times?|when)$", re.IGNORECASE)


@dataclass(frozen=True)
class _Row:
    """A time and the stretch of the table that it stands beside."""

    extent: Interval
    slot: Slot


def read_records(
    cells: Sequence[Cell], legend: dict[str, Slot], days: tuple[str, ...] | None = None
) -> list[TimeBlock]:
    """Blocks of a table with a row for each lesson; empty where it is none.

    Args:
        cells: all cells of one table.
        legend: times of named periods.
        days: that all of the table is for; None where it has a column of days.
    """
    for arranged in (cells, [cell.transposed() for cell in cells]):
        columns = _columns([cell for cell in arranged if cell.lines])
        times = next((column for column in columns if _are_times(column, legend)), None)
        if times is None:
            continue
        others = [column for column in columns if column is not times]
        labels = next(iter(find_labels(arranged)), None)
        others = [column for column in others if not labels or not any(cell in labels.cells for cell in column)]
        top = min((cell.box.top for cell in times if heading_slot(cell, legend)), default=0.0)
        bands = _bands(columns, labels, top) if days is None else [(days, Interval(-1e9, 1e9))]
        fewest = 1 if _TIME.match(times[0].text.strip()) else FEWEST
        rows = [row for _, extent in bands for row in _timed_rows(times, extent, legend)]
        if bands and len(rows) >= fewest * len(bands):
            return fill_ends(_blocks(rows, bands, [column for column in others if not _are_days(column)]))
    return []


def _timed_rows(times: Sequence[Cell], extent: Interval, legend: dict[str, Slot]) -> list[_Row]:
    """The rows of a day, whose times follow each other."""
    headed = [
        (cell, slot) for cell in times if extent.contains(cell.box.down.middle) and (slot := heading_slot(cell, legend))
    ]
    slots = mend_order([slot for _, slot in headed], [cell.text for cell, _ in headed])
    return [_Row(cell.box.down, slot) for (cell, _), slot in zip(headed, slots, strict=True)]


def _columns(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells one below the other, column by column from the left; what reaches over several columns is in none."""
    columns: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.box.width):
        met = [column for column in columns if column[0].box.across.share_of(cell.box.across) > COVERED]
        met += [
            column
            for column in columns
            if column not in met and cell.box.across.share_of(column[0].box.across) > COVERED
        ]
        if not met:
            columns.append([cell])
        elif len(met) == 1:
            met[0].append(cell)
    for column in columns:
        column.sort(key=lambda cell: cell.box.top)
    return sorted(columns, key=lambda column: column[0].box.left)


def _are_times(column: Sequence[Cell], legend: dict[str, Slot]) -> bool:
    slots = [slot for cell in column if (slot := heading_slot(cell, legend)) and slot.span.start]
    headed = bool(_TIME.match(column[0].text.strip()))
    return len(slots) >= FEWEST and len(slots) >= TIMES * (len(column) - headed)


def _are_days(column: Sequence[Cell]) -> bool:
    return bool(_labels(column))


def _bands(
    columns: Sequence[Sequence[Cell]], labels: Labels | None, top: float
) -> list[tuple[tuple[str, ...], Interval]]:
    """Days and the stretch of each, from the first column that names several, or from labels that name more.

    Args:
        labels: of which some may be blank.
        top: where the times begin; what stands above it heads the columns.
    """
    named = next((found for column in columns if (found := _labels(column))), [])
    pairs = zip(labels.days, (cell.box.down for cell in labels.cells), strict=True) if labels else ()
    labelled = [(days, extent) for days, extent in pairs if extent.middle > top]
    bands = max(named, labelled, key=_distinct)
    return bands if _distinct(bands) > 1 else []


def _distinct(bands: Sequence[tuple[tuple[str, ...], Interval]]) -> int:
    return len({day for days, _ in bands for day in days})


def _labels(column: Sequence[Cell]) -> list[tuple[tuple[str, ...], Interval]]:
    """Days that a column names, each of them once or in every row, and where; empty where it names hardly any."""
    runs = [list(run) for _, run in groupby(column, key=lambda cell: cell.text.strip(" .:").lower())]
    extents = [Interval(run[0].box.top, run[-1].box.bottom) for run in runs]
    for skipped in (0, 1):  # a heading may stand above them
        lettered = initials([run[0].text for run in runs[skipped:]])
        if lettered:
            return list(zip(lettered, extents[skipped:], strict=True))
    named = [(days, extent) for run, extent in zip(runs, extents, strict=True) if (days := parse_days(run[0].text))]
    return named if 2 * len(named) > len(runs) else []


def _blocks(
    rows: Sequence[_Row], bands: Sequence[tuple[tuple[str, ...], Interval]], columns: Sequence[Sequence[Cell]]
) -> list[TimeBlock]:
    """The lessons of the column of subjects, with the times and notes beside them."""
    columns = [column for column in columns if any(_rows_of(cell, rows) for cell in column)]
    if not columns:
        return []
    top = rows[0].extent.low
    headed = [
        column for column in columns if column[0].box.down.middle < top and _SUBJECT.match(column[0].text.strip())
    ]
    subjects = (headed or columns)[0]
    asides = [cell for column in columns if column is not subjects for cell in column]
    blocks = []
    for cell in subjects:
        beside = _rows_of(cell, rows)
        if not beside:
            continue
        notes = [aside.text for aside in asides if _rows_of(aside, beside)]
        of_days = next((days for days, extent in bands if extent.contains(cell.box.down.middle)), ())
        for lesson in lessons_in(cell):
            span = lesson.span or _span(beside)
            said = join_lines([part for part in (lesson.notes, *notes) if part]) or None
            blocks += [TimeBlock(day, lesson.name, span.start, span.end, said, lesson.words) for day in of_days]
    return blocks


def _rows_of(cell: Cell, rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if cell.box.down.share_of(row.extent) > COVERED]


def _span(rows: Sequence[_Row]) -> TimeSpan:
    first, last = rows[0].slot.span, rows[-1].slot.span
    return TimeSpan(first.start, last.end) if rows else NOTHING_SAID
