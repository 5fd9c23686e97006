"""Counts what timetables say, character by character, and writes the language model that reading uses.

The lines are those that the recogniser is trained on, and those of drawn pages in words and layouts to train on.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from functions.shared.reading.language import CHARACTERS, EDGE, NGRAMS, ORDER, STEP, packed
from functions.training.fonts import FontFamily
from functions.training.lines.texts import text
from functions.training.lines.words import Words
from functions.training.pages.families import TRAINING_FAMILIES
from functions.training.pages.generator import generate

LINES, PAGES = 250_000, 600
# Longer n-grams that were seen less often than this say little: they are left out.
_SEEN = 3
_PRUNED_FROM = 3

Counts = dict[tuple[int, ...], int]


def lines_to_learn(words: Words, families: Sequence[FontFamily], lines: int, pages: int) -> Iterator[str]:
    """Lines as they are printed, always the same for the same words and families."""
    for seed in range(lines):
        yield text(random.Random(seed), words)  # noqa: S311 (texts hold no secrets)
    for seed in range(pages):
        page = generate(seed, families, families=list(TRAINING_FAMILIES), distortion="clean", held_out=False)
        by_line: dict[int, list[str]] = defaultdict(list)
        for word in page.words:
            by_line[word.line].append(word.text)
        yield from map(" ".join, by_line.values())


def counted(lines: Iterable[str], symbols: Mapping[str, int]) -> Counts:
    """How often each n-gram up to ORDER stands in the lines, whose edges count as symbols."""
    counts = Counter[tuple[int, ...]]()
    for line in lines:
        row = (EDGE, *(symbols[character] for character in line), EDGE)
        for length in range(1, ORDER + 1):
            counts.update(row[start : start + length] for start in range(len(row) - length + 1))
    return {ngram: count for ngram, count in counts.items() if len(ngram) < _PRUNED_FROM or count >= _SEEN}


def write(counts: Counts, characters: Sequence[str], directory: Path) -> int:
    """Writes the model of these counts; returns how many n-grams it has.

    Args:
        characters: symbol i is characters[i - 1].
    """
    total, kinds = Counter[tuple[int, ...]](), Counter[tuple[int, ...]]()
    for ngram, count in counts.items():
        total[ngram[:-1]] += count
        kinds[ngram[:-1]] += 1
    chances: dict[tuple[int, ...], float] = {}
    for ngram in sorted(counts, key=len):
        history = ngram[:-1]
        shorter = chances[ngram[1:]] if history else 1 / (len(characters) + 1)
        chances[ngram] = (counts[ngram] + kinds[history] * shorter) / (total[history] + kinds[history])
    retreats = {history: kinds[history] / (total[history] + kinds[history]) for history in total if history}
    directory.mkdir(parents=True, exist_ok=True)
    ngrams, costs = _arrays(chances)
    histories, forgotten = _arrays(retreats)
    np.savez_compressed(directory / NGRAMS, ngrams=ngrams, costs=costs, histories=histories, retreats=forgotten)
    (directory / CHARACTERS).write_text(json.dumps(list(characters), ensure_ascii=False) + "\n", encoding="utf-8")
    return len(ngrams)


def _arrays(chances: Mapping[tuple[int, ...], float]) -> tuple[np.ndarray, np.ndarray]:
    """Packed keys in rising order, and the negative logarithms of their values, in STEP."""
    rows = sorted((packed(key), min(255, round(-math.log(chance) / STEP))) for key, chance in chances.items())
    return np.array([key for key, _ in rows], np.uint64), np.array([cost for _, cost in rows], np.uint8)
