"""What stands on a page that someone labelled. Pure.

Beside `page.png` lies `page.json`: `{"lines": [{"text": "Maths", "box": [left, top, right, bottom]}]}`, in pixels of
the page, each line with `"rotation"` (0, 90, 180 or 270 degrees clockwise) where it is turned.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from functions.shared.reading.boxes import Box

LONGEST = 200  # characters of a line
MOST_LINES = 5000
ROTATIONS = (0, 90, 180, 270)


class LabelError(ValueError):
    """A label is not what it must be."""


@dataclass(frozen=True)
class LabelledLine:
    """A line of text, where it stands, and by how many quarters it is turned clockwise."""

    text: str
    box: Box
    quarter_turns: int = 0


def parse_label(data: bytes, width: int, height: int, characters: Collection[str]) -> tuple[LabelledLine, ...]:
    """The lines of a label file.

    Args:
        data: JSON.
        width, height: of its page, in pixels.
        characters: that the model tells apart.

    Raises:
        LabelError: the file is malformed, or does not fit the page; the message says what is wrong first.
    """
    try:
        value = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise LabelError(f"is no JSON: {error}") from error
    lines = value.get("lines") if isinstance(value, dict) else None
    if not isinstance(lines, list) or not 0 < len(lines) <= MOST_LINES:
        raise LabelError(f"must have a list 'lines' of 1 to {MOST_LINES} lines")
    return tuple(_line(number, entry, width, height, characters) for number, entry in enumerate(lines, 1))


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _line(number: int, entry: Any, width: int, height: int, characters: Collection[str]) -> LabelledLine:
    described: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    text, box, rotation = described.get("text"), described.get("box"), described.get("rotation", 0)
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise LabelError(f"line {number}: 'text' must be 1 to {LONGEST} characters, not {text!r:.60}")
    unknown = sorted({character for character in text if character not in characters})
    if unknown:
        raise LabelError(f"line {number}: the model does not know {' '.join(map(repr, unknown))}")
    if rotation not in ROTATIONS:
        raise LabelError(f"line {number}: 'rotation' must be 0, 90, 180 or 270, not {rotation!r:.60}")
    return LabelledLine(" ".join(text.split()), _box(number, box, width, height), rotation // 90)


def _box(number: int, given: Any, width: int, height: int) -> Box:
    numbers = given if isinstance(given, list) and all(type(side) in (int, float) for side in given) else []
    if len(numbers) != 4:
        raise LabelError(f"line {number}: 'box' must be [left, top, right, bottom], not {given!r:.60}")
    left, top, right, bottom = numbers
    if min(left, top) < 0 or right > width or bottom > height or min(right - left, bottom - top) < 1:
        raise LabelError(f"line {number}: the box {numbers} is empty or not on the page of {width} x {height} pixels")
    return Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
