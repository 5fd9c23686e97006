"""Property values, paths into them, and what is hidden of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.engine import properties as p
from harness.engine import property_paths as paths

scalars = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, width=32) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
objects = st.dictionaries(st.text(), values)
steps = st.text(min_size=1) | st.integers(0, 99)


@given(objects)
def test_a_struct_of_properties_reads_back_as_the_same_properties(properties: dict[str, Any]) -> None:
    assert p.from_struct(p.to_struct(properties)) == properties


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be of type set"):
        p.to_struct({"a": {1}})


@given(values, st.text(min_size=1))
def test_masking_hides_every_secret_and_revealing_shows_it(value: Any, hidden: str) -> None:
    properties = {"open": value, "inner": [p.secret({"password": hidden})]}
    assert p.mask(properties)["inner"] == ["[secret]"]
    assert p.reveal(properties)["inner"] == [{"password": hidden}]
    assert p.secret_texts(properties) >= {hidden}


def test_an_output_of_a_secret_input_stays_secret_even_if_the_provider_returns_it_in_the_clear() -> None:
    inputs = {"user": {"password": p.secret("x")}, "name": "n"}
    outputs = {"user": {"password": "x"}, "name": "n", "key": "k"}
    kept = p.keep_secret(outputs, inputs, ("key",))
    assert kept == {"user": p.secret({"password": "x"}), "name": "n", "key": p.secret("k")}


def test_output_values_become_unknown_secret_or_plain() -> None:
    output = {p.SIGNATURE: p.OUTPUT_VALUE}
    assert p.without_output_values(dict(output)) == p.UNKNOWN
    assert p.without_output_values({**output, "value": 1}) == 1
    assert p.without_output_values([{**output, "value": 1, "secret": True}]) == [p.secret(1)]


def test_resource_references_become_ids_or_urns() -> None:
    reference = {p.SIGNATURE: p.RESOURCE_REFERENCE, "urn": "urn:x"}
    assert p.without_resource_references({**reference, "id": "i"}) == "i"
    assert p.without_resource_references({**reference, "id": ""}) == p.UNKNOWN
    assert p.without_resource_references(reference) == "urn:x"


@given(st.lists(st.integers(0, 99) | st.text(min_size=1), min_size=1).map(tuple))
def test_a_path_reads_back_as_it_was_written(path: paths.Path) -> None:
    if path[0] != "" and isinstance(path[0], str):
        assert paths.parse(paths.render(path)) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("root", ("root",)),
        ("root.nested", ("root", "nested")),
        ('root["nested"]', ("root", "nested")),
        ("root.double.nest", ("root", "double", "nest")),
        ("root.array[0]", ("root", "array", 0)),
        ("root.array[100]", ("root", "array", 100)),
        ("root.array[0].nested", ("root", "array", 0, "nested")),
        ('root["key with \\"escaped\\" quotes"]', ("root", 'key with "escaped" quotes')),
        ('["root key with a ."][100]', ("root key with a .", 100)),
        ("root.array[*].field", ("root", "array", "*", "field")),
    ],
)
def test_paths_are_read_as_pulumi_documents_them(text: str, path: paths.Path) -> None:
    assert paths.parse(text) == path


@pytest.mark.parametrize("text", ["", "a[", "a[x]", 'a["b]'])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="property path"):
        paths.parse(text)


@given(objects, objects)
def test_differences_are_empty_only_for_equal_values(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = list(paths.differences(old, new))
    assert (not found) == (old == new)
    for path, before, after in found:
        assert paths.get(old, path) in (before, paths.MISSING) and paths.get(new, path) in (after, paths.MISSING)


@given(objects, objects)
def test_resetting_every_top_level_property_gives_the_old_value(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert paths.reset(new, old, ("*",)) == old


def test_resetting_takes_a_property_called_like_the_wildcard_for_what_it_is() -> None:
    assert paths.reset({"*": 1, "a": 2}, {"*": 0, "a": 1}, ("*",)) == {"*": 0, "a": 1}


def test_resetting_leaves_out_what_was_not_there_before() -> None:
    assert paths.reset({"tags": {"a": 1, "b": 2}}, {"tags": {"a": 0}}, ("tags", "b")) == {"tags": {"a": 1}}
    assert paths.reset({"other": 1}, {"tags": {"a": 0}}, ("tags", "a")) == {"other": 1}


def test_resetting_reaches_into_secrets() -> None:
    news, olds = {"user": p.secret({"name": "new", "age": 2})}, {"user": p.secret({"name": "old", "age": 1})}
    assert paths.reset(news, olds, ("user", "name")) == {"user": p.secret({"name": "old", "age": 2})}
