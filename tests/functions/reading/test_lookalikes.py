"""Digits that can only be letters become letters, and letters in times digits."""

from __future__ import annotations

import pytest

from functions.shared.reading.lookalikes import roman, spelt, stacked_letters, timed


@pytest.mark.parametrize(
    ("word", "expected"),
    [("SCH00L", "SCHOOL"), ("Sch0ol", "School"), ("0", "O"), ("Y10", "Y10"), ("10:00", "10:00"), ("", "")],
)
def test_a_zero_among_letters_is_the_letter(word: str, expected: str) -> None:
    assert spelt(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Il", "II"), ("lIl", "III"), ("ll", "II"), ("II", "II"), ("l", "l"), ("11", "11"), ("Ill.", "Ill.")],
)
def test_upright_strokes_alone_are_a_roman_number(word: str, expected: str) -> None:
    assert roman(word) == expected


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (["M", "0", "N"], "MON"),
        (["F", "R", "1"], "FRI"),
        (["T", "U", "E", "s"], "TUES"),
        (["s", "o"], "so"),
        (["1", "2"], "12"),
        (["O", "I", "4", "l"], "0141"),
        (["O", "0", "I"], "001"),
        (["P", "0", "O", "L"], "POOL"),
    ],
)
def test_a_stack_holds_letters_of_one_case_or_digits(read: list[str], expected: str) -> None:
    assert "".join(stacked_letters(read)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("1O:45", "10:45"),
        ("2:5Opm", "2:50pm"),
        ("1:1O–2.l5", "1:10–2.15"),
        ("(9.Oo)", "(9.00)"),
        ("10:S0AM;", "10:50AM;"),
        ("2.SS", "2.SS"),
        ("I.Io", "I.Io"),
        ("Mo1:OO", "Mo1:OO"),
        ("v1.OOb", "v1.OOb"),
    ],
)
def test_letters_in_a_time_are_the_digits_they_look_like(word: str, expected: str) -> None:
    assert timed(word) == expected
