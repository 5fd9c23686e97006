"""Pages to compare readers of timetables on."""

import json
from pathlib import Path

import pytest
from PIL import Image

from harness.bench.document.evaluation_page import digest, load_folder
from harness.errors import HarnessError

BLOCK = {"day": "Monday", "name": "Maths", "startTime": "09:00", "endTime": None, "notes": None}


def page(folder: Path, name: str, truth: object) -> None:
    Image.new("RGB", (40, 30)).save(folder / f"{name}.png")
    (folder / f"{name}.json").write_text(json.dumps(truth))


def test_a_folder_gives_its_files_that_have_a_truth(tmp_path: Path) -> None:
    page(tmp_path, "b", {"timeblocks": [BLOCK]})
    page(tmp_path, "a", {"timeblocks": [], "className": "4M"})
    Image.new("RGB", (40, 30)).save(tmp_path / "c.png")
    pages = load_folder(tmp_path)
    assert [one.name for one in pages] == ["a", "b"]
    assert pages[1].timetable == {"timeblocks": [BLOCK]}
    assert pages[1].cells is None


def test_a_folder_without_truths_is_refused_with_an_example(tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match=r"holds no image or PDF with its truth beside it, as in `4M.jpg` and"):
        load_folder(tmp_path)


@pytest.mark.parametrize(
    ("truth", "why"),
    [({"words": []}, "KeyError: 'timeblocks'"), ({"timeblocks": [{"day": "Monday"}]}, "a block lacks name")],
)
def test_a_truth_of_another_form_is_refused_with_what_it_lacks(tmp_path: Path, truth: object, why: str) -> None:
    page(tmp_path, "a", truth)
    with pytest.raises(HarnessError, match=rf"a.json is not the truth of a timetable \({why}\); it must hold"):
        load_folder(tmp_path)


def test_another_truth_makes_another_set(tmp_path: Path) -> None:
    page(tmp_path, "a", {"timeblocks": [BLOCK]})
    before = digest(load_folder(tmp_path))
    assert digest(load_folder(tmp_path)) == before
    page(tmp_path, "a", {"timeblocks": [{**BLOCK, "name": "Art"}]})
    assert digest(load_folder(tmp_path)) != before
