"""Headings beside the rows of a table without lines: times, periods and breaks, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from functions.document.cells import Line, lines_of
from functions.document.geometry import Box, Interval
from functions.document.pieces import Piece
from functions.document.rulers import period_key
from functions.document.times import NOTHING_SAID, find_times, whole_time
from functions.document.vocabulary import BREAK_WORDS

ON_LINE = 0.5  # of the lower of two texts, that both cover where they stand on one line,
BESIDE = 0.3  # and where one stands beside several lines
ALIKE = 0.4  # of the wider of two headings, that both stand over
_DASHES = ("-", "–", "—", "to")
ADJACENT = 0.9  # of a line's height: a smaller gap may part two lines of one heading
UNFINISHED = 1.5  # and those of a time that goes on in the next


def side_headings(pieces: Sequence[Piece]) -> list[Interval]:
    """Where the headings among the texts beside a table stand, from the top.

    A period and its time, or a time broken over two lines, are one heading; texts beside each other are, too.
    """
    groups: list[list[Piece]] = []
    for piece in sorted(_in_strip(pieces), key=lambda piece: piece.box.down.middle):
        if groups and (_beside(groups[-1], piece) or _goes_on(groups[-1], piece)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    headings = [group for group in groups if any(map(_is_heading, group))]
    return [Box.around(piece.box for piece in group).down for group in _starts_with_ends(headings)]


def _starts_with_ends(groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The groups, two of which are one where one says when a row starts and the next when it ends.

    The row after it then starts at that time, or the row before it ends when it starts.
    """
    spans = [whole_time(" ".join(piece.line.text for piece in group)) or NOTHING_SAID for group in groups]
    joined: list[list[Piece]] = []
    number, ended = 0, None
    while number < len(groups):
        span, *later = spans[number : number + 3]
        end = later[0].start if later and not span.end and not later[0].end else None
        repeated = later[1].start == end if len(later) > 1 else span.start == ended
        if span.start and end and repeated:
            joined.append([*groups[number], *groups[number + 1]])
            number, ended = number + 2, end
        else:
            joined.append(list(groups[number]))
            number, ended = number + 1, span.end
    return joined


def column_by_column(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """The lines of one heading: those of a period, then those of its time where this stands beside it."""
    columns: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box.left):
        if columns and Box.around(other.box for other in columns[-1]).across.overlap(piece.box.across) > 0:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    return tuple(line for held in columns for line in lines_of([word for piece in held for word in piece.line.words]))


def heading_strip(pieces: Sequence[Piece]) -> Interval | None:
    """The stretch (across) of the first times or periods from the left, two or more one below the other.

    Periods with the only times of the page beside them stand over both.
    """
    strips: list[list[Box]] = []
    for box in sorted((box for piece in pieces if (box := _when(piece))), key=lambda box: box.left):
        for strip in strips:
            across = Box.around(strip).across
            if across.overlap(box.across) > ALIKE * max(across.length, box.width):
                strip.append(box)
                break
        else:
            strips.append([box])
    held = [Box.around(strip) for strip in strips if len(strip) > 1]
    if len(held) == 2 and _timeless(held[0], pieces):
        return Box.around(held).across
    return held[0].across if held else None


def _timeless(strip: Box, pieces: Sequence[Piece]) -> bool:
    """True where the texts that stand in a strip say no times."""
    inside = [piece for piece in pieces if strip.across.contains(piece.box.across.middle)]
    return not any(find_times(piece.line.text) for piece in inside)


def _when(piece: Piece) -> Box | None:
    """Where a text says a time or period: in the words that it begins with, or as a whole."""
    words = piece.line.words
    if piece.box == piece.line.box and piece.along:
        for count in range(len(words) - 1, 0, -1):
            if whole_time(" ".join(word.text for word in words[:count])):
                return Box.around(Box.of(word) for word in words[:count])
    return piece.box if _says_when(piece) else None


def _in_strip(pieces: Sequence[Piece]) -> list[Piece]:
    """The texts that stand where the headings do, without titles further out."""
    headings = [piece.box for piece in pieces if _is_heading(piece)]
    strip = Box.around(headings).across if headings else Interval(0, 0)
    return [piece for piece in pieces if piece.box.across.overlap(strip) > 0.5 * piece.box.width]


def _beside(group: Sequence[Piece], piece: Piece) -> bool:
    box = Box.around(other.box for other in group)
    apart = box.across.overlap(piece.box.across) == 0
    return box.down.overlap(piece.box.down) > (BESIDE if apart else ON_LINE) * min(box.height, piece.box.height)


def _goes_on(group: Sequence[Piece], piece: Piece) -> bool:
    """True where a text is the next line of a heading that lacks something."""
    text, said = piece.line.text, [other.line.text for other in group]
    unfinished = said[-1].rstrip().endswith(_DASHES) or text.lstrip().startswith(_DASHES)
    gap = (piece.box.top - group[-1].box.bottom) / max(group[-1].line.height, piece.line.height)
    if gap > (UNFINISHED if unfinished else ADJACENT):
        return False
    named_first = not find_times(said[0])
    return unfinished or not any(map(find_times, said)) or not (named_first or find_times(text))


def _is_heading(piece: Piece) -> bool:
    """True for a time, a period or a break."""
    text = piece.line.text
    return _says_when(piece) or bool(BREAK_WORDS & set(text.lower().split()))


def _says_when(piece: Piece) -> bool:
    text = piece.line.text
    return bool(find_times(text) or whole_time(text)) or period_key(text) is not None
