from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.settings import Rule, SettingsError, key_of, parse, setting, type_name


@dataclass(frozen=True)
class Garden:
    tree_count: int = setting(Rule("how many trees", minimum=1, maximum=9))
    colour: str = setting(Rule("of the fence", choices=("red", "green")), default="red")
    fenced: bool = setting(Rule("whether there is a fence"), default=False)
    beds: tuple[str, ...] = setting(Rule("what grows", pattern="[a-z]+", hint="lower-case names"), default=())
    owner: str | None = setting(Rule("who owns it"), default=None)
    shade: float = setting(Rule("share of the ground in the shade", minimum=0, maximum=1), default=0.5)


def test_every_key_is_read() -> None:
    values = {"treeCount": 3, "colour": "green", "fenced": True, "beds": ["peas"], "owner": "Ann", "shade": 0.25}
    assert parse(Garden, values, "garden") == Garden(3, "green", True, ("peas",), "Ann", 0.25)


def test_a_whole_number_is_a_number() -> None:
    assert parse(Garden, {"treeCount": 1, "shade": 1}, "garden").shade == 1


def test_defaults_stand_in_for_what_is_left_out() -> None:
    assert parse(Garden, {"treeCount": 1}, "garden") == Garden(1)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "garden.treeCount is missing: how many trees (1 to 9)"),
        ({"treeCount": 10}, "garden.treeCount must be 1 to 9, not 10"),
        ({"treeCount": 0}, "garden.treeCount must be 1 to 9, not 0"),
        ({"treeCount": "3"}, "garden.treeCount must be whole number (1 to 9), not '3'"),
        ({"treeCount": True}, "garden.treeCount must be whole number (1 to 9), not True"),
        ({"treeCount": None}, "garden.treeCount must be whole number (1 to 9), not None"),
        ({"treeCount": 1, "colour": "blue"}, "garden.colour must be one of red, green, not 'blue'"),
        ({"treeCount": 1, "fenced": 1}, "garden.fenced must be true or false, not 1"),
        ({"treeCount": 1, "beds": "peas"}, "garden.beds must be a list of text, not 'peas'"),
        ({"treeCount": 1, "beds": ["peas", "P"]}, "garden.beds must be lower-case names, not 'P'"),
        ({"treeCount": 1, "owner": 5}, "garden.owner must be text, not 5"),
        ({"treeCount": 1, "shade": 1.5}, "garden.shade must be 0 to 1, not 1.5"),
        ({"treeCount": 1, "shade": "half"}, "garden.shade must be number (0 to 1), not 'half'"),
        ({"treeCount": 1, "shade": True}, "garden.shade must be number (0 to 1), not True"),
        ({"treeCount": 1.0}, "garden.treeCount must be whole number (1 to 9), not 1.0"),
        (
            {"treecount": 1},
            "garden.treecount is not a setting; garden takes beds, colour, fenced, owner, shade, treeCount",
        ),
        (["treeCount"], "garden must be a mapping of keys to values, not ['treeCount']"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(values: object, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(Garden, values, "garden")
    assert str(caught.value) == message


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())))
def test_any_mapping_is_read_or_refused_with_the_name_of_the_section(values: dict[str, Any]) -> None:
    try:
        assert isinstance(parse(Garden, values, "garden"), Garden)
    except SettingsError as error:
        assert str(error).startswith("garden.")


@given(st.integers())
def test_a_number_is_accepted_exactly_within_its_bounds(count: int) -> None:
    try:
        accepted = parse(Garden, {"treeCount": count}, "garden").tree_count == count
    except SettingsError:
        accepted = False
    assert accepted == (1 <= count <= 9)


def test_keys_are_camel_case() -> None:
    assert [key_of(name) for name in ("zones", "nat_gateways", "log_retention_days")] == [
        "zones",
        "natGateways",
        "logRetentionDays",
    ]


def test_types_have_names_for_people() -> None:
    assert [type_name(one) for one in (str, int, float, bool, tuple[str, ...], str | None)] == [
        "text",
        "whole number",
        "number",
        "true or false",
        "list of text",
        "text",
    ]
