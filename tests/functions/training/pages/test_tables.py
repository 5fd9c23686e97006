"""Tables take the room that they are given, and every cell holds its text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.training.fonts import FontFamily
from functions.training.pages.canvas import Sheet
from functions.training.pages.tables import Cell, Ruling, Table, TooTight, draw, lay_out
from functions.training.pages.typesetting import Direction, Paragraph, Style

PADDING = 4.0
texts = st.sampled_from(["", "PE", "Maths", "Guided Reading", "Design & Technology with Mrs Brown"])
directions = st.sampled_from([Direction.UPRIGHT, Direction.UP, Direction.DOWN, Direction.STACKED])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(texts, directions), min_size=12, max_size=12), st.integers(0, 600))
def test_text_fits_its_cell(fonts: Sequence[FontFamily], contents: list[tuple[str, Direction]], height: int) -> None:
    style = Style(fonts[0].faces[0].path, 14)
    cells = tuple(
        Cell(
            (number // 4, number // 4 + 1),
            (number % 4, number % 4 + 1),
            (Paragraph(text, style),) if text else (),
            direction,
        )
        for number, (text, direction) in enumerate(contents)
    )
    laid = lay_out(Table(cells, (1.0,) * 3, (1.0, 2.0, 1.0, 0.5)), 700, height, PADDING)
    assert laid.width == pytest.approx(700)
    assert laid.height >= height - 0.01
    for cell, setting in zip(cells, laid.settings, strict=True):
        wide = laid.across[cell.columns[1]] - laid.across[cell.columns[0]]
        high = laid.down[cell.rows[1]] - laid.down[cell.rows[0]]
        turned = cell.direction in (Direction.UP, Direction.DOWN)
        assert (setting.height if turned else setting.width) <= wide
        assert (setting.width if turned else setting.height) <= high


def test_a_table_too_wide_for_its_page_says_so(fonts: Sequence[FontFamily]) -> None:
    word = Paragraph("Kindergarten", Style(fonts[0].faces[0].path, 40))
    table = Table((Cell((0, 1), (0, 1), (word,)),), (1.0,), (1.0,))
    with pytest.raises(TooTight, match="the table needs .* pixels but has 50"):
        lay_out(table, 50, 20, PADDING)


def test_breaking_words_makes_narrow_columns_possible(fonts: Sequence[FontFamily]) -> None:
    word = Paragraph("Kindergarten", Style(fonts[0].faces[0].path, 20))
    table = Table((Cell((0, 1), (0, 1), (word,)),), (1.0,), (1.0,))
    (setting,) = lay_out(table, 80, 20, PADDING, breakable=True).settings
    assert len(setting.lines) > 1
    assert "".join(line.text for line in setting.lines) == "Kindergarten"


def test_merged_cells_have_no_line_inside() -> None:
    cells = (Cell((0, 2), (0, 1)), Cell((0, 1), (1, 2)), Cell((1, 2), (1, 2)))
    sheet = Sheet(240, 140)
    drawn = draw(sheet, lay_out(Table(cells, (1.0, 1.0), (1.0, 1.0)), 200, 100, 0), 20, 20, Ruling(), 0)
    level = [rule.points for rule in sheet.rules if rule.points[0, 1] == rule.points[1, 1]]
    inside = [points for points in level if 30 < points[0, 1] < 110]
    assert len(inside) == 1 and inside[0][:, 0].min() == pytest.approx(120, abs=1)
    assert [cell.rows for cell in drawn] == [(0, 2), (0, 1), (1, 2)]


def test_a_transposed_table_has_its_rows_as_columns() -> None:
    table = Table((Cell((0, 1), (0, 3)),), (1.0,), (1.0, 2.0, 3.0))
    turned = table.transposed()
    assert (turned.rows, turned.columns) == ((1.0, 2.0, 3.0), (1.0,))
    assert turned.cells[0].rows == (0, 3)
