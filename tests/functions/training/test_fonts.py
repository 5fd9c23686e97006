from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.training.fonts import (
    PACKAGES,
    FontFamily,
    all_families,
    families,
    fetch,
    for_training_alone,
    is_held_out,
    normal_name,
    split,
)


def named(*names: str) -> list[FontFamily]:
    return [FontFamily(name, ()) for name in names]


@given(st.sets(st.text("abcdefgh", min_size=1), max_size=40))
def test_no_family_is_both_trained_on_and_held_out(names: set[str]) -> None:
    training, held_out = split(named(*sorted(names)))
    assert {family.name for family in training} | {family.name for family in held_out} == names
    assert not {family.name for family in training} & {family.name for family in held_out}


@given(st.lists(st.text("abcdefgh", min_size=1), min_size=1), st.text("xyz", min_size=1))
def test_a_family_stays_on_its_side_when_another_one_comes(names: list[str], other: str) -> None:
    before, after = split(named(*names))[0], split(named(*names, other))[0]
    assert before == [family for family in after if family.name != other]


@pytest.mark.parametrize(("copy", "original"), [("arimo", "liberationsans"), ("carlito", "lato")])
def test_two_names_of_one_design_fall_on_the_same_side(copy: str, original: str) -> None:
    assert is_held_out(copy) == is_held_out(original)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Liberation Sans", "liberationsans"), ("Roboto Medium", "roboto"), ("source-sans-3", "sourcesans3")],
)
def test_weights_are_no_part_of_the_name_of_a_family(name: str, expected: str) -> None:
    assert normal_name(name) == expected


def test_the_pinned_families_are_split_into_about_one_in_six() -> None:
    packages = json.loads(PACKAGES.read_text(encoding="utf-8"))["dependencies"]
    names = [name.removeprefix("@fontsource/") for name in packages if name.startswith("@fontsource/")]
    training, held_out = split(named(*map(normal_name, names)))
    assert len(training) + len(held_out) > 200
    assert 0.1 < len(held_out) / len(names) < 0.25


def test_families_for_training_alone_are_never_held_out() -> None:
    alone = sorted(for_training_alone())
    training, held_out = split(named(*alone))
    assert len(alone) > 100
    assert [family.name for family in training] == alone
    assert held_out == []


def test_no_family_for_training_alone_is_on_both_lists() -> None:
    packages = json.loads(PACKAGES.read_text(encoding="utf-8"))
    assert not packages["dependencies"].keys() & packages["devDependencies"].keys()


def test_finds_fonts_by_the_name_in_the_file(font_file: Path) -> None:
    (family,) = families(font_file.parent)
    assert family.name == "aileron"
    assert [(face.path, face.weight, face.italic) for face in family.faces] == [(font_file, 400, False)]


def test_finds_latin_faces_of_fontsource_by_the_name_of_the_file(font_file: Path, tmp_path: Path) -> None:
    for name in (
        "some-face-latin-700-italic.woff",
        "some-face-greek-400-normal.woff",
        "some-face-latin-ext-400-normal.woff",
    ):
        shutil.copyfile(font_file, tmp_path / name)
    (family,) = families(tmp_path)
    assert family.name == "someface"
    assert [(face.weight, face.italic) for face in family.faces] == [(700, True)]


def test_a_missing_font_folder_is_an_error_that_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run `python -m functions.training fonts` first"):
        all_families([tmp_path])


def test_fetching_without_npm_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="install Node.js"):
        fetch(tmp_path / "fonts")
