"""Character errors, whatever order a page is read in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from functions.evaluation.places import Place
from functions.shared.edit_distance import edit_distance


@dataclass(frozen=True)
class CharacterErrors:
    """Errors counted in characters; sums of them are sums over pages.

    Attributes:
        errors: characters to insert, delete or replace.
        printed: characters of the truth, spaces not counted.
    """

    errors: int = 0
    printed: int = 0

    @property
    def rate(self) -> float:
        """Errors per character of the truth; more than 1 is possible, where more is invented than printed."""
        return self.errors / self.printed if self.printed else float(bool(self.errors))

    def __add__(self, other: CharacterErrors) -> CharacterErrors:
        return CharacterErrors(self.errors + other.errors, self.printed + other.printed)


def character_errors(places: Iterable[Place]) -> CharacterErrors:
    """The order-free character errors of places: the edit distances of what was read there from what stands there.

    What is read where nothing stands costs each of its characters, and so does what is not read at all. Words that are
    read as one, or apart, cost a character for each space.
    """
    errors = printed = 0
    for place in places:
        errors += edit_distance(place.printed_text, place.read_text)
        printed += sum(len(word.text.replace(" ", "")) for word in place.printed)
    return CharacterErrors(errors, printed)
