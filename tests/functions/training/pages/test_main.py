"""The command that draws pages for people to look at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from functions.training.fonts import FontFamily
from functions.training.pages import __main__ as command


def test_writes_each_page_its_truth_and_a_contact_sheet(
    tmp_path: Path, fonts: Sequence[FontFamily], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "all_families", lambda: fonts)
    monkeypatch.setattr(command, "split", lambda families: (families, families))
    arguments = ["--count", "2", "--out", str(tmp_path), "--family", "rows", "--distortion", "clean", "--seed", "5"]
    assert command.main(arguments) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "00005-rows-clean.json",
        "00005-rows-clean.png",
        "00006-rows-clean.json",
        "00006-rows-clean.png",
        "contact-sheet.png",
    ]
    truth = json.loads((tmp_path / "00005-rows-clean.json").read_text())
    assert truth["family"] == "rows" and truth["timetable"]["timeblocks"] and truth["words"][0]["text"]
    with Image.open(tmp_path / "contact-sheet.png") as sheet:
        assert sheet.width == command.COLUMNS * command.THUMBNAIL[0]
