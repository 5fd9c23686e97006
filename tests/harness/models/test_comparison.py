from __future__ import annotations

import io
from pathlib import Path

import pytest

from functions.shared.page import Word
from functions.shared.recognition import Reading
from harness.models.comparison import compared, figures, flat, read_by_both
from harness.models.versions import ModelVersions
from harness.sample import sample_image
from tests.harness.models.fake_stack import PACKAGED, FakeStack, hand_made


def reading(version: str, *texts: str) -> Reading:
    return Reading([], tuple(Word(text, 0.5, 0, 0, 1, 1) for text in texts), version, 1.0)


def test_nested_figures_get_dotted_names_and_lists_are_left_out() -> None:
    assert flat({"a": 1, "b": {"c": "x", "d": {"e": 0.5}}, "f": [1], "g": None}) == {"a": 1, "b.c": "x", "b.d.e": 0.5}


def test_the_same_words_are_no_difference() -> None:
    assert compared(reading("a", "Maths", "9:00"), reading("b", "Maths", "9:00"))["differences"] == []


def test_words_that_differ_stand_side_by_side() -> None:
    found = compared(reading("a", "Maths", "9:00", "Art"), reading("b", "Math5", "9:00"))
    assert found["differences"] == [{"a": ["Maths"], "b": ["Math5"]}, {"a": ["Art"], "b": []}]
    assert found["readings"]["a"]["words"] == 3
    assert found["confidence_drop"] == pytest.approx(1 - 9 / 12, abs=1e-4)


def test_two_versions_read_the_same_page_and_a_bad_file_has_its_error(tmp_path: Path) -> None:
    stack = FakeStack()
    versions = ModelVersions(stack, "ocr")
    versions.add(hand_made(tmp_path, "v2", calibration={"slope": 0.1, "offset": -3}))
    page, notes = tmp_path / "page.png", tmp_path / "notes.txt"
    page.write_bytes(io.BytesIO(sample_image()).getvalue())
    notes.write_text("no image")
    good, bad, missing = read_by_both(versions, [PACKAGED, "v2"], [page, notes, tmp_path / "none.png"])
    assert good["readings"][PACKAGED]["confidence"] > 0.9 > 0.5 > good["readings"]["v2"]["confidence"]
    assert good["confidence_drop"] > 0.4
    assert bad["error"]["type"] == "UnsupportedFile"
    assert "No such file" in missing["error"]["message"]
    both = figures(stack, versions, [PACKAGED, "v2"])
    assert (both["v2"]["calibration.slope"], both["v2"]["bytes"]) == (0.1, both[PACKAGED]["bytes"])
