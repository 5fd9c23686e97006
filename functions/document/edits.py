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


def edits(left: str, right: str) -> int:
    """How many letters inserted, dropped or changed make the words equal."""
    row = list(range(len(right) + 1))
    for number, letter in enumerate(left, 1):
        above, row = row, [number]
        for column, other in enumerate(right, 1):
            row.append(min(above[column - 1] + (letter != other), above[column] + 1, row[-1] + 1))
    return row[-1]
