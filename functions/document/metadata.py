"""Whose timetable it is: class, teacher, term and school year, from the headings of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Metadata:
    """As printed; None where the page does not say."""

    teacher: str | None = None
    class_name: str | None = None
    term: str | None = None
    year: str | None = None


_OTHER_WORDS = (
    "Class|Form|Year|Grade|Term|Room|Time|Timetable|Schedule|Week|Autumn|Spring|Summer|Fall|Winter"
    "|Story|Weekly|Daily|Tutor|Assembly|TA|LSA|HLTA|PPA|SEN"
)
_NAME = rf"(?!(?:{_OTHER_WORDS})\b)[A-Z](?:[\w-]|['’](?!s\b))+"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|MR|MRS|MS|MISS|DR)\b\.?"
_PERSON = rf"{_TITLE}\s+(?:[A-Z]\.?\s+)?{_NAME}(?:\s+{_NAME})?"
_SEASON = "autumn|spring|summer|fall|winter|advent|lent|michaelmas|trinity|hilary|pentecost"
_STOP = rf"\s*(?=$|[|,;]|\s[/–—-]\s|\b(?i:class|form|teacher|tutor|term|year|room|{_SEASON})\b)"
_SEPARATORS = re.compile(r"(?:\s+[|Il/–—-])+$")  # after the value, some read as letters
_TEACHER = (
    re.compile(
        rf"\b(?i:(?:class\s*)?teachers?|tutor)\s*(?i:name)?\s*[:–-]\s*(?P<value>{_PERSON}|[^|,;:\d]{{2,40}}?){_STOP}"
    ),
    re.compile(rf"\b(?P<value>{_PERSON}(?:\s*(?:&|and|/)\s*{_PERSON})*)"),
)
_GROUP = r"(?:\d{1,2}\s?[A-Z]{0,2}\d?|[A-Z]{1,2})"
_CLASS = (
    re.compile(rf"\b(?:class|form|tutor group)\s*(?:name)?\s*:\s*(?P<value>[\w ()/&-]{{1,20}}?){_STOP}", re.I),
    re.compile(rf"\b(?P<value>(?i:class|form|grade)\s+(?:{_GROUP}|(?!(?:{_OTHER_WORDS}|Teacher)\b)[A-Z][a-z]+))\b"),
    re.compile(r"\b(?P<value>\d{1,2}(?:st|nd|rd|th)\s+grade)\b", re.I),
    re.compile(rf"\b(?P<value>(?!(?:{_OTHER_WORDS}|The|Our|My|Whole)\b)[A-Z][a-z]+\s+(?:Class|CLASS))\b"),
    re.compile(
        r"\b(?P<value>(?:year|yr\.?|y)\s?(?:group\s)?\d{1,2}(?:\s?[A-Z]{1,2}\b)?(?:\s*[/&-]\s*\d{1,2}[A-Z]{0,2})?)(?![\d/])\b",
        re.I,
    ),
    re.compile(r"^\s*(?!\d+\s?[AP]M\b)(?P<value>\d{1,2}\s?[A-Z]{1,3}\d?|R(?!E|S|WI)[A-Z]{1,2})\s*$"),
    re.compile(r"\b(?P<value>(?:1[0-3]|[1-9])[A-Z]{1,2}\d?)\b(?=.*\b(?i:time\s?table|schedule))"),
    re.compile(r"\b(?i:time\s?table|schedule)\b.*?\b(?P<value>(?:1[0-3]|[1-9])[A-Z]{1,2}\d?)\b"),
    re.compile(r"\b(?P<value>Reception|Nursery|Kindergarten|Pre-?school)\b", re.I),
)
_TERM = (
    re.compile(
        rf"\b(?P<value>(?<!Holy )(?:{_SEASON})(?:\s+(?:term|half[- ]term|semester))?"
        r"(?:\s+[12](?![\d/.-]))?(?:\s+(?:term|half[- ]term))?)",
        re.I,
    ),
    re.compile(
        r"\b(?P<value>(?:term|semester|trimester|quarter)\s*:?\s*(?:[1-6]\b(?![/.-]?\d)|one|two|three|four))", re.I
    ),
)
_YEAR = (
    re.compile(r"(?<!\d)(?P<value>20\d\d\s?[-–/]\s?(?:20)?\d\d)(?![\d/-])"),
    re.compile(r"(?<![\d/.-])(?P<value>20[2-4]\d)(?![\d/.-])"),
)


def find_metadata(texts: Sequence[str]) -> Metadata:
    """Class, teacher, term and school year.

    Args:
        texts: headings and other lines outside the lessons, the most prominent first.
    """
    return Metadata(
        teacher=_first(_TEACHER, texts),
        class_name=_first(_CLASS, [_without_years(text) for text in texts]),
        term=_first(_TERM, texts),
        year=_first(_YEAR, texts),
    )


def _without_years(text: str) -> str:
    return _YEAR[0].sub(" ", text)


def _first(patterns: Sequence[re.Pattern[str]], texts: Sequence[str]) -> str | None:
    """The first match of the most telling pattern."""
    for pattern in patterns:
        for text in texts:
            match = pattern.search(text)
            if match:
                return _SEPARATORS.sub("", " ".join(match["value"].split()))
    return None
