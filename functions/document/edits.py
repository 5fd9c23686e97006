"""How nearly two words are the same."""

from __future__ import annotations


def within_one_edit(left: str, right: str) -> bool:
    """True where one letter inserted, dropped, changed, or two neighbours exchanged make the words equal."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
