"""Times of day in every notation that timetables use."""

from __future__ import annotations

import random

_DASHES = (" - ", " – ", "-", "–", "- ", " -", " to ", "–", " — ")
# A time by itself: dashes where the rest of a span stands in another line, or is left open.
_ALONE = (
    "{}", "{}", "({})", "{}:", "at {}", "from {}", "@{}",
    "{}-", "{} -", "{}–", "{} –", "-{}", "- {}", "–{}", "– {}",
)  # fmt: skip


def some_time(chance: random.Random) -> str:
    """A time, or more often a span of time."""
    start = chance.randrange(7 * 60, 18 * 60, chance.choice((5, 5, 5, 15, 1)))
    end = start + chance.choice((5, 10, 15, 20, 25, 30, 40, 45, 50, 55, 60, 75, 90, 120))
    separator = chance.choice(":::..")
    meridiem = chance.choice(("", "", "", "am", "am", " am", "AM", " AM", "a", " a.m.", "a.m."))
    each = chance.random() < 0.5
    first = clock(start, separator, meridiem if each else "", chance)
    last = clock(end, separator, meridiem, chance)
    if chance.random() < 0.3:
        return chance.choice(_ALONE).format(last)
    return f"{first}{chance.choice(_DASHES)}{last}"


def clock(minutes: int, separator: str, meridiem: str, chance: random.Random) -> str:
    """One time of day.

    Args:
        minutes: since midnight.
        separator: between hours and minutes.
        meridiem: how "am" is written, or "".
    """
    hour, minute = divmod(minutes, 60)
    if minutes == 12 * 60 and chance.random() < 0.3:
        return chance.choice(("12 noon", "noon", "Noon", "12noon", "midday"))
    twenty_four = not meridiem and chance.random() < 0.35
    number = hour if twenty_four else (hour - 1) % 12 + 1
    written = f"{number:02d}" if chance.random() < 0.25 else str(number)
    if minute or not meridiem or chance.random() < 0.5:
        written += f"{separator}{minute:02d}"
    half = meridiem if hour < 12 else meridiem.replace("a", "p").replace("A", "P")
    return written + half
