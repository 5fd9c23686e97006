"""How notes look, where others of their table are known by what they say."""

from __future__ import annotations

import pytest

from functions.document.cells import Line
from functions.document.ink import InkedWord
from functions.document.looks import looks_aside, usual_difference

ITALIC = 0.2


def line(text: str, lean: float = 0.0, grey: float = 0.0) -> Line:
    word = InkedWord(text, 0.9, 0, 0, 50, 20, colour=(grey, grey, grey), stroke=2.0, lean=lean)
    return Line((word,), text, 20, 20)


ROOMS = [(line("Maths"), line(room, ITALIC, 20)) for room in ("Hall", "Mr Lee", "B12")]


@pytest.mark.parametrize("other", [line("theatre", ITALIC), line("theatre", 0.15, 20)])
def test_what_looks_like_the_notes_of_its_table_is_one(other: Line) -> None:
    assert looks_aside(line("Drama"), other, usual_difference(ROOMS))
    assert not looks_aside(line("Drama"), other, usual_difference(ROOMS[:2]))


@pytest.mark.parametrize("other", [line("Reading"), line("Reading", 0.05, 5)])
def test_what_looks_like_the_name_above_it_goes_on_with_it(other: Line) -> None:
    assert not looks_aside(line("Guided"), other, usual_difference(ROOMS))


def test_where_notes_look_like_names_only_what_they_say_tells_them() -> None:
    plain = [(line("Maths"), line(room)) for room in ("Hall", "Mr Lee", "B12")]
    assert not looks_aside(line("Drama"), line("club", ITALIC), usual_difference(plain))


def test_a_slight_difference_tells_notes_where_many_show_it() -> None:
    notes = [(line("Maths"), line(f"B{number}", 0.0, 14)) for number in range(20)]
    usual = usual_difference(notes)
    assert looks_aside(line("Drama"), line("theatre", 0.0, 12), usual)
    assert not looks_aside(line("Guided"), line("Reading", 0.0, 4), usual)
    assert usual_difference(notes[:3]) is None
