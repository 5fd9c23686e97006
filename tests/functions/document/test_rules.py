"""Ruling lines in an image."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from functions.document.rules import find_rules
from functions.shared.page import Word

TEXT_HEIGHT = 20.0


def bar(draw: ImageDraw.ImageDraw, left: float, right: float, y: float) -> None:
    draw.line((left, y, right, y), "black", 2)


def test_edges_of_letters_are_no_rules_though_some_stick_out_of_their_words() -> None:
    image = Image.new("RGB", (400, 100), "white")
    bar(ImageDraw.Draw(image), 95, 225, 50)
    words = [Word("Comprehension", 0.9, 100, 38, 120, 24)]
    assert find_rules(np.asarray(image), words, TEXT_HEIGHT) == []


def test_a_rule_ends_where_it_runs_into_a_word() -> None:
    image = Image.new("RGB", (400, 100), "white")
    bar(ImageDraw.Draw(image), 20, 250, 50)
    words = [Word("Maths", 0.9, 200, 38, 60, 24)]
    (rule,) = find_rules(np.asarray(image), words, TEXT_HEIGHT)
    assert (rule.x0, rule.horizontal) == (20, True)
    assert abs(rule.x1 - 200) < 5


def test_a_rule_behind_a_word_stays_whole() -> None:
    image = Image.new("RGB", (400, 100), "white")
    bar(ImageDraw.Draw(image), 20, 380, 50)
    words = [Word("Maths", 0.9, 200, 38, 60, 24)]
    (rule,) = find_rules(np.asarray(image), words, TEXT_HEIGHT)
    assert (rule.x0, rule.x1) == (20, 381)
