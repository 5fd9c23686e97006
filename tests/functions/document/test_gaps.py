"""Tables with gaps in them."""

from __future__ import annotations

from functions.document.geometry import Box
from functions.document.grid import find_tables
from functions.shared.page import Segment, Word

HEIGHT = 20.0


def _outline(box: Box) -> list[Segment]:
    return [
        Segment(box.left, box.top, box.right, box.top),
        Segment(box.left, box.bottom, box.right, box.bottom),
        Segment(box.left, box.top, box.left, box.bottom),
        Segment(box.right, box.top, box.right, box.bottom),
    ]


def _grid(left: float, top: float, widths: list[float], heights: list[float], gap: float = 0) -> list[Segment]:
    """Cells beside and below each other, each outlined."""
    lines, y = [], top
    for height in heights:
        x = left
        for width in widths:
            lines += _outline(Box(x, y, x + width, y + height))
            x += width + gap
        y += height + gap
    return lines


def test_cards_apart_from_each_other_are_the_cells_of_one_table() -> None:
    tables = find_tables(_grid(0, 0, [100, 80, 120], [60, 60], gap=15), HEIGHT)
    assert [len(table.cells) for table in tables] == [6]


def test_a_card_over_two_columns_is_one_cell() -> None:
    cards = [*_grid(0, 0, [100, 80], [60], gap=15), *_outline(Box(0, 75, 195, 135))]
    (table,) = find_tables([*cards, *_grid(0, 150, [100, 80], [60], gap=15)], HEIGHT)
    assert len(table.cells) == 5


def test_a_row_drawn_apart_from_the_same_columns_belongs_to_their_table() -> None:
    heading, body = _grid(0, 0, [100, 80, 120], [40]), _grid(0, 55, [100, 80, 120], [60, 60, 60])
    (table,) = find_tables([*heading, *body], HEIGHT)
    assert table.box == Box(0, 0, 300, 235)


def test_tables_close_below_each_other_with_other_columns_stay_apart() -> None:
    first, second = _grid(0, 0, [100, 80, 120], [60, 60]), _grid(0, 135, [60, 130, 40, 70], [60, 60])
    assert [len(table.cells) for table in find_tables([*first, *second], HEIGHT)] == [6, 8]


def test_tables_far_below_each_other_stay_apart() -> None:
    first, second = _grid(0, 0, [100, 80, 120], [60, 60]), _grid(0, 160, [100, 80, 120], [60, 60])
    assert [len(table.cells) for table in find_tables([*first, *second], HEIGHT)] == [6, 6]


def test_low_rows_with_words_in_them_are_no_gaps() -> None:
    rows = [60.0, 23, 60, 23, 60, 23]
    tops = [sum(rows[:number]) for number in range(len(rows))]
    words = [Word("Maths", 0.9, left + 20, top + 2, 50, 19) for left in (0, 100, 200) for top in tops]
    (table,) = find_tables(_grid(0, 0, [100, 100, 100], rows), HEIGHT, words)
    assert len(table.cells) == 18


def test_a_title_between_tables_of_the_same_columns_keeps_them_apart() -> None:
    first, second = _grid(0, 0, [100, 80, 120], [60, 60]), _grid(0, 143, [100, 80, 120], [60, 60])
    title = Word("Week B", 0.9, 0, 121, 70, 20)
    assert [len(table.cells) for table in find_tables([*first, *second], HEIGHT, [title])] == [6, 6]
