"""Cells that a line between two words tore apart."""

from __future__ import annotations

import pytest

from functions.document.cells import Cell, fill
from functions.document.geometry import Box
from functions.document.torn import torn_together
from functions.shared.page import Word


def pair(left: str, right: str, gap: float) -> list[Cell]:
    """Two cells, 40 pixels high, side by side, and a text at the end of the first and at the beginning of the other."""
    words = []
    for text, begin in ((left, 200 - gap / 2 - 10 * len(left)), (right, 200 + gap / 2)):
        words += [Word(part, 0.9, begin + 10.0 * text.index(part), 10.0, 10.0 * len(part), 20) for part in text.split()]
    return fill([Box(0, 0, 200, 40), Box(200, 0, 400, 40)], words)[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Design & Technology", "/ Art"),
        ("Lunch (KS1", "KS2 12.15)"),
        ("Home time", "for all"),
        ("Art &", "Design"),
        ("11.10", "- 11.45 a.m."),
        ("12.25 - 1.10", "p.m."),
        ("Monday.", "Tuesday & Thursday"),
    ],
)
def test_a_text_that_runs_on_is_in_one_cell(left: str, right: str) -> None:
    (cell,) = torn_together(pair(left, right, gap=6))
    assert (cell.text, cell.box) == (f"{left} {right}", Box(0, 0, 400, 40))


@pytest.mark.parametrize(
    ("left", "right", "gap"),
    [
        ("Science", "Maths", 6),
        ("Monday", "Tuesday", 6),
        ("science", "maths", 30),
        ("Art /", "Music", 30),
        ("", "art", 6),
    ],
)
def test_two_texts_are_in_two_cells(left: str, right: str, gap: float) -> None:
    cells = pair(left, right, gap)
    assert torn_together(cells) == cells


@pytest.mark.parametrize(("top", "joined"), [(92.0, True), (120.0, False)])
def test_brackets_close_below_a_text_are_of_its_cell(top: float, joined: bool) -> None:
    words = [Word("Band", 0.9, 20, 70, 40, 20), Word("(Cafeteria)", 0.9, 20, top, 110, 20)]
    cells = fill([Box(0, 0, 200, 90), Box(0, 90, 200, 180)], words)[0]
    assert (len(torn_together(cells)) == 1) == joined
