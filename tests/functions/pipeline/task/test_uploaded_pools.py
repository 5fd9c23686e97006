from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from functions.pipeline.task.uploaded_pools import SHARE, UploadedPools
from functions.training.alphabet import CHARACTERS
from functions.training.lines.line import Line
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import Pools, collate

ALPHABET = Alphabet(CHARACTERS)
STRIP = np.zeros((48, 64, 3), np.uint8)
DRAWN = Line(STRIP, "drawn")


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pools of one drawn line each: what is drawn is tested elsewhere."""
    monkeypatch.setattr(Pools, "__getitem__", lambda pools, number: [collate([DRAWN], ALPHABET)])


def texts(uploaded: list[str], number: int, seed: int = 0) -> list[str]:
    nothing: Any = None
    lines = [Line(STRIP, text) for text in uploaded]
    pools = UploadedPools(nothing, ALPHABET, seed, nothing, lines)
    return [text for batch in pools[number] for text in batch.texts]


def test_labelled_lines_stand_among_drawn_ones() -> None:
    assert sorted(texts(["Art", "Maths"], 0)) == ["Art", "Maths", "drawn"]


def test_of_many_labelled_lines_each_pool_has_others_always_the_same() -> None:
    many = [f"Room {number}" for number in range(1000)]
    first, second = texts(many, 0), texts(many, 1)
    assert len(first) == len(second) == SHARE + 1
    assert set(first) != set(second)
    assert texts(many, 0) == first
    assert set(texts(many, 0, seed=1)) != set(first)


def test_without_labelled_lines_pools_are_as_they_are_drawn() -> None:
    assert texts([], 0) == ["drawn"]
