"""What a cell says: lessons with their name, notes and the times printed in the cell."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from functions.document.asides import Customs, reads_aside
from functions.document.cells import Cell, Line, join_lines
from functions.document.ink import Ink
from functions.document.times import TimeMatch, TimeSpan, find_times
from functions.shared.page import Word

SMALLER = 0.88  # font size of a line, as a share of the first one's, below which it is a note,
LOWER = 0.9  # where its box is lower than this share, too,
FINER = 0.93  # and its strokes, where they can be seen
MUCH_SMALLER = 0.8  # font size, of the first line's and the usual one, below which that alone tells a note
THICKEST = 0.4  # of a font's size: nothing thicker is a stroke of its letters
LONG = 4  # letters of a word from which its width tells the font's size well enough for that
_BOUND_ON = re.compile(r"[/&+,:–-]\s*$|\b(?:and|of|the|for|with)$", re.IGNORECASE)  # such a line goes on in the next
_BOUND_BACK = re.compile(r"^\s*[/&+]")
_IN_BRACKETS = re.compile(r"^(?P<name>.*[^\s(\[])\s*[(\[](?P<notes>[^()\[\]]+)[)\]]$", re.DOTALL)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CUT_BRACKETS = re.compile(r"\s*[(\[]\s*$|^\s*[)\]]\s*")  # left over where a time was taken out of them
_BULLETS = " •·*-–—([@"
_CLOSING = " .,;)]"
_TRIMMED = " \n\t:;,–—-•*·"


@dataclass(frozen=True)
class Lesson:
    """What is taught, as printed.

    Attributes:
        span: times printed with it; None where the cell has none.
        words: what it was read from, its times included; at least one.
    """

    name: str
    notes: str | None
    span: TimeSpan | None
    words: tuple[Word, ...]


def lessons_in(cell: Cell, customs: Customs | None = None) -> list[Lesson]:
    """Lessons of a cell, from first to last; more than one only where each has a time of its own.

    Args:
        customs: of its table.
    """
    customs = customs or Customs()
    lines = [replace(line, size=min(line.size, customs.size)) for line in cell.lines]
    times = _times(lines, customs)
    starts, ends = _edges(lines)
    cuts: list[int] = []
    if len(times) > 1 and all(match.finish in ends for match in times) and times[-1].finish == ends[-1]:
        cuts = [0, *(ends.index(match.finish) + 1 for match in times)]
    elif len(times) > 1 and all(match.begin in starts for match in times):
        cuts = [0, *(starts.index(match.begin) for match in times), len(lines)]
    parts = [lines[begin:finish] for begin, finish in pairwise(cuts)] if cuts else [lines]
    return [lesson for part in parts if part for lesson in _lesson(part, customs)]


def _times(lines: Sequence[Line], customs: Customs) -> list[TimeMatch]:
    """Times of the lessons in these lines.

    A lone one inside a note ("Bus leaves 1.20") is none, nor are several in brackets ("(KS1 12-1.00, KS2 1-2.00)").
    """
    text = "\n".join(line.text for line in lines)
    times = find_times(text)
    for aside in _BRACKETS.finditer(text):
        inside = [match for match in times if aside.start() < match.begin < aside.end()]
        times = [match for match in times if len(inside) < 2 or match not in inside]
    if all(match.span.complete for match in times):
        return times
    (names, notes), (starts, _) = _parted(lines, customs), _edges(lines)
    noted = starts[len(names)] if notes else math.inf
    return [match for match in times if match.span.complete or match.begin < noted or match.begin in starts]


def _edges(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Where each line starts and ends, bullets and brackets aside, in the text of all of them."""
    starts, ends, position = [], [], 0
    for line in lines:
        starts.append(position + len(line.text) - len(line.text.lstrip(_BULLETS)))
        ends.append(position + len(line.text.rstrip(_CLOSING)))
        position += len(line.text) + 1
    return starts, ends


def _lesson(lines: Sequence[Line], customs: Customs) -> list[Lesson]:
    """The one lesson of these lines, or none where they say nothing beside its time."""
    time = next(iter(_times(lines, customs)), None)
    kept = _without(lines, time)
    if not kept:
        return []
    names, notes = _parted(kept, customs)
    name, bracketed = out_of_brackets(_closed(join_lines([line.text for line in names])).strip(_TRIMMED))
    said = [bracketed] if bracketed else []
    said += [line.text.strip(" ()[]") for line in notes]
    if not any(letter.isalnum() for letter in name):
        return []
    words = tuple(word for line in lines for word in line.words)
    return [Lesson(name, join_lines([text for text in said if text]) or None, time.span if time else None, words)]


def _without(lines: Sequence[Line], time: TimeMatch | None) -> list[Line]:
    """The lines less the time; those with nothing left are dropped."""
    kept, position = [], 0
    for line in lines:
        begin, finish = position, position + len(line.text)
        text = line.text
        if time and time.begin < finish and time.finish > begin:
            text = text[: max(0, time.begin - begin)] + " " + text[max(0, time.finish - begin) :]
            text = _closed(" ".join(text.replace("()", " ").split())).strip(_TRIMMED)
        if any(letter.isalnum() for letter in text) or text.strip() in ("/", "&", "+"):
            kept.append(replace(line, text=text))
        position = finish + 1
    return kept


def _parted(lines: Sequence[Line], customs: Customs) -> tuple[list[Line], list[Line]]:
    """Lines of the name, and from the first that looks or reads like an aside on, those of the notes."""
    unclosed = lines[0].text.count("(") > lines[0].text.count(")")
    for number, (before, line) in enumerate(pairwise(lines), 1):
        bound = unclosed or _BOUND_ON.search(before.text) or _BOUND_BACK.match(line.text)
        name = join_lines([above.text for above in lines[:number]])
        if not bound and (_looks_aside(lines[0], line) or reads_aside(name, line.text, customs)):
            return list(lines[:number]), list(lines[number:])
        unclosed = unclosed and ")" not in line.text
    return list(lines), []


def _looks_aside(first: Line, line: Line) -> bool:
    """True for a line that is smaller than the first one, of another colour, or less bold."""
    ink, other = _seen_ink(first), _seen_ink(line)
    smaller = line.size < SMALLER * first.size and line.height < LOWER * first.height
    if ink is None or other is None:
        return smaller
    finer = smaller and other.stroke < FINER * ink.stroke
    long = max(len(word.text) for word in line.words) >= LONG
    much_smaller = long and line.size < MUCH_SMALLER * first.size
    return finer or much_smaller or ink.other_colour(other) or ink.bolder(other)


def _seen_ink(line: Line) -> Ink | None:
    """How a line looks; None where what was measured is no stroke of its letters."""
    ink = line.ink
    return ink if ink and ink.stroke < THICKEST * line.size else None


def _closed(text: str) -> str:
    """The text without a bracket that lost what it held: a time."""
    return _CUT_BRACKETS.sub("", text)


def out_of_brackets(text: str) -> tuple[str, str | None]:
    """A name, and what stands in brackets after it, if anything."""
    match = _IN_BRACKETS.match(text)
    return (match["name"].strip(_TRIMMED), match["notes"].strip()) if match else (text, None)
