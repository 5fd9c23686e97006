"""What the worker of every reader says of a page."""

from __future__ import annotations

from typing import TypedDict


class Text(TypedDict):
    """What was read: a word, or a line where the reader tells no words apart; the box in pixels."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float
