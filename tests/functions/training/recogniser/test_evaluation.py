from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from functions.training.lines.line import Line, Material
from functions.training.lines.page_lines import HELD_OUT_SEEDS, PageSource
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.evaluation import held_out_page_batches, score


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
