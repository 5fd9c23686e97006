import json
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from functions.evaluation.words import Box, PrintedWord
from harness.bench.ocr import readers
from harness.bench.ocr.evaluation_page import save_page
from harness.bench.reader_process import ReaderProgram
from harness.cli import application, output


@pytest.fixture
def folder(tmp_path):
    """A page with two words, one of which its truth spells differently."""
    image, font = Image.new("RGB", (400, 120), "white"), ImageFont.load_default(32)
    pencil = ImageDraw.Draw(image)
    words = []
    for left, text, truth in ((20, "Swimming", "Swimming"), (220, "Music", "Magic")):
        pencil.text((left, 40), text, "black", font)
        words.append(PrintedWord(truth, Box(*pencil.textbbox((left, 40), text, font))))
    save_page(image, tmp_path / "page.png", words)
    return tmp_path


@pytest.fixture
def run(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HARNESS_HOME", str(tmp_path / "home"))

    def run(*options):
        monkeypatch.setattr("sys.argv", ["harness", "bench", "ocr", "--folder", str(folder), *options])
        code = application.main()
        return code, capsys.readouterr().out

    return run


def test_our_reader_is_measured_on_a_folder_of_the_user(run):
    code, out = run("--json", "--errors")
    answer = json.loads(out)
    (reader,) = answer["readers"]
    assert code == 0
    assert (answer["set"]["pages"], answer["set"]["words"]) == (1, 2)
    assert reader["name"] == "ai-pipeline"
    assert reader["pages"]["page"]["f1"] == 0.5
    assert answer["errors"] == [{"page": "page", "kind": "misread", "printed": "Magic", "read": "Music"}]
    assert {"word F1", "order-free CER", "a page", "first result", "peak memory"} <= {
        figure["name"] for figure in reader["figures"]
    }


def test_people_see_the_figures_beside_their_goals_and_the_errors(run):
    code, out = run("--errors")
    assert code == 0
    assert "pages: 1, words: 2, set: " in out
    assert "≥ 99.0%" in out
    assert "Magic" in out
    assert "Music" in out


def test_a_folder_without_truths_is_refused_with_the_cure(run, folder):
    (folder / "page.json").unlink()
    code, out = run("--json")
    assert code == 1
    assert "holds no image with its truth beside it" in json.loads(out)["error"]["message"]


def test_a_peer_that_breaks_is_left_out_and_named(run, monkeypatch):
    broken = ReaderProgram("a peer", Path(sys.executable), "no.such.module")
    monkeypatch.setattr(readers, "peers", lambda settings, report: iter([broken]))
    told = []
    monkeypatch.setattr(output, "report", told.append)
    code, answer = run("--peers", "--json")
    assert code == 0
    assert [reader["name"] for reader in json.loads(answer)["readers"]] == ["ai-pipeline"]
    assert any(line.startswith("a peer is left out: a peer ended with exit code 1") for line in told)
