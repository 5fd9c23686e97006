"""Reading order of words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from functions.shared.page import Word
from functions.shared.reading.order import in_reading_order


def word(text: str, left: float, top: float) -> Word:
    return Word(text, 1.0, left, top, 30, 20)


@given(st.permutations([(row, column) for row in range(3) for column in range(4)]), st.integers(-4, 4))
def test_reads_line_by_line_however_the_words_arrive(cells: list[tuple[int, int]], wobble: int) -> None:
    words = [word(f"{row}{column}", 40 * column, 30 * row + wobble * (column % 2)) for row, column in cells]
    assert [found.text for found in in_reading_order(words)] == [f"{r}{c}" for r in range(3) for c in range(4)]


def test_keeps_lines_apart_that_only_touch() -> None:
    assert [found.text for found in in_reading_order([word("a", 50, 0), word("b", 0, 15)])] == ["a", "b"]


def test_keeps_the_lines_of_a_cell_apart_although_its_neighbours_stand_between_them() -> None:
    cell = [word("Spellings", 0, 0), word("/", 40, 0), word("English", 5, 24)]
    beside = [word("Maths", 100, 12), word("Art", 200, 6)]
    assert [found.text for found in in_reading_order([*cell, *beside])][:3] == ["Spellings", "/", "Art"]
    assert [found.text for found in in_reading_order(cell)] == ["Spellings", "/", "English"]


def test_follows_lines_that_fall_to_the_right_of_a_tilted_page() -> None:
    words = [word(f"{row}{column}", 40 * column, 26 * row + 4 * column) for row in range(3) for column in range(12)]
    assert [found.text for found in in_reading_order(words)] == [f"{r}{c}" for r in range(3) for c in range(12)]
