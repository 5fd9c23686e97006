"""Scores and the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from functions.pipeline import frozen_lines
from functions.pipeline.evaluate_model.gate import LARGEST_DIFFERENCE, MARGIN, MOST_BYTES, SLOWER, judge
from functions.pipeline.evaluate_model.scores import CategoryScore, ModelScore, accuracy, score
from functions.pipeline.frozen_lines import EvaluationLine

CHAMPION = ModelScore(
    version="v1",
    accuracy=0.95,
    categories={"clean": CategoryScore(120, 0.99), "photo": CategoryScore(120, 0.91)},
    seconds=0.01,
    bytes=4_000_000,
)
CANDIDATE = replace(CHAMPION, version="v2", accuracy=0.96)


def candidate(**changes: Any) -> ModelScore:
    return replace(CANDIDATE, **changes)


def test_a_model_that_is_as_good_everywhere_passes_and_its_gain_is_told() -> None:
    verdict = judge(CANDIDATE, CHAMPION, 0.9, 1e-5)
    assert verdict.passed
    assert verdict.reason == "accuracy 0.9600, +0.0100 against v1"


def falls(by: float) -> dict[str, CategoryScore]:
    return {**CHAMPION.categories, "photo": CategoryScore(120, 0.91 - by)}


@pytest.mark.parametrize(
    ("worse", "threshold", "parity", "reason"),
    [
        (candidate(), 0.96, 0, "accuracy 0.9600 is not above the threshold 0.96"),
        (candidate(), 1.01, 0, "is not above the threshold 1.01"),
        (candidate(categories=falls(MARGIN + 0.001)), 0.9, 0, r"'photo' fell from 0.9100 \(v1\) to 0.8990"),
        (candidate(seconds=0.0151), 0.9, 0, "a line takes 1.5 times as long as with v1"),
        (candidate(bytes=MOST_BYTES + 1), 0.9, 0, "bytes, more than 6,000,000"),
        (candidate(), 0.9, 0.0011, "ONNX differs from PyTorch by 0.0011"),
    ],
)
def test_whatever_is_wrong_with_a_model_is_told(
    worse: ModelScore, threshold: float, parity: float, reason: str
) -> None:
    verdict = judge(worse, CHAMPION, threshold, parity)
    assert not verdict.passed
    with pytest.raises(AssertionError, match=reason):
        raise AssertionError(verdict.reason)


def test_all_that_is_wrong_is_told_at_once() -> None:
    verdict = judge(candidate(bytes=MOST_BYTES + 1), CHAMPION, 1.01, 0)
    assert verdict.reason.count(";") == 1


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.1), st.floats(0.001, 0.1), st.floats(0, 0.01))
def test_the_gate_lets_through_only_what_holds_every_limit(
    right: float, threshold: float, by: float, seconds: float, parity: float
) -> None:
    judged = candidate(accuracy=right, categories=falls(by), seconds=seconds)
    if judge(judged, CHAMPION, threshold, parity).passed:
        assert right > threshold
        assert by <= MARGIN + 1e-9
        assert seconds <= SLOWER * CHAMPION.seconds
        assert parity <= LARGEST_DIFFERENCE


def test_accuracy_is_the_share_of_characters_that_are_right_spaces_aside() -> None:
    assert accuracy([("Maths", "Maths"), ("P E", "PE")]) == 1
    assert accuracy([("Mathz", "Maths"), ("Room 7", "Room 7")]) == pytest.approx(0.9)
    assert accuracy([("far too much", "a")]) == 0
    assert accuracy([]) == 1


def test_lines_are_scored_by_category_and_together() -> None:
    strip = np.zeros((48, 60, 3), np.uint8)
    lines = [EvaluationLine(strip, text, kind) for text, kind in (("ab", "clean"), ("cd", "photo"), ("ef", "photo"))]

    def read(strips: Sequence[NDArray[np.uint8]]) -> list[str]:
        assert len(strips) == 3
        return ["ab", "cd", "e"]

    scored = score("v2", 10, read, lines)
    assert scored.categories == {"clean": CategoryScore(1, 1.0), "photo": CategoryScore(2, 0.75)}
    assert scored.accuracy == pytest.approx(5 / 6)
    assert scored.to_dict() == {
        "version": "v2",
        "accuracy": 0.8333,
        "categories": {"clean": 1.0, "photo": 0.75},
    }


def test_the_frozen_lines_have_as_many_of_each_category_and_the_height_that_models_take() -> None:
    lines = frozen_lines.load()
    counts = {kind: sum(line.category == kind for line in lines) for kind in {line.category for line in lines}}
    assert counts == dict.fromkeys(("clean", "drawn", "photo", "scan", "screen"), 120)
    assert {line.strip.shape[0] for line in lines} == {48}
    assert all(line.text.strip() for line in lines)


def test_lines_are_read_back_as_they_were_saved(tmp_path: Any) -> None:
    shades = np.tile(np.linspace(0, 255, 64, dtype=np.uint8)[None, :, None], (48, 1, 3))
    frozen_lines.save([EvaluationLine(shades, "Größe", "scan")], tmp_path / "lines.zip")
    (line,) = frozen_lines.load(tmp_path / "lines.zip")
    assert (line.text, line.category) == ("Größe", "scan")
    assert np.abs(line.strip.astype(int) - shades).max() < 8
