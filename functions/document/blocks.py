"""From a section of a table to the blocks of the week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from functions.document.asides import customs_of
from functions.document.cells import Cell
from functions.document.geometry import Interval
from functions.document.layout import COVERS, Band, Section
from functions.document.lessons import Lesson, lessons_in
from functions.document.rulers import Ruler
from functions.document.stacks import find_stacks, spelled
from functions.document.times import NOTHING_SAID, TimeSpan, minutes_of
from functions.document.vocabulary import PAUSES
from functions.shared.page import Word


@dataclass(frozen=True)
class TimeBlock:
    """One block of the week, as the contract has it, the words that say it, and which week of several it is in."""

    day: str
    name: str
    start: str | None
    end: str | None
    notes: str | None = None
    words: tuple[Word, ...] = ()
    week: str | None = None

    @property
    def confidence(self) -> float:
        """Mean probability, 0 to 1, that its words are right."""
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 1.0

    def to_dict(self) -> dict[str, str | None]:
        return {
            "day": self.day,
            "name": self.name,
            "startTime": self.start,
            "endTime": self.end,
            "notes": self.notes,
        }


@dataclass(frozen=True)
class _Placed:
    """A lesson where it stands in the table."""

    lesson: Lesson
    extent: Interval
    down: Interval
    bands: tuple[Band, ...]


def section_blocks(section: Section) -> list[TimeBlock]:
    """Blocks of a section, day by day in the order of the table."""
    placed = _stacked(section) + _unstacked(section)
    blocks: list[tuple[Band, float, TimeBlock]] = []
    for item in placed:
        for band in item.bands:
            span = _span(item, band, section)
            for day in band.days:
                lesson = item.lesson
                block = TimeBlock(day, lesson.name, span.start, span.end, lesson.notes, lesson.words, band.week)
                blocks.append((band, item.extent.low, block))
    blocks += _labelled_only(section, placed)
    ordered = sorted(blocks, key=lambda entry: (section.bands.index(entry[0]), entry[1]))
    return fill_ends([block for _, _, block in ordered])


def with_weeks(blocks: Sequence[TimeBlock]) -> tuple[TimeBlock, ...]:
    """The blocks, whose notes tell weeks apart where there are several."""
    if len({block.week for block in blocks if block.week}) < 2:
        return tuple(blocks)
    return tuple(
        replace(block, notes=" · ".join(part for part in (block.week, block.notes) if part) or None) for block in blocks
    )


def fill_ends(blocks: Sequence[TimeBlock]) -> list[TimeBlock]:
    """Blocks of a list that mostly says starts only: each of those lasts until the next one of its day starts."""
    timed = [block for block in blocks if block.start]
    if 2 * sum(block.end is not None for block in timed) > len(timed):
        return list(blocks)
    filled = []
    for number, block in enumerate(blocks):
        later = (other.start for other in blocks[number + 1 :] if other.day == block.day and other.start)
        following = next(later, None) if block.end is None else None
        forward = block.start and following and minutes_of(following) > minutes_of(block.start)
        filled.append(replace(block, end=following) if forward else block)
    return filled


def _stacked(section: Section) -> list[_Placed]:
    placed = []
    for stack in find_stacks(section.body):
        words = tuple(word for cell in stack.cells for line in cell.lines for word in line.words)
        bands = _bands_of(stack.box.down, section.bands)
        placed.append(_Placed(Lesson(stack.word, None, None, words), stack.box.across, stack.box.down, bands))
    return placed


def _unstacked(section: Section) -> list[_Placed]:
    stacked = {id(cell) for stack in find_stacks(section.body) for cell in stack.cells}
    customs = customs_of(section.body)
    placed = []
    for cell in section.body:
        if id(cell) in stacked:
            continue
        bands = section.bands if _is_for_all(cell, section) else _bands_of(cell.box.down, section.bands)
        for lesson in lessons_in(_respelled(cell), customs):
            placed.append(_Placed(lesson, cell.box.across, cell.box.down, bands))
    return placed


def _is_for_all(cell: Cell, section: Section) -> bool:
    """True for a pause, or a text turned to run along the days, in their middle with nothing else at its time.

    No line around it was drawn or seen.
    """
    turned = all(word.rotation % 180 for line in cell.lines for word in line.words)
    if not cell.lines or not (turned or PAUSES & set(cell.text.lower().split())):
        return False
    middle = Interval(section.bands[0].extent.low, section.bands[-1].extent.high).middle
    beside = [other for other in section.body if other is not cell and other.box.across.share_of(cell.box.across) > 0.5]
    return cell.box.down.contains(middle) and not any(other.lines for other in beside)


def _respelled(cell: Cell) -> Cell:
    """The cell with a word of stacked letters written as a word."""
    lines = tuple(
        replace(line, text=spelled(line.text))
        if len(line.words) == len(line.text) > 2 and line.text.isupper()
        else line
        for line in cell.lines
    )
    return replace(cell, lines=lines)


def _bands_of(down: Interval, bands: Sequence[Band]) -> tuple[Band, ...]:
    """Bands that a stretch covers; a part of a band belongs to the one it overlaps most."""
    covered = tuple(band for band in bands if down.share_of(band.extent) > COVERS)
    return covered or (max(bands, key=lambda band: down.overlap(band.extent)),)


def _span(item: _Placed, band: Band, section: Section) -> TimeSpan:
    """Times of a lesson on a band: its own before those of the ruler it goes by, as far as they fit together."""
    own = item.lesson.span or NOTHING_SAID
    ruler = _ruler_of(item.down, band, section)
    return own if own.complete or not ruler else _completed(own, ruler.span(item.extent))


def _completed(own: TimeSpan, ruled: TimeSpan) -> TimeSpan:
    """Times printed with a lesson, and what they leave open by the ruler: "until 11.00" begins with its slot."""
    start, end = own.start or ruled.start, own.end or ruled.end
    backwards = start is not None and end is not None and minutes_of(start) >= minutes_of(end)
    return own if backwards else TimeSpan(start, end)


def _ruler_of(down: Interval, band: Band, section: Section) -> Ruler | None:
    """The ruler that a stretch goes by: of its own band, else of none or every day's; the next above, else below."""
    own = [ruler for ruler in section.rulers if band.extent.contains(ruler.extent.middle)]
    others = [other for other in section.bands if not set(band.days) <= set(other.days)]
    general = [
        ruler for ruler in section.rulers if not any(other.extent.contains(ruler.extent.middle) for other in others)
    ]
    rulers = own or general
    above = [ruler for ruler in rulers if ruler.extent.middle <= min(down.middle, band.extent.high)]
    return above[-1] if above else next(iter(rulers), None)


def _labelled_only(section: Section, placed: Iterable[_Placed]) -> list[tuple[Band, float, TimeBlock]]:
    """Blocks that only their heading names ("Lunch 12.00-1.00" over empty cells)."""
    held = list(placed)
    blocks = []
    for band in section.bands:
        ruler = _ruler_of(band.extent, band, section)
        for slot in ruler.slots if ruler else ():
            taken = any(
                band in item.bands and item.extent.overlap(slot.extent) > 0.3 * slot.extent.length for item in held
            )
            if slot.activity and not taken:
                for day in band.days:
                    block = TimeBlock(day, slot.activity, slot.span.start, slot.span.end, week=band.week)
                    blocks.append((band, slot.extent.low, block))
    return blocks
