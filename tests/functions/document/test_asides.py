"""What lines below a name say."""

from __future__ import annotations

import pytest

from functions.document.asides import Customs, customs_of, reads_aside
from functions.document.cells import Cell, Line, lines_of
from functions.document.geometry import Box
from functions.document.ink import InkedWord
from functions.shared.page import Word


def cell(*lines: str) -> Cell:
    held = tuple(Line((Word(text, 0.9, 0, 30 * number, 80, 20),), text, 20, 20) for number, text in enumerate(lines))
    return Cell(Box(0, 0, 100, 100), held)


@pytest.mark.parametrize(
    "text",
    ["Mr Smith", "(with 4B)", "Room 12", "B12", "Room 6 KPO", "Library PDF", "Sports Hall", "Art room JVF", "Theatre"],
)
def test_a_teacher_a_place_or_both_are_asides(text: str) -> None:
    assert reads_aside("Maths", text, Customs())


@pytest.mark.parametrize("text", ["Meeting", "Lab", "reading", "for Pleasure", "PE", "KTI", "Room", "Hallways"])
def test_other_lines_are_none_by_themselves(text: str) -> None:
    assert not reads_aside("Maths", text, Customs())


def test_initials_are_asides_where_they_are_usual() -> None:
    table = [cell("Maths", "KTI"), cell("Art", "NF"), cell("Indoor", "PE"), cell("History", "TNU")]

    assert reads_aside("Maths", "KTI", customs_of(table))
    assert not reads_aside("Maths", "KTI", customs_of(table[:3]))
    assert not reads_aside("Indoor", "PE", customs_of(table))


def test_small_letters_below_a_name_that_stands_alone_elsewhere_are_a_remark() -> None:
    customs = customs_of([cell("Reading"), cell("Maths", "sketch books")])

    assert reads_aside("Reading", "column addition", customs)
    assert not reads_aside("Reading", "for Pleasure", customs)
    assert not reads_aside("Guided", "reading", customs)


def test_small_letters_are_remarks_where_these_are_usual() -> None:
    names = ["Maths", "Art", "Read Aloud"]
    table = [cell(*lines) for name in names for lines in ([name], [name, "booster"])]

    assert reads_aside("Small Groups", "booster", customs_of(table))
    assert not reads_aside("Small", "groups", customs_of(table[:4]))
    assert not reads_aside("Small", "groups", customs_of([*table, cell("Guided reading")]))


def test_brackets_do_not_show_how_notes_look() -> None:
    def leaning(room: str) -> Cell:
        words = [InkedWord("Maths", 0.9, 0, 0, 50, 20, stroke=2.0)]
        words.append(InkedWord(room, 0.9, 0, 30, 50, 20, stroke=2.0, lean=0.2))
        return Cell(Box(0, 0, 100, 60), lines_of(words))

    assert customs_of([leaning(room) for room in ("B1", "B2", "B3")]).notes is not None
    assert customs_of([leaning(room) for room in ("(B1)", "(B2)", "(B3)")]).notes is None
