"""Timetables below titles that name days, of which no more lines are seen: lessons below or beside a row of times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from functions.document.blocks import TimeBlock
from functions.document.cells import Cell, lines_of
from functions.document.cuts import sides_between
from functions.document.days import parse_days
from functions.document.geometry import Box, Interval
from functions.document.lessons import lessons_in
from functions.document.pieces import Piece, pieces_of
from functions.document.times import TimeSpan, whole_time
from functions.shared.page import Word

FEWEST = 2  # times in a row
NEAR = 1.0  # of a line's height: what stands further below the lessons is none of them
_UNFINISHED = ("-", "–", "—", "to")


@dataclass(frozen=True)
class _Time:
    """A time, on one line or two, and where it stands, in the direction that the table is looked at in."""

    box: Box
    span: TimeSpan

    def transposed(self) -> _Time:
        return _Time(self.box.transposed(), self.span)


def read_titled(words: Sequence[Word]) -> list[TimeBlock]:
    """Blocks of the parts of a page below titles of days that stand alone in their rows.

    Args:
        words: of one page.
    """
    pieces = pieces_of(words)
    titles = sorted((piece for piece in pieces if _is_title(piece, pieces)), key=lambda piece: piece.box.top)
    tops = [*(title.box.top for title in titles), float("inf")]
    blocks = []
    for title, bottom in zip(titles, tops[1:], strict=True):
        part = [piece for piece in pieces if title.box.bottom < piece.box.down.middle < bottom]
        blocks += _blocks(parse_days(title.line.text), part)
    return blocks


def _is_title(piece: Piece, pieces: Sequence[Piece]) -> bool:
    alone = not any(other.box.down.overlap(piece.box.down) for other in pieces if other is not piece)
    return alone and bool(parse_days(piece.line.text))


def _blocks(days: tuple[str, ...], pieces: Sequence[Piece]) -> list[TimeBlock]:
    """Lessons below a row of times or beside a column of them, whichever has more."""
    times = _times(pieces)
    turned = [time.transposed() for time in times]
    across, down = _row(times), _row(turned)
    if max(len(across), len(down)) < FEWEST:
        return []
    upright = len(across) >= len(down)
    texts = [piece if upright else piece.transposed() for piece in pieces]
    return [
        TimeBlock(day, lesson.name, time.span.start, time.span.end, lesson.notes, lesson.words)
        for time, words in _columns(across if upright else down, texts)
        for lesson in lessons_in(Cell(Box.of(words[0]), lines_of(words)))
        for day in days
    ]


def _times(pieces: Sequence[Piece]) -> list[_Time]:
    """Texts that are times with start and end, some of which go on in the line below."""
    times = []
    for piece in pieces:
        text, box = piece.line.text, piece.box
        if text.rstrip().endswith(_UNFINISHED):
            below = (other for other in pieces if _stands_below(other, piece))
            end = min(below, key=lambda other: other.box.top, default=piece)
            text, box = f"{text} {end.line.text}", Box.around((box, end.box))
        span = whole_time(text)
        if span and span.complete:
            times.append(_Time(box, span))
    return times


def _stands_below(piece: Piece, above: Piece) -> bool:
    gap = piece.box.top - above.box.bottom
    return 0 <= gap + 0.5 * above.line.height < 1.5 * above.line.height and _overlap(piece.box.across, above.box.across)


def _overlap(one: Interval, other: Interval) -> bool:
    return one.overlap(other) > 0.5 * min(one.length, other.length)


def _row(times: Sequence[_Time]) -> list[_Time]:
    """The most times that stand side by side, from left to right."""
    rows = [[other for other in times if _overlap(other.box.down, time.box.down)] for time in times]
    longest = max(rows, key=len, default=[])
    return sorted(longest, key=lambda time: time.box.left)


def _columns(times: Sequence[_Time], pieces: Sequence[Piece]) -> list[tuple[_Time, list[Word]]]:
    """The words right below each of a row of times."""
    lessons = _first_below(Box.around(time.box for time in times).bottom, pieces)
    headings = [time.box.across for time in times]
    cuts = sides_between(headings, [piece.box.across for piece in lessons])[1:-1]
    step = median(after.middle - before.middle for before, after in pairwise(headings))
    columns = pairwise([headings[0].middle - step, *cuts, headings[-1].middle + step])
    held = [
        [word for piece in lessons if low <= piece.box.across.middle < high for word in piece.line.words]
        for low, high in columns
    ]
    return [(time, words) for time, words in zip(times, held, strict=True) if words]


def _first_below(bottom: float, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces below a row, down to the first gap between them."""
    below = sorted((piece for piece in pieces if piece.box.down.middle > bottom), key=lambda piece: piece.box.top)
    held: list[Piece] = []
    for piece in below:
        if held and piece.box.top - max(other.box.bottom for other in held) > NEAR * piece.line.height:
            break
        held.append(piece)
    return held
