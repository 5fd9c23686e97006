"""What the worker of every reader says of a page."""

from __future__ import annotations

from typing import Any, TypedDict


class Found(TypedDict):
    """What was read.

    Attributes:
        timetable: in the contract's shape; None where none was found.
        refused: why, or None.
        cells: of the tables, as corners clockwise, in pixels of the file; of its first page.
        words_processor: seconds of processor time that the words took; the rest is for the timetable.
    """

    timetable: dict[str, Any] | None
    refused: str | None
    cells: list[list[tuple[float, float]]]
    words_processor: float
