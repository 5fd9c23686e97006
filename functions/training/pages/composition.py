"""From a plan to a page: the size of the sheet, the size of the text that fits, and where each part stands."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from functions.training.pages.canvas import Box, Sheet
from functions.training.pages.decoration import draw_pictures
from functions.training.pages.look import Look
from functions.training.pages.page import Page, PrintedCell
from functions.training.pages.plan import Lines, Part, Plan, Tables
from functions.training.pages.tables import LaidOut, TooTight, draw, lay_out
from functions.training.pages.typesetting import Setting, set_text

A4 = (842, 595)  # points
LETTER = (792, 612)
SHRINK = 0.93
SMALLEST = 8.0  # em of body text in pixels; where that does not fit, the page is made larger
Sized = Setting | tuple[LaidOut, ...]


def compose(chance: random.Random, plan: Plan, look: Look) -> Page:
    """Draws a plan."""
    wide, high = chance.choice((A4, A4, A4, LETTER))
    if not plan.landscape:
        wide, high = high, wide
    width, height = round(wide * look.scale), round(high * look.scale)
    margin = look.scale * chance.choice((18, 28, 36, 50))
    fullness = chance.choice((0.5, 0.7, 0.9, 1.0))
    look = replace(look, ruling=plan.ruling or look.ruling)
    parts, factor = plan.parts, 1.5 if plan.roomy else 1.0
    while True:
        box = Box(margin, margin, width - margin, height - margin)
        try:
            sized = [_size(part, look, box.width, factor) for part in parts]
        except TooTight:
            sized = []
        needed = sum(_height(part) for part in sized) + look.size * len(parts)
        if sized and needed <= box.height:
            break
        if look.size * factor * SHRINK >= SMALLEST:
            factor *= SHRINK
        else:
            width, height = round(width * 1.1), round(height * 1.1)
    spare = (box.height - needed) * fullness
    sized = [_size(part, look, box.width, factor, spare) for part in parts]
    sheet = Sheet(width, height, look.paper)
    if look.pictures and plan.parts and isinstance(plan.parts[0], Lines):
        draw_pictures(chance, sheet, _beside(sized[0], box))
    cells = _draw(sheet, parts, sized, look, box)
    return Page(
        np.asarray(sheet.image).copy(), sheet.finished_words(), plan.timetable(), tuple(sheet.rules), tuple(cells)
    )


def _size(part: Part, look: Look, width: float, factor: float, spare: float = 0.0) -> Sized:
    if isinstance(part, Lines):
        return set_text([paragraph.scaled(factor) for paragraph in part.paragraphs], width)
    gap = 2 * look.size
    each = (width - gap * (len(part.tables) - 1)) / len(part.tables)
    tables = [table.scaled(factor) for table in part.tables]
    padding = look.padding * factor
    least = [lay_out(table, each, 0, padding, look.breakable) for table in tables]
    if not spare:
        return tuple(least)
    height = max(laid.height for laid in least) + spare * part.stretch
    return tuple(lay_out(table, each, height, padding, look.breakable) for table in tables)


def _beside(title: Sized, box: Box) -> Box:
    """Space beside a title in the middle of the page, which pictures may take; none where the title is wide."""
    free = title.width < 0.5 * box.width if isinstance(title, Setting) else False
    return Box(box.left, box.top, box.right, box.top + (1.6 * _height(title) if free else 0))


def _height(sized: Sized) -> float:
    return sized.height if isinstance(sized, Setting) else max(laid.height for laid in sized)


def _draw(sheet: Sheet, parts: tuple[Part, ...], sized: list[Sized], look: Look, box: Box) -> list[PrintedCell]:
    cells: list[PrintedCell] = []
    top, number = box.top, 0
    for part, size in zip(parts, sized, strict=True):
        if isinstance(part, Lines) and isinstance(size, Setting):
            sheet.write(Box(box.left, top, box.right, top + size.height), size, across=part.across)
        elif isinstance(part, Tables) and isinstance(size, tuple):
            left = box.left
            ruling = look.ruling if part.ruled else replace(look.ruling, inner=0, outer=0)
            for laid in size:
                cells += draw(sheet, laid, round(left), round(top), ruling, look.padding, number)
                left += laid.width + 2 * look.size
                number += 1
        top += _height(size) + look.size
    return cells
