"""The grammar of days: which weekdays a heading names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from functions.document.edits import within_one_edit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHOOL_DAYS = WEEKDAYS[:5]
MOST_LOST = 2  # of five letters

_SHORT = {
    "mo": 0, "mon": 0, "mond": 0,
    "tu": 1, "tue": 1, "tues": 1,
    "we": 2, "wed": 2, "weds": 2, "wedn": 2, "wednes": 2,
    "th": 3, "thu": 3, "thur": 3, "thurs": 3,
    "fr": 4, "fri": 4,
    "sa": 5, "sat": 5,
    "su": 6, "sun": 6,
}  # fmt: skip
_TOKEN = re.compile(r"[A-Za-z0|]+|[-–—]|[&/,+]|\S")
_DASHES = {"-", "–", "—", "to", "until", "till"}
_JOINERS = {"&", "/", ",", "+", "and", ".", ";", "(", ")", ":"}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)?|(?<=day\s)\w{0,2}(?:st|nd|rd|th))"  # after a long name it may be misread or lost
_EXTRAS = re.compile(
    rf"\b(?:week\s*(?:[ab]|one|two|\d)|{_NUMBER}(?:\s+(?:of\s+)?{_MONTH})?(?:\s+\d{{4}})?"
    r"|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|am|pm|mornings?|afternoons?)\b",
    re.IGNORECASE,
)
_EVERY_DAY = re.compile(
    r"^(?:every\s*day|each\s+day|daily(?:\s+(?:routine|timetable|schedule))?|all\s+(?:days|week)|week\s*days)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def parse_days(text: str) -> tuple[str, ...]:
    """The weekdays that the whole of `text` names; empty if it says anything else (a date or a week beside is fine).

    Understands lists ("Monday, Tuesday & Thursday"), ranges ("Mon-Fri"), "every day", short forms and one wrong letter
    in a long name, even where a stroke was taken for a slash ("FR/DAY").
    """
    stripped = text.strip(" \t\n.:;,()-*")
    if _EVERY_DAY.match(stripped):
        return SCHOOL_DAYS
    return _listed(stripped) or _listed(stripped.replace("/", "i"))


def _listed(text: str) -> tuple[str, ...]:
    """The weekdays of a list or range; empty if the text says anything else."""
    days: list[int] = []
    through = False
    for token in _TOKEN.findall(_EXTRAS.sub(" ", text)):
        lowered = token.lower()
        if lowered in _DASHES:
            through = bool(days)
            continue
        if lowered in _JOINERS:
            continue
        day = _weekday(token)
        if day is None:
            return ()
        days.extend(range(days[-1] + 1, day) if through and day > days[-1] else ())
        days.append(day)
        through = False
    return tuple(WEEKDAYS[day] for day in sorted(set(days)))


def mentioned_days(text: str) -> tuple[str, ...]:
    """Weekdays written out in running text, such as a heading "Our Monday and Tuesday timetable"."""
    words = re.findall(r"[A-Za-z]{6,}", text)
    days = {day for word in words if (day := _weekday(re.sub("s$", "", word.lower()))) is not None}
    return tuple(WEEKDAYS[day] for day in sorted(days))


def initials(texts: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Days of headings in the week's order that may be single letters ("M T W T F", "M Tu W Th F"); None if not.

    Args:
        texts: the headings, in order along the page, three or more; blank ones are not allowed.
    """
    if not 3 <= len(texts) <= len(SCHOOL_DAYS):
        return None
    if all(_names(text, day) for text, day in zip(texts, SCHOOL_DAYS, strict=False)):
        return [(day,) for day in SCHOOL_DAYS[: len(texts)]]
    return None


def most_initials(texts: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Days of five headings in the week's order, up to two of them letters that were misread or not read; else None.

    Args:
        texts: the headings, in order along the page; blank where nothing was read.
    """
    if len(texts) != len(SCHOOL_DAYS):
        return None
    named = [_names(text, day) for text, day in zip(texts, SCHOOL_DAYS, strict=True)]
    lost = [text for text, known in zip(texts, named, strict=True) if not known]
    short = all(len(text.strip()) <= 2 and not parse_days(text) for text in lost)
    return [(day,) for day in SCHOOL_DAYS] if short and len(lost) <= MOST_LOST else None


def _names(text: str, day: str) -> bool:
    """True where a heading is the day's first letter (R for Thursday, too) or its name."""
    letter = text.strip(" .:").upper()
    return letter in (day[0], "R" if day == "Thursday" else day[0]) or parse_days(text) == (day,)


def _weekday(token: str) -> int | None:
    word = token.lower().replace("0", "o").replace("|", "l").strip(".")
    for read in (word, word.replace("l", "i")):
        if read in _SHORT:
            return _SHORT[read]
    for number, name in enumerate(WEEKDAYS):
        lowered = name.lower()
        if word in (lowered, lowered + "s") or (len(word) >= 5 and within_one_edit(word, lowered)):
            return number
    return None
