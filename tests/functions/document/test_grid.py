"""Cells from ruling lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from functions.document.geometry import Box
from functions.document.grid import find_tables, joined
from functions.document.rules import find_rules
from functions.shared.page import Segment

TEXT_HEIGHT = 14.0
Span = tuple[int, int, int, int]


@st.composite
def spanning_grids(draw: st.DrawFn) -> tuple[list[int], list[int], list[Span]]:
    """Positions of rows and columns, and the spans between: (first row, first column, last row, last column)."""
    heights = draw(st.lists(st.integers(32, 60), min_size=2, max_size=6))
    widths = draw(st.lists(st.integers(32, 90), min_size=2, max_size=6))
    rows = [20 + sum(heights[:number]) for number in range(len(heights) + 1)]
    columns = [15 + sum(widths[:number]) for number in range(len(widths) + 1)]
    left = {(row, column) for row in range(len(heights)) for column in range(len(widths))}
    spans = []
    while left:
        row, column = min(left)
        last_row, last_column = row, column
        for _ in range(draw(st.integers(0, 2))):
            if all((r, last_column + 1) in left for r in range(row, last_row + 1)):
                last_column += 1
        for _ in range(draw(st.integers(0, 2))):
            if all((last_row + 1, c) in left for c in range(column, last_column + 1)):
                last_row += 1
        left -= {(r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)}
        spans.append((row, column, last_row, last_column))
    return rows, columns, spans


def _boxes(rows: list[int], columns: list[int], spans: list[Span]) -> list[Box]:
    return [Box(columns[c0], rows[r0], columns[c1 + 1], rows[r1 + 1]) for r0, c0, r1, c1 in spans]


def _outline(box: Box) -> list[Segment]:
    return [
        Segment(box.left, box.top, box.right, box.top),
        Segment(box.left, box.bottom, box.right, box.bottom),
        Segment(box.left, box.top, box.left, box.bottom),
        Segment(box.right, box.top, box.right, box.bottom),
    ]


def _same(found: tuple[Box, ...], expected: list[Box], within: float) -> bool:
    def sides(box: Box) -> tuple[float, float, float, float]:
        return box.left, box.top, box.right, box.bottom

    left = list(found)
    for box in expected:
        near = [
            other for other in left if all(abs(a - b) <= within for a, b in zip(sides(box), sides(other), strict=True))
        ]
        if not near:
            return False
        left.remove(near[0])
    return not left


@given(spanning_grids())
def test_a_grid_of_spans_comes_back_from_its_lines(grid: tuple[list[int], list[int], list[Span]]) -> None:
    boxes = _boxes(*grid)
    if len(boxes) < 2:
        return
    tables = find_tables([line for box in boxes for line in _outline(box)], TEXT_HEIGHT)
    assert len(tables) == 1
    assert _same(tables[0].cells, boxes, within=0.01)


LOOKS = {
    "thin black": {"line": (0, 0, 0), "width": 1, "paper": (255, 255, 255)},
    "thick blue": {"line": (30, 60, 200), "width": 4, "paper": (255, 255, 255)},
    "light grey": {"line": (222, 222, 222), "width": 1, "paper": (255, 255, 255)},
    "white on colour": {"line": (255, 255, 255), "width": 3, "paper": (190, 215, 240)},
}


@pytest.mark.parametrize("look", LOOKS)
@given(grid=spanning_grids())
@settings(max_examples=12, deadline=None)
def test_a_grid_of_spans_comes_back_from_its_picture(look: str, grid: tuple[list[int], list[int], list[Span]]) -> None:
    rows, columns, _ = grid
    boxes = _boxes(*grid)
    if len(boxes) < 2:
        return
    style = LOOKS[look]
    image = Image.new("RGB", (columns[-1] + 20, rows[-1] + 20), style["paper"])
    pencil = ImageDraw.Draw(image)
    for box in boxes:
        for line in _outline(box):
            pencil.line((line.x0, line.y0, line.x1, line.y1), fill=style["line"], width=style["width"])
    tables = find_tables(find_rules(np.asarray(image), [], TEXT_HEIGHT), TEXT_HEIGHT)
    assert len(tables) == 1
    assert _same(tables[0].cells, boxes, within=3)


def test_cells_of_different_colours_need_no_lines() -> None:
    image = Image.new("RGB", (340, 140), "white")
    pencil = ImageDraw.Draw(image)
    colours = ["#ffd966", "#9fc5e8", "#b6d7a8", "#ea9999", "#d5a6bd", "#cfe2f3"]
    boxes = [Box(20 + 100 * c, 20 + 50 * r, 120 + 100 * c, 70 + 50 * r) for r in range(2) for c in range(3)]
    for box, colour in zip(boxes, colours, strict=True):
        pencil.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=colour)
    tables = find_tables(find_rules(np.asarray(image), [], TEXT_HEIGHT), TEXT_HEIGHT)
    assert len(tables) == 1
    assert _same(tables[0].cells, boxes, within=2)


def test_two_tables_apart_stay_two() -> None:
    boxes = [Box(0, 0, 50, 30), Box(50, 0, 100, 30), Box(0, 100, 50, 130), Box(50, 100, 100, 130)]
    tables = find_tables([line for box in boxes for line in _outline(box)], TEXT_HEIGHT)
    assert [len(table.cells) for table in tables] == [2, 2]


def test_an_open_frame_is_closed() -> None:
    lines = [Segment(0, 40, 300, 40), Segment(100, 0, 100, 120), Segment(200, 0, 200, 120)]
    (table,) = find_tables(lines, TEXT_HEIGHT)
    assert len(table.cells) == 6


def test_lines_that_do_not_quite_meet_still_part_cells() -> None:
    lines = [*_outline(Box(0, 0, 200, 100)), Segment(100, 3, 100, 97)]
    (table,) = find_tables(lines, TEXT_HEIGHT)
    assert len(table.cells) == 2


def test_a_merged_cell_in_a_row_hardly_higher_than_its_text_stays_whole() -> None:
    low = 1.3 * TEXT_HEIGHT
    columns = [(left, top) for top in (0, 60 + low) for left in (0, 100, 200)]
    cells = [*(Box(left, top, left + 100, top + 60) for left, top in columns), Box(0, 60, 300, 60 + low)]
    (table,) = find_tables([line for box in cells for line in _outline(box)], TEXT_HEIGHT)
    assert _same(table.cells, cells, within=0.01)


def test_a_page_without_lines_has_no_tables() -> None:
    assert find_tables([], TEXT_HEIGHT) == []
    assert find_tables([Segment(0, 10, 100, 10)], TEXT_HEIGHT) == []


def test_a_line_that_runs_on_into_text_parts_the_cells_it_crosses() -> None:
    rows = [Segment(0, y, 400, y) for y in (0, 40, 120)]
    columns = [Segment(x, 0, x, 120) for x in (0, 400)]
    (table,) = find_tables([*rows, *columns, Segment(200, 0, 200, 75)], TEXT_HEIGHT)
    assert set(table.cells) == {Box(0, 0, 200, 40), Box(200, 0, 400, 40), Box(0, 40, 400, 120)}


def test_edges_of_letters_alone_make_no_table() -> None:
    strokes = [Segment(10, 10, 30, 10), Segment(28, 12, 28, 40), Segment(60, 10, 85, 10), Segment(84, 12, 84, 44)]
    assert find_tables(strokes, TEXT_HEIGHT) == []


def test_the_border_of_a_window_is_no_table_around_the_tables_in_it() -> None:
    window = [
        (0, 0, 900, 0),
        (0, 60, 900, 60),
        (0, 700, 900, 700),
        (0, 0, 0, 700),
        (130, 0, 130, 700),
        (900, 0, 900, 700),
    ]
    inner = [(200, y, 800, y) for y in (200, 260, 320)] + [(x, 200, x, 320) for x in (200, 400, 600, 800)]
    tables = find_tables([Segment(*line) for line in (*window, *inner)], TEXT_HEIGHT)
    assert [table.box for table in tables] == [Box(200, 200, 800, 320)]


def test_a_table_with_a_line_that_runs_into_the_border_around_it_is_kept() -> None:
    border = [*_outline(Box(0, 0, 900, 700)), Segment(0, 500, 900, 500)]
    first = [Segment(100, y, 700, y) for y in (100, 140, 180, 220, 260, 300, 340)]
    first += [Segment(x, 100, x, 340) for x in (100, 250, 400, 550, 700)]
    second = [Segment(100, y, 700, y) for y in (450, 550)] + [Segment(x, 450, x, 550) for x in (100, 400, 700)]
    kept, mended = find_tables([*border, *first, *second], TEXT_HEIGHT)
    assert len(kept.cells) == 24
    assert {Box(100, 450, 400, 500), Box(400, 500, 700, 550)} <= set(mended.cells)


def test_a_line_drawn_cell_by_cell_is_one_line() -> None:
    pieces = [Segment(left, 40, left + 30, 40, 1.5) for left in (10, 40, 71)] + [Segment(150, 40, 180, 40, 1.5)]
    assert joined(pieces) == [Segment(10, 40, 101, 40, 1.5), Segment(150, 40, 180, 40, 1.5)]
