"""Durations as Pulumi's custom timeouts write them: `1h30m`, `45s`, `250ms`."""

from __future__ import annotations

import re

_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ms|us|µs|ns|h|m|s)")


def seconds(text: str) -> float:
    """The length of a duration in seconds.

    Raises:
        ValueError: the text is no duration.
    """
    if _PART.sub("", text) or not text:
        raise ValueError(f"{text!r} is not a duration such as '10m' or '1h30m'")
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(text))
