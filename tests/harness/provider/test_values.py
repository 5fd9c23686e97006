"""Values of the Pulumi protocol."""

from __future__ import annotations

from typing import Any

import pulumi.runtime.rpc as sdk
from hypothesis import given
from hypothesis import strategies as st

from harness.provider import values
from harness.provider.values import UNKNOWN, Archive, Asset, Secret, conceal, decode, encode, reveal

ASSETS = st.one_of(
    st.builds(Asset, path=st.just("a.txt")), st.builds(Asset, text=st.text()), st.builds(Archive, path=st.just("a.zip"))
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.text(), st.just(UNKNOWN), ASSETS)
NAMES = st.text(min_size=1).filter(lambda name: name != values.SIGNATURE)
TREES: Any = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4), st.builds(Secret, inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_what_is_encoded_decodes_to_the_same(properties: dict[str, Any]) -> None:
    assert decode(encode(properties)) == properties


@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_concealing_what_was_revealed_hides_every_secret_again(properties: dict[str, Any]) -> None:
    hidden = conceal(reveal(properties), properties)
    assert reveal(hidden) == reveal(properties)
    for name, value in properties.items():
        assert values.contains(value, Secret) == values.contains(hidden[name], Secret)


def test_a_list_of_another_length_becomes_secret_as_a_whole() -> None:
    assert conceal({"a": [1, 2]}, {"a": [Secret(1)]}) == {"a": Secret([1, 2])}


def test_the_signatures_are_those_of_the_sdk() -> None:
    assert sdk._special_sig_key == values.SIGNATURE
    assert sdk._special_secret_sig == values.SECRET_SIGNATURE
    assert sdk._special_asset_sig == values.ASSET_SIGNATURE
    assert sdk._special_archive_sig == values.ARCHIVE_SIGNATURE
    assert sdk._special_output_value_sig == values.OUTPUT_SIGNATURE
    assert values.UNKNOWN_SIGNATURE == sdk.UNKNOWN


def test_a_secret_does_not_show_itself() -> None:
    assert "hush" not in repr({"password": Secret("hush")})
