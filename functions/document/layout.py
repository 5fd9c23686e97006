"""What the cells of a table are for: bands of days, rulers of times, and the body between them.

Everything here sees a table with its days one below the other and time running to the right; a table with days as
columns is transposed first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from functions.document.cells import Cell
from functions.document.days import SCHOOL_DAYS, parse_days
from functions.document.geometry import Box, Interval
from functions.document.labels import Labels, find_labels
from functions.document.rulers import Ruler, Slot, find_rulers

COVERS = 0.6  # share of a day's band that a cell covers when it belongs to that day
_LONGEST_HEADING = 20  # letters
_SHORTEST_SENTENCE = 5  # words
_WEEK = re.compile(r"\bweek\s*([ab12]|one|two)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Band:
    """The stretch of the table (downwards) that belongs to some days, and the week that its label names, if any."""

    days: tuple[str, ...]
    extent: Interval
    week: str | None = None


@dataclass(frozen=True)
class Section:
    """A part of a table with one set of day labels.

    Attributes:
        bands: from the top.
        rulers: rows of times; none where the table has no time headings.
        body: cells that hold lessons, empty ones too.
        titles: cells that are none of these.
    """

    bands: tuple[Band, ...]
    rulers: tuple[Ruler, ...]
    body: tuple[Cell, ...]
    titles: tuple[Cell, ...]


def named_week(text: str) -> str | None:
    """The week that a short heading names ("Week A"), of two that take turns."""
    match = _WEEK.search(text)
    return match.group() if match and len(text) < _LONGEST_HEADING else None


def has_days(cells: Sequence[Cell]) -> bool:
    """True for a table with labels of days, whichever way they run."""
    return bool(find_labels(cells) or find_labels([cell.transposed() for cell in cells]))


def find_sections(cells: Sequence[Cell], legend: dict[str, Slot]) -> list[Section]:
    """Sections of a table that has day labels; empty where it has fewer than two.

    Args:
        cells: all cells of one table.
        legend: times of named periods, from `rulers.find_legend`.
    """
    turned = [cell.transposed() for cell in cells]
    upright, sideways = find_labels(cells), find_labels(turned)
    if max([group.distinct for group in sideways], default=0) > max([group.distinct for group in upright], default=0):
        return _sections(turned, sideways, legend)
    return _sections(cells, upright, legend)


def whole_table(cells: Sequence[Cell], days: tuple[str, ...], legend: dict[str, Slot]) -> Section | None:
    """A table without day labels that is all for `days`; None where it has no times either."""
    best: Section | None = None
    for arranged in (list(cells), [cell.transposed() for cell in cells]):
        box = Box.around(cell.box for cell in arranged)
        titles = [cell for cell in arranged if parse_days(cell.text)]
        held = [cell for cell in arranged if not parse_days(cell.text)]
        if not held:
            continue
        rulers = find_rulers(held, (), legend)
        timed = {id(cell) for ruler in rulers for cell in ruler.cells}
        body = tuple(cell for cell in held if id(cell) not in timed)
        section = Section((Band(days, box.down),), rulers, body, tuple(titles))
        if rulers and (best is None or _slots(section) > _slots(best)):
            best = section
    return best


def _slots(section: Section) -> int:
    return max(len(ruler.slots) for ruler in section.rulers)


def _sections(cells: Sequence[Cell], groups: list[Labels], legend: dict[str, Slot]) -> list[Section]:
    """One section for each column of labels: what stands to its right, up to the next column of labels."""
    sections = []
    everything = Box.around(cell.box for cell in cells) if cells else Box(0, 0, 0, 0)
    labels = {id(cell) for group in groups for cell in group.cells}
    others = [cell for cell in cells if id(cell) not in labels]
    used = {id(cell) for cell in others if len(groups) > 1 and named_week(cell.text)}
    for number, group in enumerate(groups):
        bands = _bands(group, others)
        beyond = groups[number + 1].across.low if number + 1 < len(groups) else everything.right + 1
        rulers = [
            _beside(ruler, group.across) for ruler in find_rulers(others, [band.extent for band in bands], legend)
        ]
        timed = {id(cell) for ruler in rulers for cell in ruler.cells}
        first = min((slot.extent.low for ruler in rulers for slot in ruler.slots), default=group.across.high)
        body = [
            cell
            for cell in others
            if id(cell) not in timed | used
            and (cell.box.across.middle > group.across.high or cell.box.across.middle > first)
            and cell.box.across.middle < beyond
            and not _is_remark(cell, bands, rulers)
            and any(
                band.extent.overlap(cell.box.down) > 0.5 * min(band.extent.length, cell.box.height) for band in bands
            )
        ]
        used |= timed | {id(cell) for cell in body}
        titles = tuple(cell for cell in others if id(cell) not in used) if number == len(groups) - 1 else ()
        sections.append(Section(tuple(bands), tuple(rulers), tuple(body), titles))
    return sections


def _is_remark(cell: Cell, bands: Sequence[Band], rulers: Sequence[Ruler]) -> bool:
    """True for a sentence over all days behind the last of their times: what is written below a table."""
    last = max((slot.extent.high for ruler in rulers for slot in ruler.slots), default=None)
    days = Interval(bands[0].extent.low, bands[-1].extent.high)
    sentence = len(cell.text.split()) >= _SHORTEST_SENTENCE
    return sentence and last is not None and cell.box.left >= last and cell.box.down.share_of(days) > COVERS


def _beside(ruler: Ruler, labels: Interval) -> Ruler:
    """The ruler, its first heading cut off where the days' own column ends: no line was seen beside the corner."""
    first, *others = ruler.slots
    if first.extent.share_of(labels) < COVERS or first.extent.high <= labels.high:
        return ruler
    return replace(ruler, slots=(replace(first, extent=Interval(labels.high, first.extent.high)), *others))


def _bands(group: Labels, others: Sequence[Cell]) -> list[Band]:
    """Bands of the labels, each with the week that a heading beside it names; titles have what is below them, too."""
    single = {days[0] for days in group.days if len(days) == 1}  # "every day" means those of the table
    ordered = sorted(others, key=lambda cell: cell.box.left)
    weeks = [(cell, week) for cell in ordered if (week := named_week(cell.text))]
    bands = []
    for (cell, days), extent in zip(zip(group.cells, group.days, strict=True), _extents(group, others), strict=True):
        beside = [(other, week) for other, week in weeks if other.box.down.share_of(cell.box.down) > COVERS]
        before = [week for other, week in beside if other.box.across.middle < cell.box.left]
        week = next(iter([*before[::-1], *(week for _, week in beside)]), None)
        named = tuple(day for day in days if day in single) if days == SCHOOL_DAYS and len(single) > 2 else days
        bands.append(Band(named, extent, named_week(cell.text) or week))
    return bands


def _extents(group: Labels, others: Sequence[Cell]) -> list[Interval]:
    """The stretch of each label; where nothing stands beside any of them they are titles, and reach to the next one."""
    own = [cell.box.down for cell in group.cells]
    beside = [cell for cell in others if cell.lines and any(extent.contains(cell.box.down.middle) for extent in own)]
    if beside:
        return own
    bottom = max((cell.box.bottom for cell in others), default=own[-1].high)
    ends = [*(extent.low for extent in own[1:]), max(bottom, own[-1].high)]
    return [Interval(extent.low, end) for extent, end in zip(own, ends, strict=True)]
