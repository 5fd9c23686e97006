"""The sample's week as data: what is drawn and what is expected to be read both come from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
CLASS = "Class 5K"
TEACHER = "Miss Okafor"
TERM = "Autumn 1"
YEAR = "2026-27"


@dataclass(frozen=True)
class Slot:
    """A column: its heading as printed, the times that it means, its width in pixels and how it is coloured."""

    heading: str
    start: str
    end: str
    width: int
    turned: bool = False
    fill: str | None = None


@dataclass(frozen=True)
class Lesson:
    """A cell of the body and what it means.

    Attributes:
        days: first and last row it covers, from 0.
        slots: first and last column it covers, from 0.
        lines: the text as printed.
        name: the block's name.
        notes: what its smaller lines say.
        time: printed in the cell, and its meaning, where it overrides the columns' times.
        letters: drawn one in each row.
        turned: drawn from bottom to top.
    """

    days: tuple[int, int]
    slots: tuple[int, int]
    lines: tuple[str, ...]
    name: str
    notes: str | None = None
    time: tuple[str, str, str] | None = None
    letters: bool = False
    turned: bool = False


REGISTRATION, FIRST, SECOND, BREAK, THIRD, FOURTH, LUNCH, FIFTH, SIXTH, STORY = range(10)

SLOTS = (
    Slot("8.40-8.50", "08:40", "08:50", 62, turned=True),
    Slot("8.50-9.50", "08:50", "09:50", 190),
    Slot("9.50-10.30", "09:50", "10:30", 160),
    Slot("10.30-10.45", "10:30", "10:45", 62, turned=True, fill="#cfe2f3"),
    Slot("10.45-11.45", "10:45", "11:45", 190),
    Slot("11.45-12.15", "11:45", "12:15", 160),
    Slot("12.15-1.15", "12:15", "13:15", 90, turned=True, fill="#fce5cd"),
    Slot("1.15-2.15", "13:15", "14:15", 180),
    Slot("2.15-3.00", "14:15", "15:00", 170),
    Slot("3.00-3.15", "15:00", "15:15", 120),
)

LESSONS = (
    Lesson((0, 4), (REGISTRATION, REGISTRATION), ("Registration",), "Registration", turned=True),
    Lesson((0, 4), (BREAK, BREAK), tuple("BREAK"), "Break", letters=True),
    Lesson((0, 4), (LUNCH, LUNCH), ("LUNCH",), "LUNCH", turned=True),
    Lesson((0, 4), (STORY, STORY), ("Story", "time"), "Story time"),
    Lesson((0, 0), (FIRST, FIRST), ("Maths",), "Maths"),
    Lesson((0, 0), (SECOND, SECOND), ("Guided", "reading"), "Guided reading"),
    Lesson((0, 0), (THIRD, THIRD), ("English",), "English"),
    Lesson((0, 0), (FOURTH, FOURTH), ("Spelling",), "Spelling"),
    Lesson((0, 0), (FIFTH, SIXTH), ("Science",), "Science", notes="Lab 2"),
    Lesson((1, 1), (FIRST, FIRST), ("English",), "English"),
    Lesson((1, 1), (SECOND, SECOND), ("Assembly",), "Assembly"),
    Lesson((1, 1), (THIRD, FOURTH), ("Maths",), "Maths"),
    Lesson((1, 1), (FIFTH, SIXTH), ("Swimming",), "Swimming", time=("1.30-2.45", "13:30", "14:45")),
    Lesson((2, 3), (FIRST, SECOND), ("Forest School",), "Forest School"),
    Lesson((2, 2), (THIRD, THIRD), ("Maths",), "Maths"),
    Lesson((2, 2), (FOURTH, FOURTH), ("Handwriting",), "Handwriting"),
    Lesson((2, 2), (FIFTH, FIFTH), ("Music",), "Music", notes="Mr Lund"),
    Lesson((2, 2), (SIXTH, SIXTH), ("French",), "French"),
    Lesson((3, 3), (THIRD, THIRD), ("English",), "English"),
    Lesson((3, 3), (FOURTH, FOURTH), ("Phonics",), "Phonics"),
    Lesson((3, 3), (FIFTH, FIFTH), ("History /", "Geography"), "History / Geography"),
    Lesson((3, 3), (SIXTH, SIXTH), ("PE",), "PE"),
    Lesson((4, 4), (FIRST, FIRST), ("Maths",), "Maths"),
    Lesson((4, 4), (SECOND, SECOND), ("RE",), "RE"),
    Lesson((4, 4), (THIRD, THIRD), ("Art & Design",), "Art & Design"),
    Lesson((4, 4), (FOURTH, FOURTH), ("Library",), "Library"),
    Lesson((4, 4), (FIFTH, FIFTH), ("Computing",), "Computing"),
    Lesson((4, 4), (SIXTH, SIXTH), ("Golden", "time"), "Golden time"),
)


def sample_truth() -> dict[str, Any]:
    """The expected reading, in the contract's shape, less what depends on the run."""
    blocks = [
        {
            "day": DAYS[day],
            "name": lesson.name,
            "startTime": lesson.time[1] if lesson.time else SLOTS[lesson.slots[0]].start,
            "endTime": lesson.time[2] if lesson.time else SLOTS[lesson.slots[1]].end,
            "notes": lesson.notes,
        }
        for lesson in LESSONS
        for day in range(lesson.days[0], lesson.days[1] + 1)
    ]
    blocks.sort(key=lambda block: (DAYS.index(str(block["day"])), str(block["startTime"])))
    return {"teacher": TEACHER, "className": CLASS, "term": TERM, "year": YEAR, "timeblocks": blocks}
