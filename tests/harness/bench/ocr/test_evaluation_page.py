import json
import os
import subprocess
import sys

import pytest
from PIL import Image

from functions.evaluation.words import Box, PrintedWord
from harness.bench.ocr.evaluation_page import digest, load_folder, save_page
from harness.errors import HarnessError

WORDS = (PrintedWord("Maths", Box(1, 2, 31, 12), frozenset({"photo", "small"})), PrintedWord("PE", Box(40, 2, 50, 12)))


def image(folder, name, colour="white"):
    path = folder / name
    Image.new("RGB", (60, 20), colour).save(path)
    return path


def page(folder, colour="white", words=WORDS):
    save_page(Image.new("RGB", (60, 20), colour), folder / "monday.png", words)


def test_a_truth_that_was_saved_is_loaded_again(tmp_path):
    page(tmp_path)
    (loaded,) = load_folder(tmp_path)
    assert (loaded.name, loaded.words) == ("monday", WORDS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["monday.json", "monday.png"]


def test_images_without_a_truth_are_passed_over(tmp_path):
    image(tmp_path, "friday.png")
    page(tmp_path)
    assert [page.name for page in load_folder(tmp_path)] == ["monday"]


def test_what_our_reader_prints_is_a_truth_and_categories_of_a_page_hold_for_its_words(tmp_path):
    word = {"text": "Cafe\u0301", "confidence": 0.9, "left": 1, "top": 2, "width": 3, "height": 4}
    truth = image(tmp_path, "page.png").with_suffix(".json")
    result = {"text": "Café", "words": [word], "categories": ["photo"]}
    truth.write_text(json.dumps({"file": "page.png", "ok": True, "result": result}))
    (loaded,) = load_folder(tmp_path)
    assert loaded.words == (PrintedWord("Caf\u00e9", Box(1, 2, 4, 6), frozenset({"photo"})),)


def test_a_folder_without_truths_says_what_is_missing(tmp_path):
    image(tmp_path, "friday.png")
    with pytest.raises(HarnessError, match=r"holds no image with its truth beside it, as in `monday.jpg` and `monday"):
        load_folder(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", '{"words": [{"text": "Maths"}]}', '{"text": "Maths"}'])
def test_a_truth_of_another_form_is_refused_with_the_form_it_must_have(tmp_path, content):
    image(tmp_path, "page.png").with_suffix(".json").write_text(content)
    with pytest.raises(HarnessError, match=r"page.json is not the truth of a page .* it must hold"):
        load_folder(tmp_path)


def test_sets_differ_where_a_pixel_or_a_word_does(tmp_path):
    digests = []
    for colour, words in (("white", WORDS), ("white", WORDS), ("black", WORDS), ("black", WORDS[:1])):
        page(tmp_path, colour, words)
        digests.append(digest(load_folder(tmp_path)))
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


def test_a_set_is_the_same_in_another_process(tmp_path):
    page(tmp_path)
    script = (
        "import pathlib, sys; from harness.bench.ocr.evaluation_page import digest, load_folder; "
        "print(digest(load_folder(pathlib.Path(sys.argv[1]))))"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            text=True,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(digests) == 1
