from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.training.lines.line import Line, Material
from functions.training.lines.page_lines import HELD_OUT_SEEDS, PageSource
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.evaluation import distance, held_out_page_batches, score

WORDS = st.text("ab ", max_size=6)


@pytest.mark.parametrize(
    ("found", "truth", "edits"),
    [("", "", 0), ("1 1:15", "11:15", 1), ("FR", "FRI", 1), ("9.00", "9:00", 1), ("", "ab", 2)],
)
def test_distance_counts_edits(found: str, truth: str, edits: int) -> None:
    assert distance(found, truth) == edits


@given(WORDS, WORDS, WORDS)
def test_distance_is_a_metric(first: str, second: str, third: str) -> None:
    assert (distance(first, second) == 0) == (first == second)
    assert distance(first, second) == distance(second, first)
    assert distance(first, third) <= distance(first, second) + distance(second, third)


def test_a_score_tells_lines_wrong_in_spaces_alone_from_others() -> None:
    found = score([("Maths", "Maths"), ("1 1:15", "11:15"), ("FR", "FRI"), ("P E", "P E")])
    assert (found.lines, found.exact, found.spaceless) == (4, 0.5, 0.75)
    assert found.cer == pytest.approx(2 / 16)


def test_lines_of_pages_are_cut_out_of_held_out_seeds(material: Material) -> None:
    class Pages(PageSource):
        def lines(self, seed: int) -> list[Line]:
            return [Line(np.full((48, 30, 3), 255, dtype=np.uint8), str(seed))]

    source = Pages(material.families, Path("unused.onnx"), held_out=True)
    (batch,) = held_out_page_batches(source, Alphabet("0123456789"), pages=3)
    assert [int(text) in HELD_OUT_SEEDS for text in batch.texts] == [True] * 3
