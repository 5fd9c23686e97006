"""How days and times are printed: the notations of teachers, the inverse of what the document function reads."""

from __future__ import annotations

import random
from dataclasses import dataclass

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
NOON = 12 * 60

_DAY_NAMES = {
    "full": WEEKDAYS,
    "three": ("Mon", "Tue", "Wed", "Thu", "Fri"),
    "short": ("Mon", "Tues", "Wed", "Thurs", "Fri"),
    "weds": ("Mon", "Tue", "Weds", "Thur", "Fri"),
    "two": ("Mo", "Tu", "We", "Th", "Fr"),
    "initials": ("M", "T", "W", "T", "F"),
    "initials with Th": ("M", "Tu", "W", "Th", "F"),
}


@dataclass(frozen=True)
class TimeNotation:
    """A way to write times of day.

    Attributes:
        separator: between hours and minutes.
        dash: between start and end, with its spaces.
        meridiem: "" for none, "end" for am or pm once after a range, "each" for after each time.
        meridiem_text: "am", " am", "AM", " a.m.".
        twenty_four: hours run to 23.
        padded: hours have two digits.
        short_hours: full hours are written without minutes, where that is still clearly a time.
        noon: 12:00 is written as a word.
    """

    separator: str = ":"
    dash: str = " - "
    meridiem: str = ""
    meridiem_text: str = "am"
    twenty_four: bool = False
    padded: bool = False
    short_hours: bool = False
    noon: str = ""

    def time(self, minutes: int) -> str:
        """One time of day.

        Args:
            minutes: since midnight.
        """
        if self.noon and minutes == NOON:
            return self.noon
        bare = self.short_hours and self.meridiem == "each"
        return self._clock(minutes, bare) + (self._meridiem(minutes) if self.meridiem == "each" else "")

    def span(self, start: int, end: int) -> str:
        """A stretch of the day."""
        first, last = self.time(start), self.time(end)
        if self.short_hours and self.meridiem != "each" and (start % 60 or end % 60):
            first = self._clock(start, True) if first != self.noon else first
            last = self._clock(end, True) if last != self.noon else last
        once = self._meridiem(end) if self.meridiem == "end" and last != self.noon else ""
        return first + self.dash + last + once

    def _clock(self, minutes: int, bare: bool) -> str:
        hour = minutes // 60 if self.twenty_four else (minutes // 60 - 1) % 12 + 1
        written = f"{hour:02d}" if self.padded else str(hour)
        return written if bare and minutes % 60 == 0 else f"{written}{self.separator}{minutes % 60:02d}"

    def _meridiem(self, minutes: int) -> str:
        letter = "p" if minutes >= NOON else "a"
        return self.meridiem_text.replace("A", letter.upper()).replace("a", letter)


def some_time_notation(chance: random.Random) -> TimeNotation:
    """A notation, common ones more often than odd ones."""
    dash = chance.choice((" - ", " - ", " – ", " – ", "-", "-", "–", "- ", " -", " to "))
    if chance.random() < 0.25:
        return TimeNotation(chance.choice("::."), dash, twenty_four=True, padded=chance.random() < 0.7)
    meridiem = chance.choice(("", "", "", "", "end", "each"))
    return TimeNotation(
        separator=chance.choice(":::..."),
        dash=dash,
        meridiem=meridiem,
        meridiem_text=chance.choice(("am", "am", " am", "AM", " AM", " a.m.")),
        padded=chance.random() < 0.12,
        short_hours=chance.random() < 0.2,
        noon=chance.choice(("12 noon", "noon", "Noon")) if chance.random() < 0.08 else "",
    )


@dataclass(frozen=True)
class DayNotation:
    """A way to write weekdays: their names in the week's order, as printed, and whether their letters are stacked."""

    names: tuple[str, ...]
    stacked: bool = False

    def name(self, day: int) -> str:
        return self.names[day]


def some_day_notation(chance: random.Random, stackable: bool = False) -> DayNotation:
    """A notation.

    Args:
        stackable: the names stand at the side of rows, where letters may be stacked.
    """
    stacked = stackable and chance.random() < 0.2
    kinds = ["full"] * 10 + ["three"] * 3 + ["short"] * 3 + ["weds", "two", "initials", "initials with Th"]
    kind = chance.choice([kind for kind in kinds if not (stacked and kind in ("two", "initials", "initials with Th"))])
    names: tuple[str, ...] = _DAY_NAMES[kind]
    if stacked or (chance.random() < 0.25):
        names = tuple(name.upper() for name in names)
    if not stacked and kind in ("three", "short", "weds") and chance.random() < 0.1:
        names = tuple(name + "." for name in names)
    if not stacked and kind in ("full", "three", "short") and chance.random() < 0.06:
        first = chance.randint(1, 24)
        names = tuple(f"{name} {_date(first + number)}" for number, name in enumerate(names))
    return DayNotation(names, stacked)


def _date(day: int) -> str:
    """A day of the month, as teachers add it to a weekday: "3rd"."""
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
