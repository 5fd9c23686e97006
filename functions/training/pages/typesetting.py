"""Paragraphs set in lines: styles, widths, line breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from functions.training.pages.typefaces import load

SPACING = 1.2  # from one baseline to the next, in ems
ASCENT = 0.92  # from the top of a line to its baseline, in ems


class Direction(Enum):
    """How text runs; the value is how far it is turned clockwise, in degrees."""

    UPRIGHT = 0
    DOWN = 90
    UPSIDE_DOWN = 180
    UP = 270
    STACKED = -1


@dataclass(frozen=True)
class Style:
    """How text looks: its font, size (em) in pixels, colours, and what is drawn under it."""

    path: Path
    size: float
    colour: str = "#000000"
    handwritten: bool = False
    emboldened: bool = False
    underlined: bool = False
    misspelled: bool = False
    highlight: str | None = None

    def scaled(self, factor: float) -> Style:
        return replace(self, size=self.size * factor)

    @property
    def pitch(self) -> float:
        """From line to line, pixels."""
        return SPACING * self.size

    def width(self, text: str) -> float:
        """Of a line of text, pixels."""
        return load(self.path, max(1, round(self.size))).getlength(text) + (1 if self.emboldened else 0)


@dataclass(frozen=True)
class Paragraph:
    """Text in one style; \\n breaks a line."""

    text: str
    style: Style

    def scaled(self, factor: float) -> Paragraph:
        return replace(self, style=self.style.scaled(factor))


@dataclass(frozen=True)
class SetLine:
    """A line of text in one style."""

    text: str
    style: Style


@dataclass(frozen=True)
class Setting:
    """Lines from the top, and the size of the box around them in pixels, seen as the text runs."""

    lines: tuple[SetLine, ...]
    width: float
    height: float


def set_text(paragraphs: Sequence[Paragraph], width: float, breakable: bool = False) -> Setting:
    """Paragraphs in lines no wider than `width` pixels, unless a word is.

    Args:
        breakable: a word that is too wide is broken anywhere, as word processors do.
    """
    lines = [
        SetLine(text, paragraph.style)
        for paragraph in paragraphs
        for part in paragraph.text.split("\n")
        for text in _wrapped(part, paragraph.style, width, breakable)
    ]
    widest = max((line.style.width(line.text) for line in lines), default=0.0)
    return Setting(tuple(lines), widest, sum(line.style.pitch for line in lines))


def stack_text(paragraphs: Sequence[Paragraph]) -> Setting:
    """Each letter in a line of its own."""
    lines = tuple(
        SetLine(letter, paragraph.style)
        for paragraph in paragraphs
        for letter in paragraph.text
        if not letter.isspace()
    )
    widest = max((line.style.width(line.text) for line in lines), default=0.0)
    return Setting(lines, widest, sum(line.style.pitch for line in lines))


def longest_word(paragraphs: Sequence[Paragraph]) -> float:
    """Width of the widest word, pixels."""
    return max(
        (paragraph.style.width(word) for paragraph in paragraphs for word in paragraph.text.split()), default=0.0
    )


def _wrapped(text: str, style: Style, width: float, breakable: bool) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}" if current else word
        if style.width(longer) <= width:
            current = longer
            continue
        if current:
            lines.append(current)
        current = word
        while breakable and style.width(current) > width and len(current) > 1:
            cut = next((cut for cut in range(len(current) - 1, 1, -1) if style.width(current[:cut]) <= width), 1)
            lines.append(current[:cut])
            current = current[cut:]
    return [*lines, current] if current else lines
