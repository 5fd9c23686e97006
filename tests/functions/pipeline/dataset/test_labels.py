from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.pipeline.dataset.labels import LONGEST, MOST_LINES, LabelError, LabelledLine, parse_label
from functions.shared.reading.boxes import Box

CHARACTERS = frozenset("abcMaths ")
WIDTH, HEIGHT = 400, 300


def parse(data: bytes) -> tuple[LabelledLine, ...]:
    return parse_label(data, WIDTH, HEIGHT, CHARACTERS)


def label(**changes: Any) -> bytes:
    line = {"text": "Maths", "box": [10, 20, 110, 50], **changes}
    return json.dumps({"lines": [line]}).encode()


def test_a_line_has_its_text_its_box_and_its_turn() -> None:
    assert parse(label(rotation=270)) == (LabelledLine("Maths", Box(60, 35, 100, 30), 3),)


def test_a_line_is_upright_unless_said_otherwise_and_its_spaces_are_single() -> None:
    (line,) = parse(label(text="  a   b "))
    assert (line.text, line.quarter_turns) == ("a b", 0)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": "  "}, "line 1: 'text'"),
        ({"text": "a" * (LONGEST + 1)}, "line 1: 'text'"),
        ({"text": 7}, "line 1: 'text'"),
        ({"text": "Maths→"}, "line 1: the model does not know '→'"),
        ({"rotation": 45}, "line 1: 'rotation'"),
        ({"rotation": "90"}, "line 1: 'rotation'"),
        ({"box": [0, 0, 401, 10]}, "not on the page of 400 x 300 pixels"),
        ({"box": [-1, 0, 40, 10]}, "not on the page"),
        ({"box": [40, 10, 20, 30]}, "is empty"),
        ({"box": [40, 10, 50]}, "'box' must be"),
        ({"box": [True, 10, 50, 60]}, "'box' must be"),
        ({"box": None}, "'box' must be"),
    ],
)
def test_a_wrong_line_is_told_by_number_and_problem(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(LabelError, match=problem):
        parse(label(**changes))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"lines": {}}',
        b'{"lines": []}',
        b'{"lines": [{"text": "a", "box": [NaN, 0, 1, 2]}]}',
        b"[" * 100_000,
        json.dumps({"lines": [{}] * (MOST_LINES + 1)}).encode(),
    ],
)
def test_what_is_no_label_is_refused(data: bytes) -> None:
    with pytest.raises(LabelError):
        parse(data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["text", "box", "rotation"]), inner),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=4))
def test_whatever_a_label_holds_its_lines_are_on_the_page_or_it_is_refused(lines: list[Any]) -> None:
    try:
        parsed = parse(json.dumps({"lines": lines}).encode())
    except LabelError:
        return
    for line in parsed:
        left, top = line.box.corners.min(0)
        right, bottom = line.box.corners.max(0)
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
        assert set(line.text) <= CHARACTERS
