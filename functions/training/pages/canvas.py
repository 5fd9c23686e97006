"""The sheet that is drawn on, which remembers where every word and line went."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from functions.training.pages.page import Points, PrintedRule, PrintedWord, box_corners
from functions.training.pages.typefaces import load
from functions.training.pages.typesetting import ASCENT, Direction, SetLine, Setting, Style

WAVE = "#e03030"


@dataclass(frozen=True)
class Box:
    """An upright box on the sheet, pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def inset(self, by: float) -> Box:
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True)
class _Place:
    """Where text goes: a box as the text runs (u to the right, v down), and how it lies on the sheet."""

    box: Box
    turn: int

    def corners(self, left: float, top: float, right: float, bottom: float) -> Points:
        """Corners on the sheet of a box in the text's own directions, clockwise from the text's top left."""
        points = box_corners(left, top, right, bottom)
        u, v = points[:, 0], points[:, 1]
        box = self.box
        if self.turn == 90:
            return np.stack([box.right - v, box.top + u], axis=1)
        if self.turn == 180:
            return np.stack([box.right - u, box.bottom - v], axis=1)
        if self.turn == 270:
            return np.stack([box.left + v, box.bottom - u], axis=1)
        return np.stack([box.left + u, box.top + v], axis=1)


class Sheet:
    """A page in the making."""

    def __init__(self, width: int, height: int, colour: str = "#ffffff") -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self._pencil = ImageDraw.Draw(self.image)
        self.words: list[PrintedWord] = []
        self.rules: list[PrintedRule] = []
        self._lines = 0
        self._letters: dict[str, list[PrintedWord]] = {}

    def fill(self, box: Box, colour: str, radius: float = 0) -> None:
        """Paints a box."""
        corners = (round(box.left), round(box.top), round(box.right) - 1, round(box.bottom) - 1)
        if corners[2] > corners[0] and corners[3] > corners[1]:
            self._pencil.rounded_rectangle(corners, round(radius), fill=colour)

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, thickness: float, pattern: float = 0
    ) -> None:
        """Draws an upright or level line.

        Args:
            thickness: pixels; less than 1 is drawn as 1.
            pattern: length of a dash and of the gap after it, pixels; 0 for an unbroken line.
        """
        wide = max(1, round(thickness))
        before, after = (wide - 1) // 2, wide // 2
        across = start[0] == end[0]
        length = end[1] - start[1] if across else end[0] - start[0]
        starts = np.arange(0, length, 2 * pattern) if pattern else [0.0]
        for begin in starts:
            finish = min(length, begin + pattern) if pattern else length
            x0, y0 = (start[0], start[1] + begin) if across else (start[0] + begin, start[1])
            x1, y1 = (start[0], start[1] + finish) if across else (start[0] + finish, start[1])
            box = (round(x0) - before, round(y0) - before, round(x1) + after, round(y1) + after)
            self._pencil.rectangle(box, fill=colour)
        points = np.array([start, end], dtype=np.float64) + (after - before) / 2
        self.rules.append(PrintedRule(points, wide, broken=pattern > 0))

    def write(
        self,
        box: Box,
        setting: Setting,
        direction: Direction = Direction.UPRIGHT,
        across: float = 0.5,
        down: float = 0.5,
    ) -> None:
        """Writes lines into a box.

        Args:
            across, down: where the lines stand in it, 0 for its left or top as the text runs, 1 for right or bottom.
        """
        turn = max(0, direction.value)
        place = _Place(box, turn)
        wide, high = (box.height, box.width) if turn % 180 else (box.width, box.height)
        v = (high - setting.height) * down
        written: list[PrintedWord] = []
        for line in setting.lines:
            u = (wide - line.style.width(line.text)) * across
            written += self._line(place, line, u, v)
            v += line.style.pitch
        if direction is Direction.STACKED and written:
            self.words.append(_joined(written))
        else:
            self.words += written

    def letter(self, key: str, box: Box, setting: Setting) -> None:
        """Writes one letter of a word whose letters stand in several boxes, all known by `key`."""
        place = _Place(box, 0)
        for line in setting.lines:
            u, v = (box.width - line.style.width(line.text)) / 2, (box.height - setting.height) / 2
            self._letters.setdefault(key, []).extend(self._line(place, line, u, v))

    def finished_words(self) -> tuple[PrintedWord, ...]:
        """All words, those of single letters in several boxes put together."""
        return (*self.words, *(_joined(letters) for letters in self._letters.values() if letters))

    def _line(self, place: _Place, line: SetLine, u: float, v: float) -> list[PrintedWord]:
        """Writes a line whose top left corner is (u, v) in the place."""
        style, baseline = line.style, v + ASCENT * line.style.size
        self._lines += 1
        width = style.width(line.text)
        if style.highlight:
            self._paint(place.corners(u - 1, v, u + width + 1, v + style.pitch), style.highlight)
        words = []
        for word, offset in _offsets(line.text, style):
            corners = self._word(place, word, style, u + offset, baseline)
            if corners is not None:
                words.append(PrintedWord(word, corners, place.turn, False, style.size, style.handwritten, self._lines))
        if style.underlined:
            thickness = max(1.0, style.size / 16)
            under = baseline + 0.12 * style.size
            self._paint(place.corners(u, under, u + width, under + thickness), style.colour)
        if style.misspelled and place.turn == 0:
            self._wave(place.box.left + u, place.box.top + baseline + 0.16 * style.size, width, style.size)
        return words

    def _word(self, place: _Place, word: str, style: Style, u: float, baseline: float) -> Points | None:
        """Draws a word; returns the corners of its ink, or None where it left none."""
        stamp = _stamp(word, style.path, max(1, round(style.size)), style.emboldened)
        if stamp is None:
            return None
        ink, (dx, dy) = stamp
        left, top = round(u) + dx, round(baseline) + dy
        corners = place.corners(left, top, left + ink.width, top + ink.height)
        turned = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
        mask = ink.transpose(turned[place.turn]) if place.turn else ink
        x, y = round(float(corners[:, 0].min())), round(float(corners[:, 1].min()))
        self.image.paste(style.colour, (x, y), mask)
        return corners + (np.array([x, y]) - corners.min(axis=0))

    def _paint(self, corners: Points, colour: str) -> None:
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        self._pencil.rectangle((round(left), round(top), round(right), max(round(bottom) - 1, round(top))), fill=colour)

    def _wave(self, left: float, top: float, width: float, size: float) -> None:
        """The wavy line that editors draw under words they do not know."""
        step = max(2.0, size / 7)
        points = [
            (left + number * step, top + (step / 2 if number % 2 else -step / 2) + step / 2)
            for number in range(math.ceil(width / step) + 1)
        ]
        self._pencil.line(points, fill=WAVE, width=max(1, round(size / 18)))


def _offsets(text: str, style: Style) -> list[tuple[str, float]]:
    """Words of a line, and how far from its start each begins."""
    words, position = [], 0
    for word in text.split(" "):
        if word:
            words.append((word, style.width(text[:position]) if position else 0.0))
        position += len(word) + 1
    return words


@lru_cache(maxsize=4096)
def _stamp(word: str, path: Path, size: int, emboldened: bool) -> tuple[Image.Image, tuple[int, int]] | None:
    """The ink of a word, and where it begins as seen from the start of its baseline; None where there is none."""
    font = load(path, size)
    margin = size
    slip = Image.new("L", (math.ceil(font.getlength(word)) + 2 * margin, 3 * size))
    ImageDraw.Draw(slip).text(
        (margin, 2 * size), word, 255, font, anchor="ls", stroke_width=size / 40 if emboldened else 0
    )
    ink = slip.getbbox()
    if ink is None:
        return None
    return slip.crop(ink), (ink[0] - margin, ink[1] - 2 * size)


def _joined(letters: list[PrintedWord]) -> PrintedWord:
    """Letters one below the other as the word that they spell."""
    points = np.concatenate([letter.corners for letter in letters])
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    first = letters[0]
    text = "".join(letter.text for letter in letters)
    return PrintedWord(
        text, box_corners(left, top, right, bottom), 0, len(text) > 1, first.height, first.handwritten, first.line
    )
