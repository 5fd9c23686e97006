"""Dotted paths."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from harness.provider import paths

NAME = st.from_regex(r"[A-Za-z]{1,6}", fullmatch=True)
PATH = st.lists(st.tuples(NAME, st.sampled_from(["", "[0]"])), min_size=1, max_size=4).map(
    lambda parts: ".".join(name + index for name, index in parts)
)


@given(PATH, st.integers())
def test_what_is_put_at_a_path_is_found_there(path: str, value: int) -> None:
    target: dict[str, Any] = {}
    paths.put(target, path, value)
    assert paths.get(target, path) == value


def test_a_second_path_adds_to_what_the_first_made() -> None:
    target: dict[str, Any] = {}
    paths.put(target, "Filters[0].Name", "vpc-id")
    paths.put(target, "Filters[0].Values", ["vpc-1"])
    paths.put(target, "Filters[1].Name", "group-name")
    assert target == {"Filters": [{"Name": "vpc-id", "Values": ["vpc-1"]}, {"Name": "group-name"}]}


def test_a_path_that_leads_nowhere_finds_nothing() -> None:
    assert paths.get({"a": [1]}, "a[3].b") is None
    assert paths.get({"a": 1}, "a.b") is None


def test_a_path_goes_on_inside_a_json_document() -> None:
    assert paths.get({"Policy": '{"Statement": [{"Sid": "x"}]}'}, "Policy.Statement[-1].Sid") == "x"


def test_the_empty_path_is_the_value_itself() -> None:
    assert paths.get({"a": 1}, "") == {"a": 1}
