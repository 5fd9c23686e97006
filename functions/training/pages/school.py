"""Plausible weeks of British and American schools: what is taught when, and how that breaks the pattern."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from functions.training.pages.bells import some_bells
from functions.training.pages.subjects import Subjects
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import Kind, Lesson, Slot, Times, Week


def some_week(chance: random.Random, words: Vocabulary) -> Week:
    """A plausible week."""
    level = chance.choice(("primary",) * 5 + ("secondary",) * 2 + ("elementary",) * 2 + ("high",))
    days = 5 if chance.random() < 0.95 else 4
    slots = some_bells(chance, level)
    common = _common(chance, slots, days)
    taken = {int(lesson.slots[0]) for lesson in common}
    lessons = list(common)
    subjects = Subjects(chance, level, words)
    habits = _Habits(
        parted=chance.choice((0, 0, 0.06, 0.15)),
        in_one_cell=chance.choice((0, 0.5, 1)),
        double=chance.choice((0.05, 0.15, 0.3)),
        own_times=chance.choice((0, 0, 0.05, 0.15)),
    )
    for day in range(days):
        for run in _runs(slots, taken):
            lessons += _lessons(chance, subjects, habits, day, run, slots)
    if chance.random() < 0.2:
        lessons = _across_days(chance, lessons)
    lessons.sort(key=lambda lesson: (lesson.days[0], lesson.slots))
    return Week(level, days, slots, tuple(lessons))


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
    chance: random.Random, subjects: Subjects, habits: _Habits, day: int, run: list[int], slots: Sequence[Slot]
) -> list[Lesson]:
    """A day's lessons in slots that follow each other: single, double, or parted elsewhere than the slots are."""
    long = len(run) > 1 and all(slots[number].end - slots[number].start >= 20 for number in run[:2])
    if long and chance.random() < habits.parted:
        middle = run[0] + chance.choice((0.4, 0.5, 0.6, 1.4, 1.5))
        if chance.random() < habits.in_one_cell:
            first, second = (
                _timed(subjects, day, (run[0], run[0] + 2), times) for times in _parts(slots, run[0], middle)
            )
            later = [_single(chance, subjects, habits, day, number, slots) for number in run[2:]]
            return [replace(first, also=(second,)), *later]
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


def _parts(slots: Sequence[Slot], first: int, middle: float) -> tuple[Times, Times]:
    """Times of the two parts of two slots."""
    parted = slots[int(middle)]
    moment = parted.start + round((parted.end - parted.start) * (middle - int(middle)) / 5) * 5
    return (slots[first].start, moment), (moment, slots[first + 1].end)


def _timed(subjects: Subjects, day: int, placed: tuple[int, int], own: Times) -> Lesson:
    return replace(subjects.lesson(day), slots=placed, own=own)


def _single(
    chance: random.Random, subjects: Subjects, habits: _Habits, day: int, number: int, slots: Sequence[Slot]
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
    """How often, 0 to 1, lessons do not keep to the slots.

    Attributes:
        parted: two share two slots, but part them elsewhere,
        in_one_cell: which then stand in one cell, each with its times.
        double: one takes two slots.
        own_times: one prints its own times.
    """

    parted: float
    in_one_cell: float
    double: float
    own_times: float
