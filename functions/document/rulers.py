"""Rulers: rows of time headings, and which times a stretch of the table has by them.

Seen as in `layout`: time runs to the right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from functions.document.bell_times import followed, in_order, time_digits
from functions.document.cells import Cell
from functions.document.geometry import Box, Interval
from functions.document.times import NOTHING_SAID, TimeSpan, find_times, minutes_of, whole_time, without_times

WIDE = 0.7  # of all headings together: a single heading as wide as that is a title
MOST = 0.6  # of the headings' times that must stay as they were read where others are mended
_PERIOD = re.compile(
    r"^(?:(?:period|lesson|session|slot|per\.?|p|l|s)\s*)?([\dIl|]{1,2})(?:st|nd|rd|th)?(?:\s*(?:period|lesson|session))?$",
    re.I,
)
_STROKES = str.maketrans("Iil|", "1111")
_PERIOD_WORD = re.compile(r"\b(?:period|lesson|session|slot|time|times|day|days|min|mins|minutes|hour|hours)\b", re.I)


@dataclass(frozen=True)
class Slot:
    """A time heading.

    Attributes:
        extent: the stretch it stands over.
        span: its times.
        label: what else it says ("Break", "Period 1").
        height: of its text, in pixels.
    """

    extent: Interval
    span: TimeSpan
    label: str = ""
    height: float = 0.0

    @property
    def activity(self) -> str | None:
        """The label where it names what happens ("Lunch"), not which period it is."""
        named = self.label and period_key(self.label) is None and not _PERIOD_WORD.search(self.label)
        return self.label if named and any(letter.isalpha() for letter in self.label) else None


@dataclass(frozen=True)
class Ruler:
    """A row of time headings, from left to right, where it stands, and the cells it was read from."""

    extent: Interval
    slots: tuple[Slot, ...]
    cells: tuple[Cell, ...]

    def span(self, extent: Interval) -> TimeSpan:
        """Times of a stretch of the table.

        A time is None where the stretch begins or ends inside a slot: only the drawing would suggest it.
        """
        covered = [slot for slot in self.slots if _covers(extent, slot.extent)]
        if not covered:
            return self._between(extent)
        first, last = covered[0], covered[-1]
        start = first.span.start if extent.low <= first.extent.low + _slack(first) else None
        end = last.span.end if extent.high >= last.extent.high - _slack(last) else None
        return TimeSpan(start, end)

    def _between(self, extent: Interval) -> TimeSpan:
        """Times of a stretch that no heading stands over: from the end of the one before to the start of the next."""
        before = [slot for slot in self.slots if slot.extent.middle < extent.low]
        after = [slot for slot in self.slots if slot.extent.middle > extent.high]
        if not before or not after or before[-1].span.end == after[0].span.start:
            return NOTHING_SAID
        return TimeSpan(before[-1].span.end, after[0].span.start)


Heading = tuple[Cell, Slot]


def find_rulers(cells: Sequence[Cell], bands: Sequence[Interval], legend: dict[str, Slot]) -> tuple[Ruler, ...]:
    """Rows of time headings; where no heading has a time, rows of period names with the legend's times.

    Args:
        cells: cells that are no day labels.
        bands: stretches (downwards) of the days; a heading inside one must be nothing but a time.
        legend: times of named periods.
    """
    if not bands:
        rows = _starts_with_ends([row for row in _rows(_slots_of(cells, _bare_heading)) if len(row) > 1])
        return tuple(_ruler(row, cells) for row in rows[:1])
    outside = [cell for cell in cells if not any(band.contains(cell.box.down.middle) for band in bands)]
    inside = [cell for cell in cells if not any(cell is other for other in outside)]
    rows = _rows(_slots_of(outside, _heading)) + [
        row for row in _rows(_slots_of(inside, _bare_heading)) if len(row) > 1
    ]
    rows = _starts_with_ends([row for row in rows if len(row) > 1 or _bare_heading(row[0][0])])
    rulers = [_ruler(row, outside) for row in rows]
    if not rulers:
        rows = _rows(_slots_of(outside, lambda cell: _period(cell, legend)))
        rulers = [
            _ruler(row, outside) for row in rows if sum(period_key(slot.label) is not None for _, slot in row) > 1
        ]
    return tuple(sorted(rulers, key=lambda ruler: ruler.extent.middle))


def _slots_of(cells: Sequence[Cell], heading: Callable[[Cell], Slot | None]) -> list[Heading]:
    return [
        (cell, replace(slot, height=cell.lines[0].height)) for cell in cells if cell.lines and (slot := heading(cell))
    ]


def heading_slot(cell: Cell, legend: dict[str, Slot]) -> Slot | None:
    """What a cell says that is nothing but a time, a period with its time, or a numbered period; else None."""
    return _bare_heading(cell) or (_period(cell, legend) if period_key(cell.text) else None)


def period_key(text: str) -> str | None:
    """A period's number ("Period 3", "P3", "3rd lesson" are "3"); None where the text names no period.

    A stroke is the digit 1 as OCR may have read it ("PI", "Lesson l").
    """
    match = _PERIOD.match(text.strip(" .:()"))
    return match.group(1).translate(_STROKES) if match else None


def _covers(extent: Interval, slot: Interval) -> bool:
    return extent.overlap(slot) > 0.15 * min(slot.length, extent.length)


def _slack(slot: Slot) -> float:
    """How far, in pixels, a stretch may end from where the slot does: no text would fit between."""
    return max(5.0, 0.06 * slot.extent.length, 0.5 * slot.height)


def _heading(cell: Cell) -> Slot | None:
    """A heading with a time in it, whatever else it says."""
    alone = _bare_heading(cell)
    if alone:
        return alone
    text = cell.text
    times = find_times(text)
    if len(times) != 1:
        return None
    label = (text[: times[0].begin] + " " + text[times[0].finish :]).strip(" \n:–—-()")
    return Slot(cell.box.across, times[0].span, " ".join(label.split()))


def _bare_heading(cell: Cell) -> Slot | None:
    """A heading that is nothing but a time, several that follow on each other, or a time and a period's name."""
    span = whole_time(cell.text)
    if span:
        return Slot(cell.box.across, span)
    times, rest = find_times(cell.text), without_times(cell.text).strip(" \n:–—-()")
    if len(times) == 1:
        return Slot(cell.box.across, times[0].span, rest) if period_key(rest) is not None else None
    span = None if rest else _followed_on([match.span for match in times])
    return Slot(cell.box.across, span) if span else None


def _followed_on(spans: Sequence[TimeSpan]) -> TimeSpan | None:
    """From the first to the last of several spans, each of which begins when the one before it ends."""
    follow = len(spans) > 1 and all(before.end and before.end == after.start for before, after in pairwise(spans))
    return TimeSpan(spans[0].start, spans[-1].end) if follow else None


def _period(cell: Cell, legend: dict[str, Slot]) -> Slot | None:
    """A heading that names a period or a break, with the legend's times if it has any."""
    key = period_key(cell.text)
    known = legend.get(key or cell.text.strip().lower())
    if known is None and key is None:
        return None
    return Slot(cell.box.across, known.span if known else NOTHING_SAID, cell.text)


def _rows(candidates: Sequence[Heading]) -> list[list[Heading]]:
    """Headings that stand side by side, each row from left to right."""
    rows: list[list[Heading]] = []
    for cell, slot in sorted(candidates, key=lambda pair: pair[0].box.top):
        for row in rows:
            reference = row[0][0].box.down
            if reference.overlap(cell.box.down) > 0.5 * min(reference.length, cell.box.height):
                row.append((cell, slot))
                break
        else:
            rows.append([(cell, slot)])
    for row in rows:
        row.sort(key=lambda pair: pair[0].box.left)
        breadth = row[-1][0].box.right - row[0][0].box.left
        if len(row) > 2:
            row[:] = [pair for pair in row if pair[0].box.width <= WIDE * breadth]
    return rows


def _starts_with_ends(rows: list[list[Heading]]) -> list[list[Heading]]:
    """The rows, two of which are one where the first says when each column starts and the second when it ends."""
    joined: list[list[Heading]] = []
    for row in rows:
        before = joined[-1] if joined else []
        pairs = list(zip(before, row, strict=False))
        if len(before) == len(row) and all(_ends(start, end) for start, end in pairs):
            joined[-1] = [
                (
                    Cell(Box.around((cell.box, other.box)), cell.lines),
                    replace(slot, span=TimeSpan(slot.span.start, end.span.start)),
                )
                for (cell, slot), (other, end) in pairs
            ]
        else:
            joined.append(row)
    return joined


def _ends(start: Heading, end: Heading) -> bool:
    """True where the second heading is for the same stretch and a later time, and neither is a range."""
    (cell, slot), (other, later) = start, end
    single = slot.span.start and later.span.start and not slot.span.end and not later.span.end
    return bool(
        single
        and cell.box.across.share_of(other.box.across) > 0.8
        and minutes_of(later.span.start or "00:00") > minutes_of(slot.span.start or "00:00")
    )


def _ruler(row: Sequence[Heading], headings: Sequence[Cell]) -> Ruler:
    """The row as a ruler: a heading with a start only lasts until the next one starts."""
    if sum(slot.span.complete for _, slot in row) > 1:
        row = sorted([*row, *_unread(row, headings)], key=lambda pair: pair[0].box.left)
    starts = len(row) > 2 and all(slot.span.start and not slot.span.end for _, slot in row)
    slots = []
    for number, (cell, slot) in enumerate(row):
        following = row[number + 1][1].span.start if number + 1 < len(row) else None
        span = slot.span
        if span.start is not None and span.end is None:
            span = TimeSpan(span.start, following)
        slots.append(replace(slot, span=span, label=slot.label or _label_beside(cell, headings)))
    low = min(cell.box.top for cell, _ in row)
    high = max(cell.box.bottom for cell, _ in row)
    mended = (_starts_in_order if starts else mend_order)(slots, [cell.text for cell, _ in row])
    return Ruler(Interval(low, high), mended, tuple(cell for cell, _ in row))


def _starts_in_order(slots: Sequence[Slot], texts: Sequence[str]) -> tuple[Slot, ...]:
    """The slots in the order of the day, where headings say starts only: each ends when the next one starts."""
    *mended, before = mend_order(slots[:-1], [" ".join(pair) for pair in pairwise(texts)])
    last = TimeSpan(before.span.end or slots[-1].span.start, None)
    return (*mended, before, replace(slots[-1], span=last))


def _unread(row: Sequence[Heading], headings: Sequence[Cell]) -> list[Heading]:
    """Cells in a row of times, as high as they, that hold digits of what must be a time too."""
    box = Box.around(cell.box for cell, _ in row)
    lowest = min(cell.box.height for cell, _ in row)
    taken = {id(cell) for cell, _ in row}
    return [
        (cell, Slot(cell.box.across, NOTHING_SAID, height=cell.lines[0].height))
        for cell in headings
        if id(cell) not in taken
        and cell.lines
        and box.down.share_of(cell.box.down) > 0.5
        and cell.box.height >= 0.5 * lowest
        and time_digits(cell.text)
    ]


def mend_order(slots: Sequence[Slot], texts: Sequence[str]) -> tuple[Slot, ...]:
    """The slots in the order of the day: where times run backwards or a heading has none, all are read together.

    Nothing is changed where most of what was read would be: then the headings are those of several days.

    Args:
        texts: what each heading says.
    """
    spans = [slot.span for slot in slots]
    if all(span.start for span in spans) and in_order(spans):
        return tuple(slots)
    mended = followed([time_digits(text) for text in texts], spans) or spans
    read = [(span, other) for span, other in zip(spans, mended, strict=True) if span.complete]
    if sum(span == other for span, other in read) < MOST * len(read):
        return tuple(slots)
    return tuple(replace(slot, span=span) for slot, span in zip(slots, mended, strict=True))


def _label_beside(cell: Cell, headings: Sequence[Cell]) -> str:
    """What another heading over the same stretch says, such as a row of period names above the row of times."""
    for other in headings:
        alike = other.box.across.alike(cell.box.across, 0.8)
        if other is not cell and alike and other.lines and not find_times(other.text):
            return other.text
    return ""
