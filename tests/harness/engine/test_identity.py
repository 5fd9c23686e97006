"""URNs, former URNs, and the state's entries."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from harness.engine import urn as urns
from harness.engine.aliases import Alias, Identity, former_urns
from harness.engine.resource import Resource

names = st.text(st.characters(codec="ascii", categories=["L", "N"], include_characters="-_."), min_size=1)
STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


@given(names, names, names)
def test_the_parts_of_a_urn_can_be_read_back(stack: str, project: str, name: str) -> None:
    urn = urns.create(stack, project, "", "aws:s3/bucket:Bucket", name)
    assert (urns.stack_of(urn), urns.project_of(urn)) == (stack, project)
    assert (urns.type_of(urn), urns.name_of(urn)) == ("aws:s3/bucket:Bucket", name)


def test_the_types_of_all_ancestors_but_the_stack_qualify_a_urn() -> None:
    outer = urns.create("dev", "shop", STACK, "a:i:Outer", "o")
    inner = urns.create("dev", "shop", outer, "a:i:Inner", "i")
    assert outer == "urn:pulumi:dev::shop::a:i:Outer::o"
    assert urns.create("dev", "shop", inner, "t:i:T", "n") == "urn:pulumi:dev::shop::a:i:Outer$a:i:Inner$t:i:T::n"


def test_packages_of_types_functions_and_providers() -> None:
    assert urns.package_of("aws:s3/bucket:Bucket") == "aws"
    assert urns.package_of("pulumi:providers:aws") == "aws"


IDENTITY = Identity("dev", "shop", STACK, "t:i:T", "new")


def test_an_alias_changes_only_the_parts_it_names() -> None:
    aliases = [
        Alias(name="old"),
        Alias(type="t:i:Old"),
        Alias(stack="test"),
        Alias(project="store"),
        Alias(urn="urn:pulumi:a::b::c::d"),
    ]
    assert former_urns(IDENTITY, aliases, {}) == (
        "urn:pulumi:dev::shop::t:i:T::old",
        "urn:pulumi:dev::shop::t:i:Old::new",
        "urn:pulumi:test::shop::t:i:T::new",
        "urn:pulumi:dev::store::t:i:T::new",
        "urn:pulumi:a::b::c::d",
    )


def test_a_child_inherits_its_parents_aliases_and_the_change_of_a_name_that_begins_with_the_parents() -> None:
    parent = urns.create("dev", "shop", STACK, "c:i:C", "new")
    former = {parent: ("urn:pulumi:dev::shop::c:i:C::old",)}
    child = Identity("dev", "shop", parent, "t:i:T", "new-web")
    assert (
        former_urns(child, [], former)
        == (
            "urn:pulumi:dev::shop::c:i:C$t:i:T::old-web",
            "urn:pulumi:dev::shop::c:i:C$t:i:T::new-web",
        )[:1]
    )
    other = former_urns(child, [Alias(name="web")], {parent: ("urn:pulumi:dev::shop::c:i:Old::new",)})
    assert "urn:pulumi:dev::shop::c:i:Old$t:i:T::web" in other


FULL = Resource(
    urn="urn:pulumi:dev::shop::t:i:T::n",
    custom=True,
    type="t:i:T",
    identifier="id-1",
    inputs={"a": [1, {"b": None}]},
    outputs={"a": [1, {"b": None}]},
    parent=STACK,
    dependencies=("urn:pulumi:dev::shop::t:i:T::m",),
    property_dependencies={"a": ("urn:pulumi:dev::shop::t:i:T::m",)},
    provider="urn:pulumi:dev::shop::pulumi:providers:t::default::id-2",
    import_id="i",
    custom_timeouts={"create": 60.0},
    hooks={"BeforeDelete": ("h",)},
    extra={"taint": True},
)


def test_an_entry_reads_back_as_it_was_written() -> None:
    assert Resource.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL


def test_an_entry_has_the_names_of_the_pulumi_cli_and_leaves_out_what_is_empty() -> None:
    document = FULL.to_json()
    assert document["id"] == "id-1" and document["importID"] == "i" and document["taint"] is True
    assert document["propertyDependencies"]["a"] == ["urn:pulumi:dev::shop::t:i:T::m"]
    assert "protect" not in document and "initErrors" not in document


def test_renaming_and_forgetting_reach_every_reference() -> None:
    old, new = "urn:pulumi:dev::shop::t:i:T::m", "urn:pulumi:dev::shop::t:i:T::k"
    renamed = FULL.renamed(lambda urn: new if urn == old else urn)
    assert renamed.dependencies == (new,) and renamed.property_dependencies == {"a": (new,)}
    assert not FULL.without_references_to({old}).referenced & {old}
