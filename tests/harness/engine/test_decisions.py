"""The decision about one resource, without a provider."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.engine.decisions import Difference, PropertyDifference, decide
from harness.engine.errors import ResourceError
from harness.engine.goal import Goal
from harness.engine.properties import secret
from harness.engine.resource import Resource

OLD = Resource("urn:pulumi:s::p::t:i:T::n", True, "t:i:T", inputs={"a": 1, "b": {"c": 1}}, outputs={"a": 1, "d": 5})
GOAL = Goal("t:i:T", "n", custom=True, remote=False, parent="", inputs={})


def test_no_difference_is_the_same() -> None:
    assert decide(OLD, OLD.inputs, Difference(changed=False), GOAL).operation == "same"


def test_a_provider_that_cannot_tell_leaves_it_to_the_inputs() -> None:
    unknown = Difference(changed=None)
    assert decide(OLD, OLD.inputs, unknown, GOAL).operation == "same"
    decision = decide(OLD, {"a": 2}, unknown, GOAL)
    assert decision.operation == "update"
    assert [(change.path, change.kind, change.old, change.new) for change in decision.changes] == [
        ("a", "update", 1, 2),
        ("b", "delete", {"c": 1}, None),
    ]


def test_an_incomplete_resource_is_updated_even_without_a_difference() -> None:
    incomplete = replace(OLD, init_errors=("not ready",))
    assert decide(incomplete, OLD.inputs, Difference(changed=False), GOAL).operation == "update"


def test_replaces_of_the_provider_replace_and_say_why() -> None:
    difference = Difference(True, ("a",), ("a",), {"a": PropertyDifference("update", replaces=True, inputs=True)})
    decision = decide(OLD, {"a": 2}, difference, GOAL)
    assert (decision.operation, decision.replace_reasons) == ("replace", ("a",))
    assert decision.changes[0].kind == "update-replace"


@pytest.mark.parametrize(
    ("pattern", "operation"), [("b", "replace"), ("b.c", "replace"), ("*", "replace"), ("a", "update")]
)
def test_replace_on_changes_matches_paths_and_what_lies_inside_them(pattern: str, operation: str) -> None:
    goal = replace(GOAL, replace_on_changes=(pattern,))
    difference = Difference(True, properties=(), detailed={"b.c": PropertyDifference("update", inputs=True)})
    assert decide(OLD, {"a": 1, "b": {"c": 2}}, difference, goal).operation == operation


def test_the_program_decides_over_the_provider_which_goes_first() -> None:
    difference = Difference(True, ("a",), ("a",), delete_before_replace=True)
    assert decide(OLD, {"a": 2}, difference, GOAL).delete_before_replace
    assert not decide(OLD, {"a": 2}, difference, replace(GOAL, delete_before_replace=False)).delete_before_replace


def test_a_protected_resource_is_not_replaced() -> None:
    with pytest.raises(ResourceError, match=r"unable to replace resource .* \(because of a\): it is protected"):
        decide(replace(OLD, protect=True), {"a": 2}, Difference(True, ("a",), ("a",)), GOAL)


def test_changes_show_old_outputs_where_the_provider_compares_outputs_and_mask_secrets() -> None:
    detailed = {"d": PropertyDifference("update"), "a": PropertyDifference("update", inputs=True)}
    decision = decide(OLD, {"a": secret("x"), "d": 6}, Difference(True, detailed=detailed), GOAL)
    assert [(change.path, change.old, change.new) for change in decision.changes] == [("d", 5, 6), ("a", 1, "[secret]")]
