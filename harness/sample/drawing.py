"""The sample page as shapes: filled rectangles and lines of text, from which each format is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from harness.sample.week import CLASS, DAYS, LESSONS, SLOTS, TEACHER, TERM, YEAR, Lesson

WIDTH, HEIGHT = 1640, 1080
LEFT, TOP = 70, 130
LABEL_WIDTH, HEADING_HEIGHT, ROW_HEIGHT = 90, 150, 146
TITLE_SIZE, TEXT_SIZE, NOTE_SIZE, LINE_PITCH = 38, 24, 17, 32
HIGHLIGHT = "#ffff00"


@dataclass(frozen=True)
class Rectangle:
    """In pixels; with an outline where `ruled`."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str | None = None
    ruled: bool = True


@dataclass(frozen=True)
class Text:
    """A line of text around its middle, in pixels; `turned`: it runs from bottom to top."""

    text: str
    x: float
    y: float
    size: int
    bold: bool = False
    turned: bool = False
    highlight: str | None = None


Shape = Rectangle | Text


def shapes() -> Iterator[Shape]:
    """All shapes of the page, in the order in which they are painted."""
    yield Text(f"{CLASS} timetable    {TEACHER}    {TERM}    {YEAR}", WIDTH / 2, TOP / 2, TITLE_SIZE, bold=True)
    yield Rectangle(LEFT, TOP, _column(0), _row(0))
    for number, slot in enumerate(SLOTS):
        box = Rectangle(_column(number), TOP, _column(number + 1), _row(0), "#eeeeee")
        yield box
        yield Text(slot.heading, *_middle(box), TEXT_SIZE, turned=slot.turned)
    for number, day in enumerate(DAYS):
        box = Rectangle(LEFT, _row(number), _column(0), _row(number + 1))
        yield box
        yield Text(day, *_middle(box), TEXT_SIZE, bold=True, turned=True)
    for lesson in LESSONS:
        yield from _lesson(lesson)


def _lesson(lesson: Lesson) -> Iterator[Shape]:
    (first_day, last_day), (first, last) = lesson.days, lesson.slots
    fill = SLOTS[first].fill
    if lesson.letters:
        for number, letter in enumerate(lesson.lines):
            box = Rectangle(_column(first), _row(number), _column(last + 1), _row(number + 1), fill)
            yield box
            yield Text(letter, *_middle(box), TEXT_SIZE, bold=True)
        return
    box = Rectangle(_column(first), _row(first_day), _column(last + 1), _row(last_day + 1), fill)
    yield box
    x, y = _middle(box)
    lines = [Text(line, x, y, TEXT_SIZE, turned=lesson.turned) for line in lesson.lines]
    lines += [Text(lesson.notes, x, y, NOTE_SIZE)] if lesson.notes else []
    lines += [Text(lesson.time[0], x, y, TEXT_SIZE, highlight=HIGHLIGHT)] if lesson.time else []
    for number, line in enumerate(lines):
        yield replace(line, y=y + (number - (len(lines) - 1) / 2) * LINE_PITCH)


def _column(number: int) -> int:
    """Left side of a slot's column; one past the last is the right side of the table."""
    return LEFT + LABEL_WIDTH + sum(slot.width for slot in SLOTS[:number])


def _row(number: int) -> int:
    return TOP + HEADING_HEIGHT + number * ROW_HEIGHT


def _middle(box: Rectangle) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
