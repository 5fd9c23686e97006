"""Legends: bell times of periods and breaks listed beside a timetable that only numbers its periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from functions.document.geometry import Interval
from functions.document.rulers import Slot, period_key
from functions.document.times import find_times

_NUMBER = r"(?:period|lesson|session|per\.?|p|l|s)?\s*[\dIl|]{1,2}"
_LABEL = re.compile(rf"^\s*({_NUMBER}|[A-Za-z][A-Za-z/&' ]{{2,24}}?)\s*[:=.–—-]?\s*$", re.I)


def find_legend(texts: Sequence[str]) -> dict[str, Slot]:
    """Times of periods and breaks ("Period 1: 9.00 – 10.00", or the time first), by number or lower-case name.

    Args:
        texts: lines of the page outside the timetable; an entry may run on from one to the next.
    """
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
        label = _LABEL.match(text.strip(" ,;|"))
        if label:
            return label.group(1).strip()
    return None
