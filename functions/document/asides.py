"""What the lines below a name say: a teacher, a room, initials or a remark are no part of it, whatever their print."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from functions.document.cells import Cell, Line
from functions.document.looks import Difference, usual_difference
from functions.document.times import find_times, without_times
from functions.document.vocabulary import ACTIVITY_ACRONYMS

FEWEST = 3  # cells that show what is usual in a table
MOST = 0.9  # of the names, which are written alike
_TEACHER = r"\(?(?:mr|mrs|ms|miss|mx|dr|sir|teacher)\b\.?.{0,40}"
_SIZE = r"(?:main|small|big|large|lower|upper|school|sports|dance|drama|music|art|ict|computer|science)"
_PLACE = (
    rf"(?:{_SIZE}\s)?(?:hall|gym|gymnasium|field|pitch|playground|studio)|{_SIZE}\s(?:room|suite|lab|laboratory)"
    r"|theatre|theater|auditorium|cafeteria|canteen|pool|courts?|library"
)
_NUMBERED_ROOM = r"(?:room|rm|lab|studio)\.?\s*(?=[A-Z\d])[A-Z]{0,2}\d{0,3}[A-Z]?|(?!KS|Y)[A-Z]{1,3}\d{1,3}"
_ROOM = rf"(?:{_NUMBERED_ROOM}|{_PLACE})"
_INITIALS = r"(?-i:[A-Z]{2,3})"
_ASIDE = re.compile(rf"^\(?(?:{_TEACHER}|{_ROOM}(?:[\s,.;/·–-]+(?:{_TEACHER}|{_INITIALS}))?)\)?$", re.IGNORECASE)
_LINKING = re.compile(r"(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)\b")  # in small letters in any name
_ONLY_INITIALS = re.compile(r"[A-Z]{2,3}")


@dataclass(frozen=True)
class Customs:
    """How the cells of a table are written.

    Attributes:
        size: font size of the names in its cells, in pixels: a larger one of a short word is a guess.
        names: in lower case, that stand alone in a cell.
        initials: whether lines of nothing but two or three capitals are teachers.
        remarks: whether small letters begin remarks: they do below several names, and all words of names have capitals.
        notes: how notes look beside names; None where they look alike.
    """

    size: float = math.inf
    names: frozenset[str] = frozenset()
    initials: bool = False
    remarks: bool = False
    notes: Difference | None = None


def customs_of(cells: Sequence[Cell]) -> Customs:
    """What is usual in a table, from its cells that hold lessons."""
    texts = [said for cell in cells if (said := _untimed(cell))]
    alone = {lines[0] for lines in texts if len(lines) == 1}
    below = [line for lines in texts for line in lines[1:]]
    names = frozenset(name.lower() for name in alone)
    remarked = [lines for lines in texts if len(lines) > 1 and lines[0].lower() in names and _is_small(lines[1])]
    customs = Customs(
        size=median([cell.lines[0].size for cell in cells if cell.lines] or [math.inf]),
        names=names,
        initials=sum(map(_is_initials, below)) >= FEWEST,
        remarks=len(remarked) >= FEWEST and sum(map(_is_titled, alone)) >= MOST * len(alone),
    )
    return replace(customs, notes=usual_difference(_known_notes(cells, customs)))


def _known_notes(cells: Sequence[Cell], customs: Customs) -> Iterator[tuple[Line, Line]]:
    """The first line of a name and each note below it that is one by what it says; brackets would hide its look."""
    for cell in cells:
        lines = [line for line in cell.lines if not find_times(line.text)]
        below = [line for line in lines[1:] if not line.text.startswith("(")]
        yield from ((lines[0], line) for line in below if reads_aside(lines[0].text, line.text, customs))


def _untimed(cell: Cell) -> list[str]:
    """What the lines of a cell say beside times."""
    lines = [without_times(line.text).strip(" ()[]:–—-•") for line in cell.lines]
    return [line for line in lines if line]


def reads_aside(name: str, text: str, customs: Customs) -> bool:
    """True for a line in brackets, a teacher, a room or both; initials where these are usual; and a remark.

    Args:
        name: what stands above the line in its cell; a line in small letters below a whole name is a remark.
    """
    if text.startswith("(") or _ASIDE.match(text):
        return True
    small = _is_small(text)
    return (small and (customs.remarks or name.lower() in customs.names)) or (customs.initials and _is_initials(text))


def _is_small(text: str) -> bool:
    return text[:1].islower() and not _LINKING.match(text)


def _is_titled(name: str) -> bool:
    return not any(map(_is_small, name.split()))


def _is_initials(text: str) -> bool:
    return bool(_ONLY_INITIALS.fullmatch(text)) and text.lower() not in ACTIVITY_ACRONYMS
