"""A week of a class: its bell times and what happens when; and what a page that prints it thereby says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from functions.training.pages import vocabulary
from functions.training.pages.notation import WEEKDAYS
from functions.training.pages.vocabulary import Vocabulary, staff_code

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
    """

    days: tuple[int, int]
    slots: tuple[float, float]
    name: str
    notes: tuple[str, ...] = ()
    own: Times | None = None
    kind: Kind = Kind.LESSON


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
        return sorted(held, key=lambda lesson: lesson.slots)

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


def blocks_of(
    lesson: Lesson, said: Sequence[Times], name: str | None = None, notes: bool = True
) -> list[dict[str, Any]]:
    """The contract's blocks that a cell stands for, one for each of its days.

    Args:
        said: what the page says of each slot's times.
        name: how it is printed, where that is not `lesson.name`.
        notes: the notes are printed.
    """
    first, last = lesson.slots
    start = said[int(first)][0] if first == int(first) else None
    end = said[int(last) - 1][1] if last == int(last) else None
    if lesson.own:
        start, end = lesson.own
    return [
        {
            "day": WEEKDAYS[day],
            "name": name or lesson.name,
            "startTime": clock(start),
            "endTime": clock(end),
            "notes": (" ".join(lesson.notes) or None) if notes else None,
        }
        for day in range(*lesson.days)
    ]


def clock(minutes: int | None) -> str | None:
    """`HH:MM` of minutes since midnight."""
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def some_week(chance: random.Random, words: Vocabulary) -> Week:
    """A plausible week."""
    level = chance.choice(("primary",) * 5 + ("secondary",) * 2 + ("elementary",) * 2 + ("high",))
    days = 5 if chance.random() < 0.95 else 4
    slots = _some_day(chance, level)
    common = _common(chance, slots, days)
    taken = {int(lesson.slots[0]) for lesson in common}
    lessons = list(common)
    subjects = _Subjects(chance, level, words)
    habits = _Habits(
        chance.choice((0, 0, 0.06, 0.15)), chance.choice((0.05, 0.15, 0.3)), chance.choice((0, 0, 0.05, 0.15))
    )
    for day in range(days):
        for run in _runs(slots, taken):
            lessons += _lessons(chance, subjects, habits, day, run, slots)
    if chance.random() < 0.2:
        lessons = _across_days(chance, lessons)
    lessons.sort(key=lambda lesson: (lesson.days[0], lesson.slots))
    return Week(level, days, slots, tuple(lessons))


def _some_day(chance: random.Random, level: str) -> tuple[Slot, ...]:
    british = level in ("primary", "secondary")
    plan: list[tuple[Kind, int, str]] = []

    def add(probability: float, kind: Kind, minutes: Sequence[int], names: Sequence[str] = ("",)) -> None:
        if chance.random() < probability:
            plan.append((kind, chance.choice(minutes), chance.choice(names)))

    lesson = (45, 50, 55, 60, 60) if level in ("secondary", "high") else (30, 40, 45, 50, 55, 60, 70)
    short = lesson if level in ("secondary", "high") else (20, 25, 30, 30, 40, 45)
    registration = (
        "Registration",
        "Register",
        "Reg",
        "Registration",
        "Tutor Time",
        "Arrival",
        "Early Morning Work",
        "EMW",
    )
    american = ("Homeroom", "Morning Meeting", "Arrival", "Attendance", "Morning Work", "Advisory")
    add(0.75, Kind.REGISTRATION, (5, 10, 15, 15, 20), registration if british else american)
    add(
        0.2, Kind.ASSEMBLY, (15, 20, 25), ("Assembly", "Collective Worship", "Assembly / Singing") if british else ("",)
    )
    add(1, Kind.LESSON, lesson)
    add(0.75, Kind.LESSON, short)
    add(0.25, Kind.LESSON, short)
    add(
        0.95,
        Kind.BREAK,
        (10, 15, 15, 20, 20),
        ("Break", "Break", "Break", "Playtime", "Morning Break") if british else ("Recess", "Snack", "Recess", "Break"),
    )
    add(1, Kind.LESSON, lesson)
    add(0.75, Kind.LESSON, short)
    add(
        1,
        Kind.LUNCH,
        (45, 50, 60, 60, 65, 75),
        ("Lunch", "Lunch", "Lunch", "Lunchtime", "Dinner")
        if british
        else ("Lunch", "Lunch", "Lunch/Recess", "Lunch & Recess"),
    )
    add(0.3 if british else 0, Kind.REGISTRATION, (5, 10, 10), ("Register", "Registration", "Reg"))
    add(1, Kind.LESSON, lesson)
    add(0.85, Kind.LESSON, short)
    add(0.12, Kind.BREAK, (10, 15), ("Break", "Afternoon Break", "Playtime"))
    add(0.45, Kind.LESSON, short)
    add(
        0.4,
        Kind.END,
        (10, 15, 20),
        ("Story", "Home time", "Storytime", "Home Time", "Story / Home", "Class Story")
        if british
        else ("Dismissal", "Pack Up", "Read Aloud", "Clean up / Dismissal"),
    )
    if plan[-1][0] is Kind.BREAK:
        plan.pop()
    moment = chance.choice((505, 510, 510, 515, 520, 525, 525, 530, 535, 540, 540)) - (0 if british else 20)
    slots = []
    for kind, minutes, name in plan:
        slots.append(Slot(kind, moment, moment + minutes, name))
        moment += minutes
    return tuple(slots)


def _common(chance: random.Random, slots: Sequence[Slot], days: int) -> list[Lesson]:
    """What all days have in common; a school may leave any of it to the days, but not breaks."""
    always = (Kind.BREAK, Kind.LUNCH)
    return [
        Lesson((0, days), (number, number + 1), slot.name, kind=slot.kind)
        for number, slot in enumerate(slots)
        if slot.name and (slot.kind in always or chance.random() < 0.75)
    ]


def _across_days(chance: random.Random, lessons: Sequence[Lesson]) -> list[Lesson]:
    """The lessons, one of which goes on at the same time of the next day, in place of the lesson there."""
    pairs = [
        (first, second)
        for first in lessons
        for second in lessons
        if first.days[1] - first.days[0] == 1
        and second.days == (first.days[1], first.days[1] + 1)
        and first.slots == second.slots
        and not (first.own or second.own)
    ]
    if not pairs:
        return list(lessons)
    first, second = chance.choice(pairs)
    joined = replace(first, days=(first.days[0], second.days[1]))
    return [joined, *(lesson for lesson in lessons if lesson not in (first, second))]


def _runs(slots: Sequence[Slot], taken: set[int]) -> list[list[int]]:
    """Slots that are left to the days, those that follow each other together."""
    runs: list[list[int]] = []
    for number in range(len(slots)):
        if number in taken:
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _lessons(
    chance: random.Random, subjects: _Subjects, habits: _Habits, day: int, run: list[int], slots: Sequence[Slot]
) -> list[Lesson]:
    """A day's lessons in slots that follow each other: single, double, or parted elsewhere than the slots are."""
    if len(run) > 1 and chance.random() < habits.parted:
        middle = run[0] + chance.choice((0.4, 0.5, 0.6, 1.4, 1.5))
        return [
            replace(subjects.lesson(day), slots=(run[0], middle)),
            replace(subjects.lesson(day), slots=(middle, run[0] + 2)),
            *(_single(chance, subjects, habits, day, number, slots) for number in run[2:]),
        ]
    lessons: list[Lesson] = []
    place = 0
    while place < len(run):
        number = run[place]
        if place + 1 < len(run) and chance.random() < habits.double:
            lessons.append(replace(subjects.lesson(day), slots=(number, number + 2)))
            place += 2
            continue
        if chance.random() > 0.02:
            lessons.append(_single(chance, subjects, habits, day, number, slots))
        place += 1
    return lessons


def _single(
    chance: random.Random, subjects: _Subjects, habits: _Habits, day: int, number: int, slots: Sequence[Slot]
) -> Lesson:
    slot = slots[number]
    placed: tuple[float, float] = (number, number + 1)
    if slot.name:
        return Lesson((day, day + 1), placed, slot.name, kind=slot.kind)
    lesson = replace(subjects.lesson(day), slots=placed)
    length = slot.end - slot.start
    if length >= 40 and chance.random() < habits.own_times:
        start = slot.start + chance.choice((0, 5, 10))
        own: Times = (start, slot.end - chance.choice((5, 10, 15))) if chance.random() < 0.7 else (start + 10, None)
        lesson = replace(lesson, own=own)
    return lesson


@dataclass(frozen=True)
class _Habits:
    """How often, 0 to 1, lessons are parted elsewhere than the slots are, take two slots, or print their own times."""

    parted: float
    double: float
    own_times: float


class _Subjects:
    """Subjects in the frequencies of a school: maths and English every day, the others now and then."""

    def __init__(self, chance: random.Random, level: str, words: Vocabulary) -> None:
        self._chance, self._words, self._level = chance, words, level
        subjects = list(getattr(vocabulary, level.upper()))
        chance.shuffle(subjects)
        self._core = [subject for subject in subjects if subject in ("Maths", "Math", "English", "Reading", "Writing")]
        self._others = subjects[: chance.randint(9, 16)]
        self._noted = (
            chance.choice((0, 0, 0.1, 0.25, 0.5, 1))
            if level in ("secondary", "high")
            else chance.choice((0, 0, 0.08, 0.2, 0.4))
        )
        self._note = chance.choice(("topic", "room", "teacher", "room and teacher", "mixed"))
        if level in ("secondary", "high") and self._note == "topic":
            self._note = "room and teacher"
        self._codes = chance.random() < 0.5
        self._today: tuple[int, set[str]] = (-1, set())

    def lesson(self, day: int) -> Lesson:
        """The next lesson of a day; not one that the day already has."""
        if self._today[0] != day:
            self._today = (day, set())
        had = self._today[1]
        wanted = self._core if self._core and self._chance.random() < 0.35 else self._others
        free = [subject for subject in wanted if subject not in had] or self._others
        name = self._chance.choice(free)
        if self._chance.random() < 0.02:
            name = self._words.club(self._chance)
        had.add(name)
        notes = self._notes() if self._chance.random() < self._noted else ()
        return Lesson((day, day + 1), (0, 1), name, notes)

    def _notes(self) -> tuple[str, ...]:
        kind = self._note if self._note != "mixed" else self._chance.choice(("topic", "room", "teacher"))
        if kind == "topic":
            return (self._words.topic(self._chance),)
        if kind == "room":
            return (self._words.room(self._chance),)
        teacher = staff_code(self._chance) if self._codes else self._words.teacher(self._chance)
        return (teacher,) if kind == "teacher" else (self._words.room(self._chance), teacher)
