"""Bell times: how a school day in Britain or America is made up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from functions.training.pages.week import Kind, Slot


@dataclass(frozen=True)
class _Stretch:
    """A part of the day that some schools have.

    Attributes:
        share: of the schools that have it, 0 to 1.
        minutes: lengths that it may have.
        names: that it may go by, common ones more than once; none for what is left to the days.
    """

    share: float
    kind: Kind
    minutes: tuple[int, ...]
    names: tuple[str, ...] = ("",)


_LONG, _SHORT = (30, 40, 45, 50, 55, 60, 70), (20, 25, 30, 30, 40, 45)  # lessons of young children
_PERIOD = (45, 50, 55, 60, 60)  # of older ones

_BRITISH = (
    _Stretch(
        0.75,
        Kind.REGISTRATION,
        (5, 10, 15, 15, 20),
        ("Registration", "Registration", "Register", "Reg", "Tutor Time", "Arrival", "Early Morning Work", "EMW"),
    ),
    _Stretch(0.2, Kind.ASSEMBLY, (15, 20, 25), ("Assembly", "Collective Worship", "Assembly / Singing")),
    _Stretch(1, Kind.LESSON, _LONG),
    _Stretch(0.75, Kind.LESSON, _SHORT),
    _Stretch(0.25, Kind.LESSON, _SHORT),
    _Stretch(0.95, Kind.BREAK, (10, 15, 15, 20, 20), ("Break", "Break", "Break", "Playtime", "Morning Break")),
    _Stretch(1, Kind.LESSON, _LONG),
    _Stretch(0.75, Kind.LESSON, _SHORT),
    _Stretch(1, Kind.LUNCH, (45, 50, 60, 60, 65, 75), ("Lunch", "Lunch", "Lunch", "Lunchtime", "Dinner")),
    _Stretch(0.3, Kind.REGISTRATION, (5, 10, 10), ("Register", "Registration", "Reg")),
    _Stretch(1, Kind.LESSON, _LONG),
    _Stretch(0.85, Kind.LESSON, _SHORT),
    _Stretch(0.12, Kind.BREAK, (10, 15), ("Break", "Afternoon Break", "Playtime")),
    _Stretch(0.45, Kind.LESSON, _SHORT),
    _Stretch(
        0.4,
        Kind.END,
        (10, 15, 20),
        ("Story", "Home time", "Storytime", "Home Time", "Story / Home", "Class Story"),
    ),
)
_AMERICAN = (
    _Stretch(
        0.75,
        Kind.REGISTRATION,
        (5, 10, 15, 15, 20),
        ("Homeroom", "Morning Meeting", "Arrival", "Attendance", "Morning Work", "Advisory"),
    ),
    _Stretch(1, Kind.LESSON, _LONG),
    _Stretch(0.85, Kind.LESSON, _SHORT),
    _Stretch(0.35, Kind.LESSON, _SHORT),
    _Stretch(0.9, Kind.BREAK, (10, 15, 15, 20, 20), ("Recess", "Snack", "Recess", "Break")),
    _Stretch(1, Kind.LESSON, _LONG),
    _Stretch(0.75, Kind.LESSON, _SHORT),
    _Stretch(1, Kind.LUNCH, (30, 40, 45, 50, 60), ("Lunch", "Lunch", "Lunch/Recess", "Lunch & Recess")),
    _Stretch(1, Kind.LESSON, _LONG),
    _Stretch(0.85, Kind.LESSON, _SHORT),
    _Stretch(0.45, Kind.LESSON, _SHORT),
    _Stretch(0.4, Kind.END, (10, 15, 20), ("Dismissal", "Pack Up", "Read Aloud", "Clean up / Dismissal")),
)
_BRITISH_STARTS = (505, 510, 510, 515, 520, 525, 525, 530, 535, 540, 540)  # minutes since midnight
_AMERICAN_STARTS = (470, 480, 485, 490, 495, 500, 505, 510, 520)
_LATEST = 17 * 60  # when a school ends at the latest, unless what every school has takes longer


def some_bells(chance: random.Random, level: str) -> tuple[Slot, ...]:
    """The slots of a school day, each from the end of the one before.

    Args:
        level: "primary", "secondary", "elementary" or "high".
    """
    british = level in ("primary", "secondary")
    older = level in ("secondary", "high")
    moment = chance.choice(_BRITISH_STARTS if british else _AMERICAN_STARTS)
    slots: list[Slot] = []
    for stretch in _BRITISH if british else _AMERICAN:
        if chance.random() >= stretch.share:
            continue
        minutes = chance.choice(_PERIOD if older and stretch.kind is Kind.LESSON else stretch.minutes)
        if stretch.share < 1 and moment + minutes > _LATEST:
            continue
        slots.append(Slot(stretch.kind, moment, moment + minutes, chance.choice(stretch.names)))
        moment += minutes
    return _without_last_break(slots)


def _without_last_break(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(slots[:-1] if slots[-1].kind is Kind.BREAK else slots)
