"""Legends: bell times of periods and breaks listed beside a timetable that only numbers its periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from functions.document.bell_times import followed, time_digits
from functions.document.geometry import Interval
from functions.document.rulers import Slot, period_key
from functions.document.times import find_times

_NUMBER = r"(?:period|lesson|session|per\.?|p|l|s)?\s*[\dIl|]{1,2}"
_LABEL = re.compile(rf"^\s*({_NUMBER}|[A-Za-z][A-Za-z/&' ]{{2,24}}?)\s*[:=.–—-]?\s*$", re.I)

_ATTACHED = re.compile(r"(?<![\d:.])([A-Za-z]{0,9}\.?\s?\d{1,2})[:;](?=\d{1,2}[:.]\d{2}(?!\d))")  # "L2:9:40"
_TOKEN = re.compile(r"\n|\S+")
_WORD = re.compile(r"(?![AP]\.?M\b)(?:[A-Z]{2}|[A-Za-z]{3})[A-Za-z/&'.]*[:,;]?$")
_COUNT = re.compile(r"\d{1,2}[:.,;]?$")
_COUNTED = re.compile(r" (\d{1,2})$")
_TIME = re.compile(r"(?<![\d/])\d{1,2}[.:]?\d{2}(?![\d/])")
FEWEST = 4  # entries in a row, that are read together


def find_legend(texts: Sequence[str]) -> dict[str, Slot]:
    """Times of periods and breaks ("Period 1: 9.00 – 10.00", or the time first), by number or lower-case name.

    Args:
        texts: lines of the page outside the timetable; an entry may run on from one to the next.
    """
    texts = [_ATTACHED.sub(r"\1: ", text) for text in texts]
    plain = _plainly(texts)
    entries = _entries(_TOKEN.findall("\n".join(texts)))
    spans = followed([digits for _, digits in entries]) if len(entries) > max(len(plain), FEWEST - 1) else None
    together = {
        _key(label): Slot(Interval(0, 0), span, label)
        for (label, _), span in zip(entries, spans or [], strict=False)
        if span.complete
    }
    return together if len(together) > len(plain) else plain


def _plainly(texts: Sequence[str]) -> dict[str, Slot]:
    """The entries that are printed as they should be."""
    text = "\n".join(texts)
    times = find_times(text)
    between = [
        _label(text[begin:finish])
        for begin, finish in pairwise([0, *(edge for time in times for edge in (time.begin, time.finish)), len(text)])
    ][::2]
    before, after = between[:-1], between[1:]
    labels = before if sum(map(bool, before)) >= sum(map(bool, after)) else after
    legend: dict[str, Slot] = {}
    for time, label in zip(times, labels, strict=True):
        if label and time.span.complete:
            legend.setdefault(period_key(label) or label.lower(), Slot(Interval(0, 0), time.span, label))
    return legend


def _label(said: str) -> str | None:
    """The period or break that is all a text says, or all its last or first line does."""
    lines = said.strip("\n").split("\n")
    for text in (lines[-1], lines[0], " ".join(lines)):
        label = _LABEL.match(text.strip(" ,;|").lstrip(":. "))
        if label:
            return label.group(1).strip()
    return None


def _key(label: str) -> str:
    """The number of a period, also where its name was misread, or what else an entry is known by."""
    counted = _COUNTED.search(label)
    return period_key(label) or (counted.group(1) if counted else label.lower())


def _entries(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Label and digits of the most entries in a row, each a label with its time behind it, however misread."""
    runs: list[list[tuple[str, str]]] = [[]]
    label: list[str] = []
    time: list[str] = []
    for text in [*tokens, "End"]:
        if text == "\n":  # what stands above an entry is no part of its label
            label = label if time else []
            continue
        if not _WORD.match(text):
            time.append(text)
            continue
        if time:
            entry = _entry(label, time)
            runs += [] if entry else [[]]
            runs[-1] += [entry] if entry else []
            label, time = [], []
        label.append(text)
    return max(runs, key=len)


def _entry(label: Sequence[str], time: Sequence[str]) -> tuple[str, str] | None:
    """A label and the digits of its time; None where there are none. A period's number is of the label."""
    number = time[:1] if _COUNT.match(time[0]) and len(_TIME.findall(" ".join(time[1:]))) > 1 else []
    said = " ".join(time[len(number) :])
    digits = time_digits(said) if _TIME.search(said) else ""
    return (" ".join([*label, *number]).strip(" :.,;"), digits) if label and digits else None
