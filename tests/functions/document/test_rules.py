"""Ruling lines in an image."""

from __future__ import annotations

import numpy as np
import pytest
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


WORDS = [Word("Maths", 0.9, left, top, 60, 20) for left in (60, 300) for top in (40, 240)]


def picture(colour: int = 255) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (420, 300), (colour, colour, colour))
    return image, ImageDraw.Draw(image)


@pytest.mark.parametrize("dash", [2, 4, 8])
def test_dashes_in_a_pale_colour_are_one_rule(dash: int) -> None:
    image, draw = picture()
    for x in range(30, 390, 2 * dash):
        draw.line((x, 150, x + dash - 1, 150), "#b0b0b0", 1)
    (rule,) = find_rules(np.asarray(image), WORDS, TEXT_HEIGHT)
    assert (rule.x0, rule.x1) == pytest.approx((30, 390), abs=TEXT_HEIGHT / 2)
    assert rule.y0 == pytest.approx(150, abs=2)


def test_a_hairline_shows_under_noise_that_no_single_pixel_of_it_stands_out_of() -> None:
    noise = np.random.default_rng(1).normal(225, 8, (300, 420, 1)).repeat(3, axis=2)
    noise[:, 210:212] -= 22
    (rule,) = find_rules(noise.clip(0, 255).astype(np.uint8), WORDS, TEXT_HEIGHT)
    assert not rule.horizontal
    assert rule.x0 == pytest.approx(210.5, abs=2)
    assert (rule.y0, rule.y1) == pytest.approx((0, 300), abs=TEXT_HEIGHT)


def test_noise_alone_has_no_rules() -> None:
    noise = np.random.default_rng(2).normal(225, 12, (300, 420, 3))
    assert find_rules(noise.clip(0, 255).astype(np.uint8), WORDS, TEXT_HEIGHT) == []


def test_the_borders_of_a_highlight_are_no_rules_but_those_of_a_cell_are() -> None:
    image, draw = picture()
    draw.rectangle((58, 38, 122, 62), "#ffff00")
    assert find_rules(np.asarray(image), WORDS, TEXT_HEIGHT) == []
    draw.rectangle((20, 20, 160, 80), outline="black", width=2)
    assert len(find_rules(np.asarray(image), WORDS, TEXT_HEIGHT)) == 4


def test_what_lies_far_off_all_words_is_not_the_table() -> None:
    image = Image.new("RGB", (900, 700), "white")
    bar(ImageDraw.Draw(image), 40, 390, 600)
    bar(ImageDraw.Draw(image), 40, 390, 150)
    (rule,) = find_rules(np.asarray(image), WORDS, TEXT_HEIGHT)
    assert rule.y0 == pytest.approx(150, abs=2)


def test_a_dotted_rule_close_above_words_is_whole() -> None:
    image, draw = picture()
    for x in range(30, 390, 4):
        draw.line((x, 156, x + 1, 156), "#909090", 1)
    words = [*WORDS, Word("Assembly", 0.9, 150, 160, 90, 20)]
    (rule,) = find_rules(np.asarray(image), words, TEXT_HEIGHT)
    assert (rule.x0, rule.x1) == pytest.approx((30, 390), abs=TEXT_HEIGHT / 2)
