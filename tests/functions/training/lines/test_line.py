from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from functions.shared.reading.strips import HEIGHT
from functions.training.alphabet import CHARACTERS
from functions.training.lines import line as module
from functions.training.lines.line import Material, line


@pytest.mark.parametrize("seed", range(3))
def test_a_seed_always_draws_the_same_line(seed: int, material: Material) -> None:
    first, second = line(seed, material), line(seed, material)
    assert first.text == second.text
    assert np.array_equal(first.strip, second.strip)


def test_seeds_draw_different_lines(material: Material) -> None:
    drawn = [line(seed, material) for seed in range(20)]
    assert len({each.strip.tobytes() for each in drawn}) == 20


def test_lines_are_strips_as_serving_cuts_them_with_text_that_the_model_can_read(material: Material) -> None:
    for seed in range(60):
        each = line(seed, material)
        assert each.strip.shape[0] == HEIGHT
        assert each.strip.dtype == np.uint8
        assert set(each.text) <= set(CHARACTERS)
        assert each.text == " ".join(each.text.split()) != ""


def test_ink_stands_out_from_paper(material: Material) -> None:
    strips = [line(seed, material).strip for seed in range(30)]
    assert all(np.ptp(strip.reshape(-1, 3), axis=0).max() > 40 for strip in strips)


def test_some_lines_are_pictures_that_say_nothing(
    material: Material, font_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "faces_with_symbols", lambda families: (font_file,))
    drawn = [line(seed, replace(material)) for seed in range(150)]
    wordless = [each for each in drawn if not each.text]
    assert 0 < len(wordless) < 15
    assert all(np.ptp(each.strip.reshape(-1, 3), axis=0).max() > 40 for each in wordless)
