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


_NO_NAME = r"(?!(?:Class|Form|Year|Term|Room|Time|Week|Autumn|Spring|Summer|Fall|Winter)\w*\b)"
_NAME = rf"{_NO_NAME}[A-Z][\w'’-]+"
_TEACHER = (
    re.compile(
        r"\bteachers?\s*(?:name)?\s*[:\-–]\s*(?P<value>[^|,;:\d]{2,40}?)\s*(?=$|[|,;]|\b(?:class|term|year|room)\b)",
        re.I,
    ),
    re.compile(rf"\b(?P<value>(?:Mr|Mrs|Ms|Miss|Mx|Dr|MR|MRS|MS|MISS|DR)\.?\s+(?:[A-Z]\.?\s+)?{_NAME}(?:\s+{_NAME})?)"),
)
_CLASS = (
    re.compile(r"\bclass\s*(?:name)?\s*[:–]\s*(?P<value>[\w ]{1,20}?)\s*(?=$|[|,;–-]|\b(?:teacher|term|year)\b)", re.I),
    re.compile(
        r"\b(?P<value>(?:class|form|grade)\s+(?:\d{1,2}\s?[A-Z]{0,2}|[A-Z]{1,2}|[A-Z][a-z]+))\b(?!\s*timetable\s*:)",
        re.I,
    ),
    re.compile(
        r"\b(?P<value>(?:year|yr\.?|y)\s?(?:group\s)?\d{1,2}\s?[A-Z]{0,2}(?:\s*[/&-]\s*\d{1,2}[A-Z]{0,2})?)(?![\d/])\b",
        re.I,
    ),
    re.compile(
        r"^\s*(?P<value>\d{1,2}\s?[A-Z]{1,3}|[A-Z]{1,2}\d{1,2}|R[A-Z]{1,2})\s*(?:(?:class\s*)?time\s?table.*)?$"
    ),
    re.compile(r"\b(?P<value>(?:[1-9]|1[0-3])[A-Z]{1,2})\b(?=.*\btime\s?table)"),
    re.compile(r"\b(?P<value>Reception|Nursery|Kindergarten|Pre-?school)\b", re.I),
)
_SEASON = "autumn|spring|summer|fall|winter|advent|lent|michaelmas|trinity|hilary|pentecost"
_TERM = (
    re.compile(
        rf"\b(?P<value>(?:{_SEASON})(?:\s+(?:term|half[- ]term))?(?:\s+[12](?![\d/.-]))?(?:\s+(?:term|half[- ]term))?)",
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
                return " ".join(match["value"].split())
    return None
