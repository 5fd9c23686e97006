"""How nearly two texts are the same."""

from __future__ import annotations


def edit_distance(first: str, second: str) -> int:
    """Least number of characters to insert, delete or replace to make one text of the other (Levenshtein, 1966)."""
    if first == second:
        return 0
    previous = list(range(len(second) + 1))
    for row, character in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            replaced = previous[column - 1] + (character != other)
            current.append(min(previous[column] + 1, current[-1] + 1, replaced))
        previous = current
    return previous[-1]
