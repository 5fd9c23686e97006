import json

import pytest

from functions.evaluation.words import Box, PrintedWord, ReadText
from harness.bench.ocr.comparison import Comparison, mistakes_by_kind
from harness.bench.ocr.evaluation_page import EvaluationPage
from harness.bench.ocr.process import PageReading, Run

MATHS, ART = Box(0, 0, 50, 10), Box(60, 0, 90, 10)


@pytest.fixture
def comparison(tmp_path):
    printed = (PrintedWord("Maths", MATHS, frozenset({"photo"})), PrintedWord("Art", ART))
    pages = [EvaluationPage(name, tmp_path / f"{name}.png", printed) for name in ("good", "bad", "failed")]
    right, wrong = ReadText("Maths", MATHS, 0.9), ReadText("Moths", MATHS, 0.6)
    art = ReadText("Art", ART, 0.9)
    readings = (
        PageReading((right, art), 0.5, 0.4),
        PageReading((wrong, art), 0.7, 0.5),
        PageReading((), 0.1, 0.1, "ValueError: no page"),
    )
    return Comparison.of("ours", pages, Run(0.8, 0.7, readings, 250_000_000), 106_000_000)


def test_a_page_that_a_reader_fails_on_counts_as_empty_and_is_named(comparison):
    assert comparison.failures == {"failed": "ValueError: no page"}
    assert comparison.scores[2].total.words.recall == 0


def test_figures_are_of_all_words_and_of_the_median_page(comparison):
    figures = {figure.name: figure for figure in comparison.figures()}
    assert figures["word F1"].value == pytest.approx(2 * 3 / (6 + 4))
    assert figures["order-free CER"].value == pytest.approx((1 + 8) / 24)
    assert (figures["a page"].value, figures["a page"].processor) == (0.5, 0.4)
    assert [name for name, figure in figures.items() if figure.reached] == [
        "a page",
        "first result",
        "peak memory",
        "package, unzipped",
    ]


def test_everything_is_said_in_json(comparison):
    answer = json.loads(json.dumps(comparison.to_dict()))
    assert answer["categories"]["photo"] == {"words": 3, "f1": 0.4, "precision": 0.5, "recall": 0.3333, "cer": 0.4}
    assert answer["pages"]["good"]["f1"] == 1
    assert answer["mistakes"] == {
        "missed": {"mistakes": 2, "characters": 8},
        "misread": {"mistakes": 1, "characters": 1},
    }
    assert answer["failures"] == {"failed": "ValueError: no page"}
    assert answer["reliability"][0] == {"words": 1, "confidence": 0.6, "right": 0.0}
    assert answer["calibration_error"] == pytest.approx(0.225)


def test_mistakes_are_counted_by_kind_the_costliest_first(comparison):
    assert list(mistakes_by_kind(comparison.total.mistakes)) == ["missed", "misread"]


def test_a_reader_that_nobody_weighed_has_no_such_figure(comparison):
    peer = Comparison.of("peer", comparison.pages, comparison.run)
    assert "package, unzipped" not in {figure.name for figure in peer.figures()}
