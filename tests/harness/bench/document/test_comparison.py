"""What is measured of a reader of timetables."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from functions.evaluation.counts import Counts
from harness.bench.document.comparison import Comparison
from harness.bench.document.evaluation_page import EvaluationPage
from harness.bench.reader_process import Answer, Answers
from harness.cli.bench_document_tables import errors_table, figures_table, layouts_table, reliability_table

CELL = ((0.0, 0.0), (90.0, 0.0), (90.0, 40.0), (0.0, 40.0))


def timetable(*names: str, confidence: float = 0.9) -> dict[str, Any]:
    blocks = [{"day": "Friday", "name": name, "startTime": "09:00", "endTime": "10:00"} for name in names]
    return {"timeblocks": blocks, "confidence": confidence, "className": "4M"}


def page(name: str, distortion: str, *names: str) -> EvaluationPage:
    return EvaluationPage(name, Path(name), timetable(*names), "rows", distortion, (CELL,), ((45.0, 20.0),))


def answer(found: dict[str, Any] | None, cells: object = ()) -> Answer:
    return Answer({"timetable": found, "refused": None, "cells": cells, "words_processor": 0.3}, 0.8, 0.5)


@pytest.fixture
def comparison() -> Comparison:
    pages = [page("one", "clean", "Maths"), page("two", "photo", "Art", "Music"), page("three", "screen", "PE")]
    failed = Answer(None, 0.1, 0.1, "ValueError: no")
    files = (answer(timetable("Maths"), [CELL]), answer(timetable("Art", "Musk")), failed)
    return Comparison.of("reader", pages, Answers(2.0, 1.0, files, 200_000_000))


def test_goals_are_for_clean_pages_and_photographed_ones(comparison: Comparison) -> None:
    figures = {figure.name: figure for figure in comparison.figures()}
    assert figures["block F1, clean"].value == 1.0
    assert figures["block F1, clean"].reached
    assert figures["block F1, photos"].value == pytest.approx(2 / 5)
    assert figures["block F1, photos"].reached is False
    assert figures["peak memory"].reached


def test_a_page_on_which_a_reader_failed_is_one_without_a_timetable(comparison: Comparison) -> None:
    assert comparison.group("rows", "screen").blocks == Counts(0, 1, 0)
    assert comparison.failures == {"three": "ValueError: no"}
    assert comparison.total.cells == Counts(1, 3, 1)


def test_only_what_comes_after_the_words_is_counted_for_the_timetable(comparison: Comparison) -> None:
    (after,) = (figure for figure in comparison.figures() if figure.name == "of it after the words")
    assert after.runs == pytest.approx((0.2, 0.2))


def test_programs_are_told_every_layout_and_page(comparison: Comparison) -> None:
    said = comparison.to_dict()
    assert [(group["layout"], group["distortion"]) for group in said["groups"]] == [
        ("rows", "clean"),
        ("rows", "photo"),
        ("rows", "screen"),
    ]
    assert said["pages"]["two"]["blocks"] == {"f1": 0.5, "matched": 1, "printed": 2, "read": 2}
    assert said["reliability"] == [{"blocks": 3, "confidence": 0.9, "right": 0.6667}]


def test_mistakes_are_listed_page_by_page(comparison: Comparison) -> None:
    assert [(error["page"], error["kind"], error["name"]) for error in comparison.errors()] == [
        ("two", "missed", "Music"),
        ("two", "made up", "Musk"),
        ("three", "missed", "PE"),
    ]


def test_people_see_goals_layouts_and_mistakes(comparison: Comparison) -> None:
    printed = StringIO()
    console = Console(width=200, file=printed)
    for table in (
        figures_table([comparison]),
        layouts_table("block F1", comparison, lambda score: score.blocks),
        reliability_table(comparison),
        errors_table(comparison),
    ):
        console.print(table)
    text = printed.getvalue()
    assert "≥ 97.0%" in text
    assert "100.0% ✓" in text
    assert "made up" in text
    assert text.count("rows") == 1
