"""How a page looks: typefaces, sizes, colours, lines, alignment; chosen once for a page."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PIL import ImageColor

from functions.training.fonts import FontFamily
from functions.training.pages.notation import TimeNotation, some_time_notation
from functions.training.pages.tables import Ruling
from functions.training.pages.typefaces import HANDWRITTEN, Typeface, some_typeface, typeface
from functions.training.pages.typesetting import Paragraph, Style
from functions.training.pages.week import Kind


def _colours(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PALE = _colours(
    """
    #fff2cc #cfe2f3 #d9ead3 #f4cccc #fce5cd #ead1dc #d0e0e3 #ffff99 #e2efda #ddebf7 #fde9d9 #e4dfec #dbeef4
    #ffe6f0 #e6ffe6 #f2f2f2 #c6d9f1 #ffd966 #b6d7a8 #b4c7e7 #fbe5d6 #ccffff
    """
)
_BRIGHT = ("#ffff00", "#00ffff", "#92d050", "#ffc000", "#ff99cc", "#99ccff", "#66ff66", "#ffcc00", "#00b0f0", "#ff9966")
_DARK = (
    "#1f4e79",
    "#203864",
    "#375623",
    "#7f6000",
    "#843c0c",
    "#4a148c",
    "#00695c",
    "#444444",
    "#c00000",
    "#7030a0",
    "#000000",
)
_GREYS = ("#d9d9d9", "#e7e6e6", "#f2f2f2", "#bfbfbf")
_RARE_NOTES = ("italic", "bold name", "by hand")
_NOTE_COLOURS = ("#c00000", "#0070c0", "#7030a0", "#00803c", "#666666", "#e36c0a", "#ff0000", "#0000ff")

LEAST_CONTRAST = 2.5  # what teachers still print; for easy reading it should be 4.5


@dataclass(frozen=True)
class Look:
    """How a page looks.

    Attributes:
        size: of its body text (em), pixels.
        scale: pixels to a point of the page.
        title, heading, body: typefaces.
        pen: the handwriting of what is added by hand; None where nothing is.
        notes: how notes differ from names: "smaller", "coloured", "smaller and coloured", "italic",
            "brackets", "bold name", "by hand" (written with the pen).
        notes_apart: notes in brackets begin a line of their own.
        misspelled, times_inline, highlighting: how often an editor marks a word, times printed in a cell stand in the
            name's line, and such times are highlighted; 0 to 1.
        pictures: there are pictures beside the title.
    """

    size: float
    scale: float
    title: Typeface
    heading: Typeface
    body: Typeface
    pen: Typeface | None
    ruling: Ruling
    padding: float
    paper: str
    ink: str
    heading_fill: str | None
    heading_ink: str
    day_fill: str | None
    break_fill: str | None
    subject_fills: bool
    notes: str
    notes_apart: bool
    notes_ink: str
    bold_names: bool
    bold_headings: bool
    capitals: bool
    across: float
    down: float
    times: TimeNotation
    breakable: bool
    misspelled: float
    times_inline: float
    highlighting: float
    highlight: str
    pictures: bool
    underlined_title: bool
    pen_ink: str
    palette: tuple[str, ...] = field(default=_PALE)

    def printed(self, name: str) -> str:
        """A lesson's name as the page writes it."""
        return name.upper() if self.capitals else name

    def name(self, text: str, unsure: bool = False) -> Paragraph:
        """A lesson's name; `unsure`: an editor may have drawn a wavy line under it."""
        bold = self.bold_names or self.notes == "bold name"
        return Paragraph(text, self._style(self.body, self.size, self.ink, bold, misspelled=unsure))

    def note(self, text: str) -> Paragraph:
        """What else a cell says."""
        size = self.size * (0.74 if "smaller" in self.notes else 1.0)
        ink = self.notes_ink if "coloured" in self.notes else self.ink
        if self.pen and self.notes == "by hand":
            return Paragraph(text, Style(self.pen.regular, 1.1 * self.size, self.notes_ink, handwritten=True))
        path = self.body.italic if self.notes == "italic" else self.body.regular
        return Paragraph(text, Style(path, size, ink, self.body.handwritten))

    def heading_text(self, text: str) -> Paragraph:
        """A day, time or period at the side of a table."""
        return Paragraph(text, self._style(self.heading, self.size, self.heading_ink, self.bold_headings))

    def day_text(self, text: str) -> Paragraph:
        """The name of a day at the side of a row."""
        return Paragraph(text, self._style(self.heading, self.size, self.ink, self.bold_headings))

    def letter(self, text: str) -> Paragraph:
        """One of several letters that spell a word over several cells."""
        return Paragraph(text, self._style(self.body, 1.1 * self.size, self.ink, self.bold_headings))

    def title_text(self, text: str, size: float = 1.7) -> Paragraph:
        """A line above the table; `size` in ems of the body."""
        style = self._style(self.title, size * self.size, self.ink, self.bold_headings)
        return Paragraph(text, replace(style, underlined=self.underlined_title))

    def by_hand(self, text: str) -> Paragraph | None:
        """What somebody added with a pen; None on a page where nobody did."""
        if self.pen is None:
            return None
        return Paragraph(text, Style(self.pen.regular, 1.4 * self.size, self.pen_ink, handwritten=True))

    def plain(self, text: str, size: float = 1.0, bold: bool = False) -> Paragraph:
        """Running text; `size` in ems of the body."""
        return Paragraph(text, self._style(self.body, size * self.size, self.ink, bold))

    def fill_of(self, name: str, kind: Kind) -> str | None:
        """The colour of a cell."""
        if kind in (Kind.BREAK, Kind.LUNCH):
            return self.break_fill
        if self.subject_fills:
            return self.palette[sum(name.encode()) % len(self.palette)]
        return None

    def _style(self, typeface: Typeface, size: float, ink: str, bold: bool = False, misspelled: bool = False) -> Style:
        path = typeface.bold if bold else typeface.regular
        return Style(
            path,
            size,
            ink,
            typeface.handwritten,
            emboldened=bold and typeface.bold == typeface.regular,
            misspelled=misspelled,
        )


def some_look(chance: random.Random, families: Sequence[FontFamily], scale: float) -> Look:
    """A look, plain ones more often than odd ones."""
    body = some_typeface(chance, families)
    title = some_typeface(chance, families, title=True) if chance.random() < 0.4 else body
    heading = some_typeface(chance, families) if chance.random() < 0.12 else body
    dark_headings = chance.random() < 0.16
    palette = chance.choice((_PALE, _PALE, _PALE, _BRIGHT))
    ruling = some_ruling(chance, scale)
    pens = [family for family in families if family.name in HANDWRITTEN]
    pen = typeface(chance.choice(pens)) if pens and chance.random() < 0.5 else None
    filled = bool(ruling.gap) or chance.random() < 0.25
    behind_notes = palette if filled else ("#ffffff",)
    size = scale * chance.choice((7, 8, 9, 10, 10, 11, 11, 12, 12, 14))
    return Look(
        size=size,
        scale=scale,
        title=title,
        heading=heading,
        body=body,
        pen=pen,
        ruling=ruling,
        padding=size * chance.choice((0.15, 0.25, 0.35, 0.5)),
        paper=chance.choice(("#ffffff",) * 9 + ("#fffdf5", "#f7fbff", "#fff5f8")),
        ink=chance.choice(("#000000",) * 7 + ("#1a1a1a", "#222222", "#333333", "#1f3864")),
        heading_fill=chance.choice(_DARK) if dark_headings else chance.choice((None, None, *_GREYS, *palette[:6])),
        heading_ink="#ffffff" if dark_headings else "#000000",
        day_fill=chance.choice((None, None, chance.choice(_GREYS), chance.choice(palette))),
        break_fill=chance.choice((None, chance.choice(_GREYS), chance.choice(palette), chance.choice(palette))),
        subject_fills=filled,
        notes=chance.choice(
            ("smaller", "smaller", "coloured", "smaller and coloured", "italic", "brackets", "bold name")
        ),
        notes_apart=chance.random() < 0.8,
        notes_ink=chance.choice([ink for ink in _NOTE_COLOURS if _legible(ink, behind_notes)] or ["#000000"]),
        bold_names=chance.random() < 0.2,
        bold_headings=chance.random() < 0.7,
        capitals=chance.random() < 0.06,
        across=chance.choice((0.5, 0.5, 0.5, 0.0)),
        down=chance.choice((0.5, 0.5, 0.0)),
        times=some_time_notation(chance),
        breakable=chance.random() < 0.06,
        misspelled=0.0,
        times_inline=chance.choice((0.0, 0.0, 0.5, 1.0)),
        highlighting=chance.choice((0.0, 0.0, 0.3, 1.0)),
        highlight=chance.choice(("#ffff00", "#ffff00", "#00ff00", "#ff99ff", "#66ffff")),
        pictures=chance.random() < 0.25,
        underlined_title=chance.random() < 0.15,
        pen_ink=chance.choice(("#1f3a93", "#1f3a93", "#222222", "#c0392b")),
        palette=palette,
    )


def some_ruling(chance: random.Random, scale: float) -> Ruling:
    """Lines as office programs draw them: mostly thin, black and unbroken."""
    kind = chance.choice(
        ("thin",) * 6 + ("thick", "frame", "frame", "coloured", "dotted", "pale", "level", "gaps", "none")
    )
    thin = scale * chance.choice((0.5, 0.5, 0.75, 1.0))
    if kind == "thick":
        return Ruling("#000000", scale * 1.5, scale * chance.choice((1.5, 2.25, 3)))
    if kind == "frame":
        return Ruling("#000000", thin, scale * 2.25)
    if kind == "coloured":
        return Ruling(chance.choice(_DARK), thin, thin * chance.choice((1, 2)))
    if kind == "dotted":
        return Ruling(
            chance.choice(("#000000", "#808080")), thin, thin, pattern=max(1.0, scale * chance.choice((1, 2, 4)))
        )
    if kind == "pale":
        return Ruling(chance.choice(("#bfbfbf", "#d9d9d9", "#cccccc", "#9dc3e6", "#b4c7e7")), thin, thin)
    if kind == "level":
        return Ruling(chance.choice(("#000000", "#a6a6a6")), thin, thin, upright=False)
    if kind == "gaps":
        return Ruling(
            inner=0, outer=0, gap=scale * chance.choice((2, 3, 5)), radius=scale * chance.choice((0, 0, 3, 6))
        )
    return Ruling("#000000", thin, thin)


def _legible(ink: str, fills: Sequence[str]) -> bool:
    """Whether text in a colour can be read on all of these."""
    return all(contrast(ink, fill) >= LEAST_CONTRAST for fill in fills)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as the Web Content Accessibility Guidelines (WCAG 2.1) define it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
