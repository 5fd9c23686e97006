"""The language model: how likely characters are after those before them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading.language import BITS, EDGE, ORDER, LanguageModel, extended, packed, without_oldest
from functions.training.language import counted, write

CHARACTERS = tuple("abcx ")
SYMBOLS = {character: symbol for symbol, character in enumerate(CHARACTERS, start=1)}


def made(lines: Iterable[str], directory: Path) -> LanguageModel:
    write(counted(lines, SYMBOLS), CHARACTERS, directory)
    return LanguageModel.load(directory)


def chance(model: LanguageModel, before: str, character: str) -> float:
    history = packed([EDGE, *map(model.symbol, before)][-(ORDER - 1) :])
    return math.exp(model.log_probability(history, model.symbol(character)))


def test_what_was_often_seen_after_a_history_is_likelier(tmp_path: Path) -> None:
    model = made(["abc"] * 9 + ["abx"], tmp_path)
    assert chance(model, "ab", "c") > 4 * chance(model, "ab", "x")


def test_after_an_unknown_history_a_shorter_one_tells(tmp_path: Path) -> None:
    model = made(["abc"] * 20 + ["xx"] * 3, tmp_path)
    assert chance(model, "xxxb", "c") > 0.5


def test_probabilities_of_all_that_may_follow_add_up_to_one(tmp_path: Path) -> None:
    model = made(["abc", "aab", "cab a"] * 5, tmp_path)
    for before in ("", "a", "ab", "caba"):
        everything = sum(chance(model, before, each) for each in CHARACTERS)
        history = packed([EDGE, *map(model.symbol, before)][-(ORDER - 1) :])
        everything += math.exp(model.log_probability(history, EDGE))
        # They are kept in steps of a sixteenth in logarithm.
        assert everything == pytest.approx(1, abs=0.05)


def test_a_character_that_was_never_seen_is_unlikely_but_possible(tmp_path: Path) -> None:
    model = made(["abc"] * 5, tmp_path)
    assert -30 < model.log_probability(EDGE, model.symbol("x")) < -2
    assert model.symbol("é") == 0
    assert model.log_probability(EDGE, 0) < -10


@given(st.lists(st.integers(1, EDGE), max_size=12), st.integers(1, EDGE))
def test_histories_keep_their_last_symbols(symbols: list[int], last: int) -> None:
    history = 0
    for symbol in symbols:
        history = extended(history, symbol)
    assert extended(history, last) == packed([*symbols, last][-(ORDER - 1) :])


@given(st.lists(st.integers(1, EDGE), min_size=1, max_size=ORDER))
def test_forgetting_drops_the_oldest_symbol(symbols: list[int]) -> None:
    assert without_oldest(packed(symbols)) == packed(symbols[1:])
    assert packed(symbols) < 1 << BITS * ORDER


def test_the_shipped_model_knows_what_timetables_say() -> None:
    model = LanguageModel.load()

    def worth(text: str) -> float:
        history, total = EDGE, 0.0
        for symbol in (*map(model.symbol, text), EDGE):
            total += model.log_probability(history, symbol)
            history = extended(history, symbol)
        return total

    for right, wrong in (("Geography", "Gcography"), ("9:15-10:00", "9:l5-10:00"), ("Wednesday", "Wedncsday")):
        assert worth(right) > worth(wrong) + 2
