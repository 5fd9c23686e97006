"""Which lesson comes next, with its notes."""

from __future__ import annotations

import random

from functions.training.pages import vocabulary
from functions.training.pages.vocabulary import Vocabulary, staff_code
from functions.training.pages.week import Lesson


class Subjects:
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
            topics = [self._words.topic(self._chance) for _ in range(self._chance.choice((1, 1, 1, 2, 3)))]
            return (self._chance.choice((", ", " and ", " / ")).join(topics),)
        if kind == "room":
            return (self._words.room(self._chance),)
        teacher = staff_code(self._chance) if self._codes else self._words.teacher(self._chance)
        return (teacher,) if kind == "teacher" else (self._words.room(self._chance), teacher)
