"""Placed characters become words, and only text layers that show the page are trusted."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading.glyphs import Glyph, plain, trustworthy, words_of

SIZE = 10.0


def typeset(text: str, spacing: float = 0.0) -> list[Glyph]:
    """The text on one line, each character half as wide as its size."""
    step = SIZE * (0.5 + spacing)
    return [
        Glyph(letter, step * i, 0.0, step * i + SIZE / 2, SIZE, step * i, SIZE * 0.8, 0.0, SIZE)
        for i, letter in enumerate(text)
    ]


@given(st.lists(st.text("abcXYZ019", min_size=1, max_size=8), min_size=1, max_size=6))
def test_words_are_what_spaces_part(texts: list[str]) -> None:
    assert [word.text for word in words_of(typeset(" ".join(texts)), 1)] == texts


@pytest.mark.parametrize(("spacing", "expected"), [(0.1, ["Art"]), (0.3, ["A", "r", "t"])])
def test_wide_gaps_part_words_without_spaces(spacing: float, expected: list[str]) -> None:
    assert [word.text for word in words_of(typeset("Art", spacing), 1)] == expected


def test_a_change_of_direction_parts_words() -> None:
    glyphs = typeset("Ar")
    glyphs[1] = replace(glyphs[1], angle=math.pi / 2)
    assert [word.text for word in words_of(glyphs, 1)] == ["A", "r"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("o\ufb03ce", "office"), ("Geo\u00adgraphy", "Geography"), ("Mon\x02", "Mon-"), ("\ue000\ufffd", ""), ("é", "é")],
)
def test_plain_text_has_no_typesetting_in_it(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_trusts_painted_text_with_known_characters() -> None:
    assert trustworthy(typeset("Monday Tuesday Wednesday"))


@pytest.mark.parametrize("change", [{"visible": False}, {"reliable": False}, {"text": "\ufffd"}])
def test_mistrusts_text_that_is_hidden_or_unknown(change: dict[str, Any]) -> None:
    assert not trustworthy([replace(glyph, **change) for glyph in typeset("Monday Tuesday Wednesday")])
