"""Pages for tests, described as rows of cells: words and ruling lines, or a picture of them, without any OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from functions.document.timetable import Timetable, extract_timetable
from functions.shared.page import Page, Segment, Word

SIZE = 20.0
LETTER = 10.0


@dataclass(frozen=True)
class Spanning:
    """A cell over several columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


Row = Sequence["str | Spanning"]


@dataclass
class Paper:
    """A page under construction, in pixels."""

    words: list[Word] = field(default_factory=list)
    rules: list[Segment] = field(default_factory=list)
    right: float = 0
    bottom: float = 0

    def write(self, text: str, x: float, y: float) -> None:
        """Lines of text, each centred on x, the first at y."""
        for number, line in enumerate(text.split("\n")):
            left, top = x - len(line) * LETTER / 2, y - SIZE / 2 + number * 1.3 * SIZE
            for position, word in _positions(line):
                self.words.append(Word(word, 0.99, left + position * LETTER, top, len(word) * LETTER, SIZE))
                self.right = max(self.right, left + (position + len(word)) * LETTER)
            self.bottom = max(self.bottom, top + SIZE)

    def table(
        self,
        left: float,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Row],
        ruled: bool = True,
        height: float = 80,
    ) -> None:
        """A table of rows of this height, in pixels."""
        columns = [left + sum(widths[:number]) for number in range(len(widths) + 1)]
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                held = cell if isinstance(cell, Spanning) else Spanning(cell)
                taken |= {(row + r, column + c) for r in range(held.rows) for c in range(held.columns)}
                below = top + height * (row + held.rows)
                box = (columns[column], top + height * row, columns[column + held.columns], below)
                self._cell(held.text, *box, ruled)
                column += held.columns

    def _cell(self, text: str, left: float, top: float, right: float, bottom: float, ruled: bool) -> None:
        if text:
            middle = (top + bottom) / 2 - (text.count("\n")) * 0.65 * SIZE
            self.write(text, (left + right) / 2, middle)
        if ruled:
            self.rules += [
                Segment(left, top, right, top),
                Segment(left, bottom, right, bottom),
                Segment(left, top, left, bottom),
                Segment(right, top, right, bottom),
            ]
        self.right, self.bottom = max(self.right, right), max(self.bottom, bottom)

    def read(self) -> Timetable:
        """The timetable, by words and vectors."""
        return extract_timetable([Page(1, self._blank(), rules=tuple(self.rules))], self.words)

    def read_picture(self, colour: tuple[int, int, int] = (0, 0, 0), width: int = 2) -> Timetable:
        """The timetable, by words and the lines in a picture."""
        image = Image.fromarray(self._blank())
        pencil = ImageDraw.Draw(image)
        for rule in self.rules:
            pencil.line((rule.x0, rule.y0, rule.x1, rule.y1), fill=colour, width=width)
        return extract_timetable([Page(1, np.asarray(image))], self.words)

    def _blank(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        return np.full((int(self.bottom) + 40, int(self.right) + 40, 3), 255, dtype=np.uint8)


def _positions(line: str) -> list[tuple[int, str]]:
    found, position = [], 0
    for word in line.split(" "):
        if word:
            found.append((position, word))
        position += len(word) + 1
    return found


Block = tuple[str, str, "str | None", "str | None"]


def blocks_of(timetable: Timetable) -> set[Block]:
    """Day, name, start and end of each block."""
    return {(block.day, block.name, block.start, block.end) for block in timetable.timeblocks}


def week(days: str, name: str, start: str | None, end: str | None) -> set[Block]:
    """The same block on each of the days, named by their first two letters: "Mo Tu"."""
    names = {"Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday"}
    return {(names[day], name, start, end) for day in days.split()}
