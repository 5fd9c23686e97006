"""How well a model reads the evaluation's lines, and how fast. Pure but for the model."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.pipeline.frozen_lines import EvaluationLine
from functions.shared.edit_distance import edit_distance

Read = Callable[[Sequence[NDArray[np.uint8]]], list[str]]


@dataclass(frozen=True)
class CategoryScore:
    """Of the lines of a category: how many, and the share of characters that are right."""

    lines: int
    accuracy: float


@dataclass(frozen=True)
class ModelScore:
    """How well a model does.

    Attributes:
        version: its name.
        accuracy: share of all characters that are right: 1 less the character error rate, spaces aside, at least 0.
        categories: the same by category.
        seconds: to read a line.
        bytes: size of its files.
    """

    version: str
    accuracy: float
    categories: dict[str, CategoryScore]
    seconds: float
    bytes: int

    def to_dict(self) -> dict[str, Any]:
        """As the execution's history shows it."""
        categories = {name: round(score.accuracy, 4) for name, score in self.categories.items()}
        return {"version": self.version, "accuracy": round(self.accuracy, 4), "categories": categories}


def score(version: str, size: int, read: Read, lines: Sequence[EvaluationLine]) -> ModelScore:
    """Reads all lines and scores them.

    Args:
        version, size: of the model, for the record; the size in bytes.
        read: what the model reads on strips.
        lines: at least one.
    """
    strips = [line.strip for line in lines]
    started = time.process_time()
    texts = read(strips)
    seconds = (time.process_time() - started) / len(lines)
    categories = {}
    for name in sorted({line.category for line in lines}):
        held = [(text, line.text) for text, line in zip(texts, lines, strict=True) if line.category == name]
        categories[name] = CategoryScore(len(held), accuracy(held))
    total = accuracy([(text, line.text) for text, line in zip(texts, lines, strict=True)])
    return ModelScore(version, total, categories, seconds, size)


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Share of characters read right, 0 to 1, spaces aside.

    Args:
        pairs: of what was read and what stands there.
    """
    closed = [(read.replace(" ", ""), truth.replace(" ", "")) for read, truth in pairs]
    characters = sum(len(truth) for _, truth in closed)
    errors = sum(edit_distance(read, truth) for read, truth in closed)
    return max(0.0, 1 - errors / max(characters, 1))
