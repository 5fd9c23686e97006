"""The text of a cell."""

from __future__ import annotations

import pytest

from functions.document.cells import fill, join_lines, lines_of, phrases_of
from functions.document.geometry import Box
from functions.document.letters import font_size, spelled_out
from functions.shared.page import Word


def word(text: str, left: float, top: float, width: float = 50, height: float = 20, rotation: int = 0) -> Word:
    return Word(text, 0.9, left, top, width, height, rotation)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Guided", "reading"], "Guided reading"),
        (["TTRS/", "Story"], "TTRS / Story"),
        (["Spellings", "/ English"], "Spellings / English"),
        (["TTRSI", "Story"], "TTRS / Story"),
        (["Hand-", "writing"], "Handwriting"),
        (["Registra", "tion"], "Registration"),
        (["RECES", "S"], "RECESS"),
        (["Psycholo", "gy"], "Psychology"),
        (["Indoor", "PE"], "Indoor PE"),
        (["Finishing", "off"], "Finishing off"),
        (["Story", "time"], "Story time"),
        (["Multi-skills", "PE"], "Multi-skills PE"),
        ([], ""),
    ],
)
def test_lines_become_one_text(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


def test_words_are_read_line_by_line_from_the_left() -> None:
    lines = lines_of([word("world", 60, 2), word("again", 0, 30), word("Hello", 0, 0)])
    assert [line.text for line in lines] == ["Hello world", "again"]


def test_turned_words_are_read_the_way_they_are_turned() -> None:
    upwards = [word("PLAY", 10, 60, 20, 50, 270), word("TIME", 10, 0, 20, 50, 270)]
    downwards = [word("PLAY", 10, 0, 20, 50, 90), word("TIME", 10, 60, 20, 50, 90)]
    assert [line.text for line in lines_of(upwards)] == ["PLAY TIME"]
    assert [line.text for line in lines_of(downwards)] == ["PLAY TIME"]


def test_stacked_letters_are_a_word_whether_upright_or_turned() -> None:
    upright = [word(letter, 10, 25 * number, 12) for number, letter in enumerate("M0N")]
    turned = [word(letter, 10, 25 * number, 20, 12, 90) for number, letter in enumerate("TUES")]
    assert [line.text for line in lines_of(upright)] == ["MON"]
    assert [line.text for line in lines_of(turned)] == ["TUES"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["F", "R", "1"], "FRI"),
        (["T", "H", "UR", "S"], "THURS"),
        (["P", "E"], "PE"),
        (["H", "C", "N", "U", "L"], "LUNCH"),
        (["a", "b"], None),
        (["PE", "RE", "IT"], None),
        (["1", "2", "3"], None),
        (["R", "E", "G", "I", "S", "7", "E", "R"], "REGISTER"),
        (["D", "N", "N", "E", "R"], "DINNER"),
        (["X", "Q", "Z", "K", "W"], "XQZKW"),
        (["Maths", "A", "B"], None),
    ],
)
def test_letters_apart_are_told_from_short_words(parts: list[str], expected: str | None) -> None:
    assert spelled_out(parts) == expected


def test_wide_gaps_part_phrases() -> None:
    (line,) = lines_of([word("Class", 0, 0), word("5K", 55, 0, 20), word("Miss", 140, 0), word("Okafor", 195, 0)])
    assert [phrase.text for phrase in phrases_of(line)] == ["Class 5K", "Miss Okafor"]


def test_a_text_goes_on_behind_a_comma() -> None:
    (line,) = lines_of([word("Monday,", 0, 0, 70), word("Friday", 95, 0, 60)])
    assert [phrase.text for phrase in phrases_of(line)] == ["Monday, Friday"]


def test_a_word_goes_to_the_smallest_cell_that_holds_its_middle() -> None:
    cells, outside = fill([Box(0, 0, 200, 200), Box(10, 10, 90, 60)], [word("in", 20, 20), word("out", 300, 20)])
    assert [cell.text for cell in cells] == ["", "in"]
    assert [lone.text for lone in outside] == ["out"]


def test_font_size_does_not_depend_on_which_letters_a_word_has() -> None:
    # widths as set in Helvetica at 20 units: 0.556 of the size for each of "on", 0.222 for each of "il"
    assert font_size("noon", 4 * 0.556 * 20) == pytest.approx(20, rel=0.01)
    assert font_size("illi", 4 * 0.222 * 20) == pytest.approx(20, rel=0.01)
