"""The text of a cell: words to lines in reading order, whichever way they are turned or stacked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from functions.document.geometry import Box, Interval
from functions.document.ink import Ink, ink_of
from functions.document.letters import font_size, spelled_out
from functions.document.vocabulary import ACTIVITY_ACRONYMS, COMMON_WORDS, SCHOOL_WORDS, SPELLED_WORDS
from functions.shared.page import Word

WIDE_GAP = 0.9  # of a line's height: wider gaps part one phrase from the next,
WIDER_GAP = 1.8  # and these do so behind a comma, too
_LONGEST_FRAGMENT = 4
_TAIL = re.compile(r"[a-z]+|[A-Z]+(?![a-z])")  # what a broken word may go on with
_TAKEN_FOR_LETTER = re.compile(r"\b(?P<word>[A-Za-z]{2,})[Il|]$")


@dataclass(frozen=True)
class Line:
    """A line of text as printed.

    Attributes:
        words: in reading order, at least one.
        text: their text, joined by spaces.
        height: of its tallest box, in pixels.
        size: of its font, in pixels, as told by its longest word.
    """

    words: tuple[Word, ...]
    text: str
    height: float
    size: float

    @cached_property
    def box(self) -> Box:
        return Box.around(Box.of(word) for word in self.words)

    @property
    def ink(self) -> Ink | None:
        return ink_of(self.words)


@dataclass(frozen=True)
class Cell:
    """A cell and the lines in it, from first to last."""

    box: Box
    lines: tuple[Line, ...] = ()

    @cached_property
    def text(self) -> str:
        return join_lines([line.text for line in self.lines])

    def transposed(self) -> Cell:
        """The same cell where rows and columns are exchanged; its lines stay as they are."""
        return replace(self, box=self.box.transposed())


def fill(boxes: Sequence[Box], words: Iterable[Word]) -> tuple[list[Cell], list[Word]]:
    """Cells with the words whose middle they hold (the smallest that does), and the words that no cell holds.

    Args:
        boxes: cells of one page, of one or several tables.
        words: words of that page.
    """
    by_size = sorted(range(len(boxes)), key=lambda number: boxes[number].area)
    held: dict[int, list[Word]] = defaultdict(list)
    outside = []
    for word in words:
        x, y = word.left + word.width / 2, word.top + word.height / 2
        number = next((number for number in by_size if boxes[number].contains(x, y)), None)
        if number is None:
            outside.append(word)
        else:
            held[number].append(word)
    return [Cell(box, lines_of(held[number])) for number, box in enumerate(boxes)], outside


def lines_of(words: Sequence[Word]) -> tuple[Line, ...]:
    """Words as lines in reading order; turned words are read the way they are turned, stacked letters as one word."""
    by_rotation: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_rotation[word.rotation].append(word)
    weight = {rotation: sum(len(word.text) for word in held) for rotation, held in by_rotation.items()}
    lines: list[Line] = []
    for rotation in sorted(by_rotation, key=lambda rotation: -weight[rotation]):
        lines.extend(_rows(by_rotation[rotation], rotation))
    return tuple(_unstacked(lines))


def phrases_of(line: Line) -> list[Line]:
    """The parts of a line that wide gaps keep apart."""
    parts: list[list[Word]] = [[]]
    for word in line.words:
        before = parts[-1][-1] if parts[-1] else word
        gap = _upright(word, word.rotation).left - _upright(before, word.rotation).right
        wide = WIDER_GAP if before.text.endswith(",") else WIDE_GAP
        if word.rotation == before.rotation and gap > wide * line.height:
            parts.append([])
        parts[-1].append(word)
    return [phrase for part in parts for phrase in lines_of(part)] if len(parts) > 1 else [line]


def join_lines(texts: Sequence[str]) -> str:
    """Lines as one text: a word broken across lines is one word again, a slash at a break stands free."""
    joined = ""
    for text in [*map(_with_slash, texts[:-1]), *texts[-1:]]:
        if not joined:
            joined = text
        elif joined.endswith("/") or text.startswith("/"):
            joined = f"{joined.rstrip(' /')} / {text.lstrip(' /')}"
        elif _broken(joined, text):
            joined = (joined[:-1] if joined.endswith(("-", "‐")) else joined) + text
        else:
            joined = f"{joined} {text}"
    return joined


def _with_slash(line: str) -> str:
    """A line that ends in "/", where OCR took the stroke for a letter: no known word is spelled so."""
    match = _TAKEN_FOR_LETTER.search(line)
    if match is None or match["word"].lower() not in SCHOOL_WORDS | ACTIVITY_ACRONYMS:
        return line
    return line if match.group().lower() in SCHOOL_WORDS | ACTIVITY_ACRONYMS else line[:-1] + "/"


def _broken(before: str, after: str) -> bool:
    """True where the last word before a line break goes on after it."""
    head, tail = re.search(r"([A-Za-z]+)[-‐]?$", before), _TAIL.match(after)
    if head is None or tail is None:
        return False
    if before.endswith(("-", "‐")):
        return True
    first, second = head.group(1).lower(), tail.group().lower()
    words = COMMON_WORDS | SPELLED_WORDS
    if first in words and second in words:
        return False
    if first + second in SPELLED_WORDS:
        return True
    return len(second) <= _LONGEST_FRAGMENT and first not in words and second not in words and second == after


def _upright(word: Word, rotation: int) -> Box:
    """The box of a turned word as it would be on the page turned back: to the right is on, down is the next line."""
    if rotation == 90:
        return Box(word.top, -word.right, word.bottom, -word.left)
    if rotation == 180:
        return Box(-word.right, -word.bottom, -word.left, -word.top)
    if rotation == 270:
        return Box(-word.bottom, word.left, -word.top, word.right)
    return Box.of(word)


def _rows(turned: Sequence[Word], rotation: int) -> list[Line]:
    """Lines of words that are all turned alike."""
    placed = sorted(((_upright(word, rotation), word) for word in turned), key=lambda pair: pair[0].down.middle)
    rows: list[list[tuple[Box, Word]]] = []
    reaches: list[Interval] = []
    for box, word in placed:
        down, height = box.down, box.height
        for number, (row, reach) in enumerate(zip(rows, reaches, strict=True)):
            if reach.overlap(down) > 0.5 * min(reach.length, height):
                row.append((box, word))
                reaches[number] = _last_letters(row).down
                break
        else:
            rows.append([(box, word)])
            reaches.append(down)
    lines = []
    for row in rows:
        row.sort(key=lambda pair: pair[0].left)
        words = tuple(word for _, word in row)
        texts = " ".join(word.text for word in words).split()
        longest, word = max(row, key=lambda pair: len(pair[1].text))
        text = (spelled_out(texts) if len(texts) > 2 else None) or " ".join(texts)
        lines.append(Line(words, text, max(box.height for box, _ in row), font_size(word.text, longest.width)))
    return lines


def _last_letters(row: Sequence[tuple[Box, Word]]) -> Box:
    """The last box of a row that is no dash or dot: such a thin one may lie beside the next."""
    tallest = max(box.height for box, _ in row)
    return next(box for box, _ in reversed(row) if box.height > 0.5 * tallest)


def _unstacked(lines: Sequence[Line]) -> list[Line]:
    """Letters one below the other as one line."""
    result: list[Line] = []
    for short, group in groupby(lines, key=lambda line: len(line.text) <= 2):
        held = list(group)
        word = spelled_out([line.text for line in held]) if short else None
        if word is None:
            result.extend(held)
        else:
            height = max(line.height for line in held)
            result.append(Line(tuple(word for line in held for word in line.words), word, height, height))
    return result
