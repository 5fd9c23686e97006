"""What else stands on pages: logos and pictures near the title, and the window of the program that shows the page."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw

from functions.training.pages.canvas import Box, Sheet
from functions.training.pages.look import Look
from functions.training.pages.page import Page, Points
from functions.training.pages.typesetting import Paragraph, Style, set_text

_COLOURS = ("#c00000", "#1f4e79", "#375623", "#ffc000", "#7030a0", "#00b0f0", "#e36c0a", "#ff66cc", "#2e75b6")
_MENUS = (
    ("File", "Home", "Insert", "Design", "Layout", "References", "Mailings", "Review", "View", "Help"),
    ("File", "Edit", "View", "Insert", "Format", "Tools", "Extensions", "Help"),
    ("File", "Home", "Insert", "Page Layout", "Formulas", "Data", "Review", "View"),
)
_STATUS = ("Page 1 of 1", "112 words", "English (United Kingdom)", "Focus", "100%")


def draw_pictures(chance: random.Random, sheet: Sheet, room: Box) -> None:
    """Draws a picture in one or both upper corners of a page: a crest, a star, a sun.

    Args:
        room: free space there; the pictures are no higher than it.
    """
    size = min(room.height, room.width / 6)
    if size < 12:
        return
    for left in (
        (room.left, room.right - size) if chance.random() < 0.5 else (chance.choice((room.left, room.right - size)),)
    ):
        _picture(chance, sheet, Box(left, room.top, left + size, room.top + size))


def in_a_window(chance: random.Random, page: Page, look: Look) -> Page:
    """The page as a program shows it: a title bar, menus, tools, grey around the sheet, a status bar."""
    height, width = page.image.shape[:2]
    unit = look.scale * 12
    bar, side = round(unit * chance.uniform(3.5, 6)), round(unit * chance.uniform(0.2, 3))
    below = round(unit * 1.4)
    dark = chance.random() < 0.15
    sheet = Sheet(
        width + 2 * side, height + bar + side + below, "#2b2b2b" if dark else chance.choice(("#e6e6e6", "#f3f3f3"))
    )
    ink = "#dddddd" if dark else "#333333"
    _bars(chance, sheet, unit, bar, below, look, dark, ink)
    sheet.image.paste(Image.fromarray(page.image), (side, bar + side))
    shift = np.array([side, bar + side], dtype=np.float64)

    def moved(points: Points) -> Points:
        return points + shift

    shown = page.mapped(np.asarray(sheet.image).copy(), moved)
    last = max((word.line for word in page.words), default=0)
    furniture = tuple(replace(word, line=word.line + last) for word in sheet.finished_words())
    return replace(shown, words=(*shown.words, *furniture))


def _bars(
    chance: random.Random, sheet: Sheet, unit: float, bar: float, below: float, look: Look, dark: bool, ink: str
) -> None:
    width, height = sheet.image.size
    accent = chance.choice(("#2b579a", "#217346", "#f3f3f3", "#ffffff", "#b7472a")) if not dark else "#1e1e1e"
    title_ink = "#ffffff" if accent in ("#2b579a", "#217346", "#b7472a", "#1e1e1e") else "#333333"
    style = Style(look.body.regular, unit * 0.62)
    name = chance.choice(("timetable", "Timetable 2025", "class timetable final", "Weekly plan", "Copy of timetable"))
    program = chance.choice((".docx - Word", ".pdf", " - Google Docs", ".xlsx - Excel", ".pptx - PowerPoint"))
    sheet.fill(Box(0, 0, width, 1.2 * unit), accent)
    title = set_text((Paragraph(name + program, replace(style, colour=title_ink)),), width)
    sheet.write(Box(0, 0, width, 1.2 * unit), title, across=0.5)
    x = unit
    for menu in chance.choice(_MENUS):
        setting = set_text((Paragraph(menu, replace(style, colour=ink)),), width)
        if x + setting.width < width - unit:
            sheet.write(Box(x, 1.2 * unit, x + setting.width, 2.3 * unit), setting)
        x += setting.width + unit
    x = unit
    while bar > 3.2 * unit and x < width - 2 * unit:
        size = unit * chance.choice((0.5, 0.6, 0.8))
        _icon(chance, sheet, Box(x, 2.7 * unit, x + size, 2.7 * unit + size), ink)
        x += unit * chance.choice((1.1, 1.3, 2.4))
    sheet.fill(Box(0, height - below, width, height), accent if chance.random() < 0.3 else "#e1e1e1")
    status = set_text((Paragraph("   ".join(chance.sample(_STATUS, 3)), replace(style, colour="#555555")),), width)
    sheet.write(Box(unit / 2, height - below, width, height), status, across=0.0)


def _icon(chance: random.Random, sheet: Sheet, box: Box, ink: str) -> None:
    """A small picture on a tool; no hollow squares or circles, which cannot be told from letters."""
    pencil = ImageDraw.Draw(sheet.image)
    kind = chance.choice(("lines", "filled", "page", "triangle"))
    if kind == "lines":
        for number in range(3):
            y = box.top + box.height * (number + 0.5) / 3
            pencil.line((box.left, y, box.right - (number % 2) * box.width / 3, y), fill=ink, width=1)
    elif kind == "triangle":
        middle = (box.left + box.right) / 2
        pencil.polygon(
            [(middle, box.top), (box.right, box.bottom), (box.left, box.bottom)], fill=chance.choice(_COLOURS)
        )
    else:
        pencil.rectangle((box.left, box.top, box.right, box.bottom), fill=chance.choice(_COLOURS))
        if kind == "page":
            pencil.rectangle((box.left, box.top, box.right, box.top + box.height / 3), fill=ink)


def _picture(chance: random.Random, sheet: Sheet, box: Box) -> None:
    """A crest, a star or a sun, drawn four times as large and then made smaller."""
    size = 4 * round(box.width)
    slip = Image.new("RGBA", (size, size))
    pencil = ImageDraw.Draw(slip)
    first, second = chance.sample(_COLOURS, 2)
    kind = chance.choice(("crest", "star", "sun", "disc"))
    middle = size / 2
    if kind == "crest":
        half = 0.4 * size
        outline = [(middle - half, 0.08 * size), (middle + half, 0.08 * size), (middle + half, 0.55 * size)]
        pencil.polygon([*outline, (middle, 0.96 * size), (middle - half, 0.55 * size)], fill=first)
        pencil.rectangle((middle - 0.06 * size, 0.12 * size, middle + 0.06 * size, 0.8 * size), fill=second)
        pencil.rectangle((middle - 0.36 * size, 0.3 * size, middle + 0.36 * size, 0.42 * size), fill=second)
    elif kind == "disc":
        pencil.ellipse((0.04 * size, 0.04 * size, 0.96 * size, 0.96 * size), fill=first)
        pencil.ellipse((0.2 * size, 0.2 * size, 0.8 * size, 0.8 * size), fill=second)
    else:
        points = 5 if kind == "star" else 14
        angles = np.arange(2 * points) * np.pi / points - np.pi / 2
        reach = np.where(np.arange(2 * points) % 2 == 0, 0.48, 0.2 if kind == "star" else 0.34) * size
        corners = np.stack([middle + reach * np.cos(angles), middle + reach * np.sin(angles)], axis=1)
        pencil.polygon([(float(x), float(y)) for x, y in corners], fill=first)
    small = slip.resize((round(box.width), round(box.height)), Image.Resampling.LANCZOS)
    sheet.image.paste(small, (round(box.left), round(box.top)), small)
