"""What was read wrongly: truth and reading side by side, sorted into kinds that have different cures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from functions.evaluation.places import Place
from functions.evaluation.words import Box
from functions.shared.edit_distance import edit_distance

_DASHES = re.compile("[‐‑‒–—−-]")
_QUOTES = re.compile("[‘’'`´“”\"]")
_PUNCTUATION = re.compile(r"[^\w\s]")


@dataclass(frozen=True)
class Mistake:
    """One place that was read wrongly.

    Attributes:
        kind: the first of KINDS that explains it.
        printed, read: what stands there and what was read; one may be empty.
        errors: how many characters differ.
        box: around the place, in pixels.
        categories: of the words printed there.
    """

    kind: str
    printed: str
    read: str
    errors: int
    box: Box
    categories: frozenset[str]


def mistakes(places: Iterable[Place]) -> list[Mistake]:
    """The mistakes in places, in their order."""
    found = []
    for place in places:
        printed, read = place.printed_text, place.read_text
        if printed != read:
            distance = edit_distance(printed, read)
            found.append(Mistake(kind(printed, read), printed, read, distance, place.box, place.categories))
    return found


def kind(printed: str, read: str) -> str:
    """What sort of mistake it is to read one text as the other."""
    if not read:
        return "missed"
    if not printed:
        return "invented"
    for name, essence in _ESSENCES.items():
        if essence(printed) == essence(read):
            return name
    return "misread"


def _typeset(text: str) -> str:
    return _QUOTES.sub("'", _DASHES.sub("-", text))


def _without_spaces(text: str) -> str:
    return text.replace(" ", "")


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _without_punctuation(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text).split())


# A mistake is of the first kind under which both texts are the same.
_ESSENCES: dict[str, Callable[[str], object]] = {
    "dash or quote": _typeset,
    "split or joined": _without_spaces,
    "order": lambda text: sorted(text.split()),
    "case": str.casefold,
    "accent": _without_accents,
    "punctuation": _without_punctuation,
    "punctuation and spaces": lambda text: _without_spaces(_without_punctuation(text)),
}
KINDS = ("missed", "invented", *_ESSENCES, "misread")
