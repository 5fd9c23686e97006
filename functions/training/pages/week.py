"""A week of a class: its bell times and what happens when; and what a page that prints it thereby says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from functions.training.pages.notation import WEEKDAYS

Times = tuple[int | None, int | None]


class Kind(Enum):
    """What a stretch of the school day is for."""

    REGISTRATION = "registration"
    ASSEMBLY = "assembly"
    LESSON = "lesson"
    BREAK = "break"
    LUNCH = "lunch"
    END = "end"
    CLUB = "club"


@dataclass(frozen=True)
class Slot:
    """A stretch of the school day, minutes since midnight; its name where all days have the same in it."""

    kind: Kind
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Lesson:
    """What stands in one cell.

    Attributes:
        days: first and one past the last, counted from Monday = 0.
        slots: first and one past the last; a fraction where the cell begins or ends inside a slot.
        notes: what else the cell says.
        own: times printed in the cell, which hold instead of the slots'.
        also: further lessons in the same cell, each with times of its own.
    """

    days: tuple[int, int]
    slots: tuple[float, float]
    name: str
    notes: tuple[str, ...] = ()
    own: Times | None = None
    kind: Kind = Kind.LESSON
    also: tuple[Lesson, ...] = ()


@dataclass(frozen=True)
class Week:
    """A class's week.

    Attributes:
        level: primary, secondary, elementary or high.
        lessons: by day, then by slot; what is common to all days once, across them.
    """

    level: str
    days: int
    slots: tuple[Slot, ...]
    lessons: tuple[Lesson, ...]

    def on(self, day: int) -> list[Lesson]:
        """Lessons of a day, in its order."""
        held = [lesson for lesson in self.lessons if lesson.days[0] <= day < lesson.days[1]]
        parted = [part for lesson in held for part in (replace(lesson, also=()), *lesson.also)]
        return sorted(parted, key=self.times)

    def times(self, lesson: Lesson) -> tuple[int, int]:
        """When a lesson really takes place, printed or not."""
        if lesson.own and lesson.own[0] is not None and lesson.own[1] is not None:
            return lesson.own[0], lesson.own[1]
        return self._moment(lesson.slots[0]), self._moment(lesson.slots[1], ending=True)

    def _moment(self, place: float, ending: bool = False) -> int:
        number = int(place)
        if place > number:
            slot = self.slots[number]
            return slot.start + round((slot.end - slot.start) * (place - number) / 5) * 5
        return self.slots[number - 1].end if ending else self.slots[number].start


def said_in_full(slots: Sequence[Slot]) -> tuple[Times, ...]:
    """What headings say that print starts and ends."""
    return tuple((slot.start, slot.end) for slot in slots)


def said_by_starts(slots: Sequence[Slot]) -> tuple[Times, ...]:
    """What headings say that print starts only: a slot lasts until the next one starts, the last has no end."""
    return tuple(
        (slot.start, slots[number + 1].start if number + 1 < len(slots) else None) for number, slot in enumerate(slots)
    )


def blocks_of(lesson: Lesson, said: Sequence[Times], printed: Callable[[str], str] = str) -> list[dict[str, Any]]:
    """The contract's blocks that a cell stands for: one for each of its lessons on each of its days.

    Args:
        said: what the page says of each slot's times.
        printed: how the page writes a name.
    """
    times = lesson.own or _said_of(lesson.slots, said)
    first_lesson = [block_of(lesson, day, times, printed) for day in range(*lesson.days)]
    return first_lesson + [block for other in lesson.also for block in blocks_of(other, said, printed)]


def block_of(lesson: Lesson, day: int, times: Times, printed: Callable[[str], str] = str) -> dict[str, Any]:
    """The contract's block of a lesson on a day, counted from Monday = 0, at the times that the page says."""
    return {
        "day": WEEKDAYS[day],
        "name": printed(lesson.name),
        "startTime": clock(times[0]),
        "endTime": clock(times[1]),
        "notes": " ".join(lesson.notes) or None,
    }


def _said_of(slots: tuple[float, float], said: Sequence[Times]) -> Times:
    """What the page says of where a cell begins and ends: nothing where that is inside a slot."""
    first, last = slots
    return (
        said[int(first)][0] if first == int(first) else None,
        said[int(last) - 1][1] if last == int(last) else None,
    )


def clock(minutes: int | None) -> str | None:
    """`HH:MM` of minutes since midnight."""
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"
