"""Digits that can only be letters become letters."""

from __future__ import annotations

import pytest

from functions.shared.reading.lookalikes import spelt, stacked_letters


@pytest.mark.parametrize(
    ("word", "expected"),
    [("SCH00L", "SCHOOL"), ("Sch0ol", "School"), ("0", "O"), ("Y10", "Y10"), ("10:00", "10:00"), ("", "")],
)
def test_a_zero_among_letters_is_the_letter(word: str, expected: str) -> None:
    assert spelt(word) == expected


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (["M", "0", "N"], "MON"),
        (["F", "R", "1"], "FRI"),
        (["T", "U", "E", "s"], "TUES"),
        (["s", "o"], "so"),
        (["1", "2"], "12"),
    ],
)
def test_a_stack_holds_letters_of_one_case(read: list[str], expected: str) -> None:
    assert "".join(stacked_letters(read)) == expected
