"""The grammar of times: what a teacher writes for a time of day or a stretch of it, as 24-hour `HH:MM`.

Hours 1 to 6 without am or pm are in the afternoon. Letters that OCR confuses with digits are read as digits only
inside what is otherwise a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

DAY = 24 * 60
NOON = 12 * 60
LOST_TEN = 2 * 60  # what "11" read as "1", hence as an afternoon hour, is off by


@dataclass(frozen=True)
class TimeSpan:
    """A start, an end or both, as `HH:MM`; None for what is not said."""

    start: str | None
    end: str | None

    @property
    def complete(self) -> bool:
        return self.start is not None and self.end is not None


NOTHING_SAID = TimeSpan(None, None)


@dataclass(frozen=True)
class TimeMatch:
    """A span and where it stands: `text[begin:finish]`."""

    span: TimeSpan
    begin: int
    finish: int


_DIGIT = "[0-9OoIl|]"
_LOOKALIKES = str.maketrans("OoIil|L", "0011111")
_MERIDIEM = r"(?:\s?(?P<{0}_meridiem>[ap]\.?\s?m\b\.?))"
_NOON = r"(?P<{0}_noon>(?:12(?:[.:]00)?\s*)?(?:noon|midday|mid-day))"
_TORN_HOUR = r"1[^\S\n]\d"
_HOUR = rf"(?P<{{0}}_clock>{_TORN_HOUR}|{_DIGIT}{{{{1,2}}}})"
_CLOCK = rf"{_HOUR}\s?[.:;·,h][.:]?\s?(?P<{{0}}_minutes>{_DIGIT}{{{{2}}}}){_MERIDIEM}?"
_CLOCK_FIRST = _CLOCK.replace(_TORN_HOUR, _TORN_HOUR.replace(r"\d", "[0-2]"))
_BARE = rf"(?P<{{0}}_bare>\d{{{{1,2}}}}){_MERIDIEM}?"
_JOINED = rf"(?P<{{0}}_joined>[0-2]?\d[0-5]\d)(?:\s?h(?:rs)?\b)?{_MERIDIEM}?"

_START_OF_TIME = r"(?<![\d£$€#A-Za-z])(?<!\d[.:,])(?:(?<!\d/)|(?<=[.:]\d\d/))"
_END_OF_TIME = r"(?![.:,]?\d)(?!/\d(?!\d?[.:]\d\d))(?!\s?(?:st|nd|rd|th|%|min|mins|minutes)\b)"
_DASH = r"\s*(?:[-‐‑‒–—―−~→>]+|(?<![A-Za-z])(?:t[oe0+]?|until|till?)(?![A-Za-z]))\s*"
_BARE_FIRST = rf"{_BARE}(?!{_DASH}\d{{{{1,2}}}}[.:]\d\d{_DASH}\d)"  # "1 - 8.50 - 9.20" is a period and a range
_NUMBERED = re.compile(
    r"\b(?:period|lesson|session|slot|block|hour|per|year|yr|grade|class|set|group|unit|chapter|ch|room|rm|week)s?\.?\s*"
    r"\d{1,2}(?!\d|[.:]\d\d(?![.:]\d\d)|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)


def _one(name: str, *kinds: str) -> str:
    """A pattern of one time in any of the ways `kinds`, with groups named after `name` and the way's number."""
    return "(?:" + "|".join(kind.format(f"{name}{number}") for number, kind in enumerate(kinds)) + ")"


_RANGE = re.compile(
    rf"(?:\bfrom\s+)?{_START_OF_TIME}{_one('start', _NOON, _CLOCK_FIRST, _JOINED, _BARE_FIRST)}{_DASH}"
    rf"{_one('end', _NOON, _CLOCK, _JOINED, _BARE)}{_END_OF_TIME}",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:(?P<until>until|till?)|to)\s+{_one('end', _NOON, _CLOCK, _BARE)}{_END_OF_TIME}", re.IGNORECASE
)
_SINGLE = re.compile(
    rf"(?:\b(?:from|at)\s+|@\s?)?{_START_OF_TIME}{_one('start', _NOON, _CLOCK_FIRST, _BARE)}{_END_OF_TIME}"
    r"(?:\s*(?:[-–—]+|onwards)(?=\s*$|\s*\n))?",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\s*{_START_OF_TIME}{_one('start', _JOINED)}{_END_OF_TIME}\s*", re.IGNORECASE)
_LONGEST_LESSON = 3 * 60
_LATEST_JOINED_HOUR = 18  # above it, four digits are a school year


@dataclass(frozen=True)
class _Clock:
    hour: int
    minute: int
    meridiem: str | None  # "a", "p" or None
    way: str  # noon, clock, joined or bare

    @property
    def valid(self) -> bool:
        latest = 12 if self.meridiem else 23
        return self.hour <= latest and self.minute < 60 and (self.hour > 0 or self.way in ("clock", "joined"))

    def minutes(self, meridiem: str | None) -> int:
        """Minutes since midnight, `meridiem` standing in for one that is not printed."""
        said = self.meridiem or meridiem
        if said and self.hour <= 12:
            return (self.hour % 12) * 60 + self.minute + (NOON if said == "p" else 0)
        afternoon = 1 <= self.hour <= 6
        return self.hour * 60 + self.minute + (NOON if afternoon else 0)


_NO_TIME = _Clock(24, 0, None, "clock")


def find_times(text: str) -> list[TimeMatch]:
    """Times in running text, from left to right.

    A bare hour counts only beside am, pm, "until" or a time with minutes: "Groups 2-3" and "Year 5" hold no time; the
    number of a period never counts.

    Args:
        text: a cell's text, lines separated by newlines or spaces.
    """
    return list(_times(text))


@lru_cache(maxsize=4096)
def _times(text: str) -> tuple[TimeMatch, ...]:
    found: list[TimeMatch] = []
    said = unnumbered(text)
    for pattern in (_RANGE, _UNTIL, _SINGLE):
        for match in pattern.finditer(said):
            if any(match.start() < other.finish and other.begin < match.end() for other in found):
                continue
            span = _span(match, bare_allowed=pattern is _UNTIL and match["until"] is not None)
            if span is not None:
                found.append(TimeMatch(span, match.start(), match.end()))
    return tuple(_paired(sorted(found, key=lambda match: match.begin), text))


def without_times(text: str) -> str:
    """The text less the times in it."""
    for match in reversed(_times(text)):
        text = text[: match.begin] + text[match.finish :]
    return text


def unnumbered(text: str) -> str:
    """The text with the numbers of periods, classes and the like blotted out: they are no times."""
    return _NUMBERED.sub(lambda match: "_" * len(match.group()), text)


@lru_cache(maxsize=4096)
def whole_time(text: str) -> TimeSpan | None:
    """The span that is all the text says, where even "9-10" or "0900" must be a time; else None."""
    stripped = text.strip(" \t\n()[].,;:")
    for pattern in (_RANGE, _UNTIL, _SINGLE, _ALONE):
        match = pattern.fullmatch(stripped)
        if match is None:
            continue
        span = _span(match, bare_allowed=pattern is _RANGE or pattern is _ALONE)
        if span is not None:
            return span
    pair = find_times(stripped)
    if len(pair) == 1 and (pair[0].begin, pair[0].finish) == (0, len(stripped)):
        return pair[0].span
    unbroken = _RANGE.fullmatch("".join(stripped.split()))  # "12:15–1:1 5", broken in a narrow cell
    return _span(unbroken, bare_allowed=True) if unbroken else None


def minutes_of(time: str) -> int:
    """Minutes since midnight of an `HH:MM`."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def _paired(matches: list[TimeMatch], text: str) -> list[TimeMatch]:
    """Two starts with nothing but space or a dot between them, the later one last, as one range: their dash is lost."""
    if len(matches) != 2:
        return matches
    first, second = matches
    start, end = first.span.start, second.span.start
    apart = text[first.finish : second.begin].strip(" \n.·_") or first.span.end or second.span.end
    if apart or start is None or end is None or minutes_of(end) <= minutes_of(start):
        return matches
    return [TimeMatch(TimeSpan(start, end), first.begin, second.finish)]


def _span(match: re.Match[str], bare_allowed: bool) -> TimeSpan | None:
    start, end = _clock(match, "start"), _clock(match, "end")
    clocks = [clock for clock in (start, end) if clock is not None]
    if not all(clock.valid for clock in clocks):
        return None
    unsaid = all(clock.way in ("bare", "joined") and not clock.meridiem for clock in clocks)
    if unsaid and not bare_allowed and not _is_lesson(start, end):
        return None
    if start is not None and end is not None:
        if start.way == end.way == "joined" and max(start.hour, end.hour) > _LATEST_JOINED_HOUR:
            return None
        return _range(start, end)
    if start is not None:
        return TimeSpan(written(start.minutes(None)), None)
    return TimeSpan(None, written(end.minutes(None))) if end is not None else None


def _is_lesson(start: _Clock | None, end: _Clock | None) -> bool:
    """True for two times in four digits that lie as far apart as a lesson lasts: other numbers seldom do."""
    if start is None or end is None or not start.way == end.way == "joined":
        return False
    lasts = end.minutes(None) - start.minutes(None)
    return (
        0 < lasts <= _LONGEST_LESSON and start.minute % 5 == end.minute % 5 == 0 and start.hour <= _LATEST_JOINED_HOUR
    )


def _range(start: _Clock, end: _Clock) -> TimeSpan:
    """Both ends, where a meridiem said once serves both unless time would run backwards."""
    finish = end.minutes(start.meridiem)
    if end.meridiem is None and finish < start.minutes(None):
        finish = end.minutes(None)
    begin = start.minutes(end.meridiem)
    if start.meridiem is None and begin > finish:
        begin = start.minutes("a" if end.meridiem else None)
    if finish < begin and 1 <= start.hour <= 2 and begin - LOST_TEN <= finish:
        begin -= LOST_TEN
    if finish < begin and end.meridiem is None and finish + NOON < DAY and finish < NOON:
        finish += NOON
    return TimeSpan(written(begin), written(finish))


def _clock(match: re.Match[str], name: str) -> _Clock | None:
    groups = {
        key.rpartition("_")[2]: value
        for key, value in match.groupdict().items()
        if key.startswith(name) and value is not None
    }
    meridiem = groups["meridiem"][0].lower() if "meridiem" in groups else None
    if "noon" in groups:
        return _Clock(12, 0, "p", "noon")
    if "clock" in groups:
        if not any(letter.isdigit() for letter in groups["clock"] + groups["minutes"]):
            return _NO_TIME
        hour, minutes = ("".join(groups[key].translate(_LOOKALIKES).split()) for key in ("clock", "minutes"))
        return _Clock(int(hour), int(minutes), meridiem, "clock")
    if "joined" in groups:
        return _Clock(int(groups["joined"][:-2]), int(groups["joined"][-2:]), meridiem, "joined")
    if "bare" in groups:
        return _Clock(int(groups["bare"]), 0, meridiem, "bare")
    return None


def written(minutes: int) -> str:
    """Minutes since midnight as `HH:MM`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
