"""Ways to read a page: by its ruling lines, by how words line up, as a list; the one that explains most is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from functions.document.agenda import agenda
from functions.document.alignment import align
from functions.document.blocks import TimeBlock, section_blocks
from functions.document.calendars import read_calendar
from functions.document.cells import Cell, fill, lines_of, phrases_of
from functions.document.columns import day_lists, list_columns
from functions.document.geometry import Box
from functions.document.grid import Table, find_tables
from functions.document.ink import with_ink
from functions.document.layout import find_sections, has_days
from functions.document.legend import find_legend
from functions.document.lists import read_day_lists, read_list
from functions.document.margins import are_headings
from functions.document.parting import parted
from functions.document.records import read_records
from functions.document.resolution import agreement
from functions.document.rules import find_rules
from functions.document.spelling import mended
from functions.document.straighten import StraightPage, straighten
from functions.document.tables import read_table
from functions.document.times import find_times
from functions.document.titled import read_titled
from functions.shared.page import Page, Segment, Word

GOOD = 0.8  # mean agreement of a reading's blocks above which no other way is tried
ENOUGH = 8  # blocks
UNREAD = 8  # blocks to each time outside them, of a reading that is good
NEARLY_ALL = 0.8  # of a page's words, that lists say where the page is made up of them
LISTED = 3  # times on a line that may say when periods are
MORE = 1.25  # how much more than an earlier reading, which deserves more trust, a later one must explain


@dataclass(frozen=True)
class Reading:
    """What a page was read as.

    Attributes:
        blocks: of the week, in the order of the page.
        texts: what else it says, phrase by phrase.
        tables: how many ruled tables it has.
        cells: of its tables, in pixels of `page`.
        page: where its words were seen; None where it has none.
        crowded: a cell holds several texts side by side: no line was seen between what are several cells.
    """

    blocks: tuple[TimeBlock, ...] = ()
    texts: tuple[str, ...] = ()
    tables: int = 0
    cells: tuple[Box, ...] = ()
    page: StraightPage | None = None
    crowded: bool = False

    @property
    def good(self) -> bool:
        """True where the blocks agree, and there are few times beside them that belong to none."""
        unread = sum(len(find_times(text)) for text in self.texts)
        sure = agreement(self.blocks) >= GOOD * len(self.blocks)
        return sure and not self.crowded and len(self.blocks) >= max(ENOUGH, UNREAD * unread)

    @property
    def heading(self) -> list[str]:
        """Lines above all words of its blocks, whatever their cells were taken for."""
        words = self.page.words if self.page else ()
        top = min((word.top for block in self.blocks for word in block.words), default=0.0)
        return [line.text for line in lines_of([word for word in words if word.bottom < top])]

    @property
    def share_said(self) -> float:
        """Share of the words on the page that its blocks were read from."""
        said = {id(word) for block in self.blocks for word in block.words}
        return len(said) / len(self.page.words) if self.page and self.page.words else 0.0


def read_page(page: Page, words: Sequence[Word]) -> Reading:
    """The reading of a page that explains most.

    Args:
        page: for its ruling lines, drawn as vectors or found in its image.
        words: the words on it.
    """
    return best_of(_readings(page, with_ink(page.image, mended(words)))) if words else Reading()


def best_of(readings: Iterable[Reading]) -> Reading:
    """The reading that explains most; an earlier one deserves more trust, and no other is made once tables are good."""
    best = Reading()
    for reading in readings:
        tables = max(best.tables, reading.tables)
        better = agreement(reading.blocks) > MORE * agreement(best.blocks) or not (best.texts or best.blocks)
        best = replace(reading if better else best, tables=tables)
        if better and reading.tables and reading.good:
            break
    return best


def _readings(page: Page, words: Sequence[Word]) -> Iterator[Reading]:
    """Readings in the order in which they deserve trust, each made only when it is asked for."""
    text_height = median(word.width if word.rotation % 180 else word.height for word in words)
    if page.rules:
        yield by_tables(StraightPage(tuple(words)), find_tables(page.rules, text_height, words))
    image, straight = straighten(page.image, words)
    rules = find_rules(image, straight.words, text_height)
    yield by_calendar(straight, rules)
    yield by_tables(straight, parted(find_tables(rules, text_height, straight.words), straight.words, text_height))
    columns = list_columns(straight.words, text_height)
    if columns:
        yield by_lines(straight, columns)
    lists = by_day_lists(straight)
    yield lists
    if lists.share_said > NEARLY_ALL:
        return
    yield by_titles(straight)
    yield by_agenda(straight)
    yield by_alignment(straight, rules)
    yield by_lines(straight)


def by_tables(page: StraightPage, tables: Sequence[Table]) -> Reading:
    """The reading of a page by the tables that were found on it."""
    boxes = tuple(box for table in tables for box in table.cells)
    cells, outside = fill(boxes, page.words)
    free = [phrase for line in lines_of(outside) for phrase in phrases_of(line)]
    texts = [line.text for line in free]
    by_table = [[cells.pop(0) for _ in table.cells] for table in tables]
    legends = [text for held in by_table if not has_days(held) for text in _label_texts(held)]
    legend = find_legend([*(line.text for line in lines_of(outside)), *legends]) or find_legend(_listing(page.words))
    apart = [line for held in by_table if are_headings(held) for cell in held for line in cell.lines]
    readings = [read_table(held, free + apart, legend) for held in by_table]
    texts += [cell.text for reading in readings for cell in reading.titles if cell.lines]
    return Reading(
        tuple(block for reading in readings for block in reading.blocks),
        tuple(texts),
        len(tables),
        boxes,
        page,
        any(reading.crowded for reading in readings),
    )


def by_calendar(page: StraightPage, rules: Sequence[Segment]) -> Reading:
    """The reading of a page as a calendar, in which lessons say their own times; ruling lines part lessons."""
    entries = read_calendar(page.words, rules)
    if not entries:
        return Reading()
    cells = {id(entry.cell): entry.cell for entry in entries}.values()
    texts = _texts_beside(page, cells)
    return Reading(
        tuple(entry.block for entry in entries), tuple(texts), bool(cells), tuple(cell.box for cell in cells), page
    )


def by_agenda(page: StraightPage) -> Reading:
    """The reading of a page as lessons listed by their times, beside which the days are named."""
    cells = agenda(page.words)
    texts = _texts_beside(page, cells)
    blocks = read_records(cells, find_legend(texts)) if cells else []
    return Reading(tuple(blocks), tuple(texts), cells=tuple(cell.box for cell in cells), page=page)


def by_alignment(page: StraightPage, rules: Sequence[Segment]) -> Reading:
    """The reading of a page by how its words line up; ruling lines part rows where they are long."""
    cells = align(page.words, rules)
    texts = _texts_beside(page, cells)
    sections = find_sections(cells, find_legend(texts)) if cells else []
    blocks = [block for section in sections for block in section_blocks(section)]
    texts += [cell.text for section in sections for cell in section.titles if cell.lines]
    return Reading(tuple(blocks), tuple(texts), cells=tuple(cell.box for cell in cells), page=page)


def by_lines(page: StraightPage, columns: Sequence[Sequence[Word]] = ()) -> Reading:
    """The reading of a page as a list, or as lists side by side: the words of `columns`, one after the other."""
    lines = [line for column in columns or [page.words] for line in lines_of(column)]
    return Reading(tuple(read_list(lines)), tuple(line.text for line in lines), page=page)


def by_day_lists(page: StraightPage) -> Reading:
    """The reading of a page as rows of days, below each of which stands its list."""
    above, lists = day_lists(page.words)
    texts = [line.text for line in (*above, *(line for held in lists for line in held.lines))]
    return Reading(tuple(read_day_lists(lists)), tuple(texts), page=page)


def by_titles(page: StraightPage) -> Reading:
    """The reading of a page as titles that name days, below each of which lessons stand by their times."""
    return Reading(tuple(read_titled(page.words)), tuple(line.text for line in lines_of(page.words)), page=page)


def _texts_beside(page: StraightPage, cells: Iterable[Cell]) -> list[str]:
    """What a page says beside cells, phrase by phrase."""
    used = {id(word) for cell in cells for line in cell.lines for word in line.words}
    free = lines_of([word for word in page.words if id(word) not in used])
    return [phrase.text for line in free for phrase in phrases_of(line)]


def _listing(words: Sequence[Word]) -> list[str]:
    """The lines of a page that say several times: a frame around the page may make cells of them."""
    return [line.text for line in lines_of(words) if len(find_times(line.text)) >= LISTED]


def _label_texts(cells: Sequence[Cell]) -> list[str]:
    """Rows and columns of a table as lines of text, as a table of bell times would be listed without its lines."""
    lines = []
    for arranged in (cells, [cell.transposed() for cell in cells]):
        rows: dict[float, list[Cell]] = defaultdict(list)
        for cell in arranged:
            rows[cell.box.top].append(cell)
        lines += [" ".join(cell.text for cell in sorted(row, key=lambda cell: cell.box.left)) for row in rows.values()]
    return lines
