"""What every resource type must stand: made, left alone, read, changed, also behind it, replaced, dropped twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pulumi.runtime.proto import provider_pb2

from harness.provider.values import Properties
from tests.harness.provider.stack import Deployed, Stack

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME


@contextmanager
def round_trip(
    stack: Stack,
    type_token: str,
    first: Properties,
    *changes: Properties,
    replacing: Properties | None = None,
    remains: bool = False,
    unseen: bool = False,
) -> Iterator[Deployed]:
    """Takes a resource through its life; the body runs while it exists.

    Args:
        first: its inputs.
        changes: inputs that it takes on in place, one after the other.
        replacing: inputs of which each that differs from the first ones needs a new resource.
        unseen: nobody can ask AWS (or the emulator) for what the first change changes.
        remains: AWS still answers after the deletion (a default takes the place of what was set).
    """
    resource = stack.create(type_token, "trip", **first)
    assert resource.id
    unchanged(stack, resource, first)
    if replacing is not None:
        answer = stack.diff(resource, **replacing)
        wanted = {name for name in {*first, *replacing} if first.get(name) != replacing.get(name)}
        assert set(answer.replaces) == wanted
    if changes and not unseen:
        drift(stack, resource, first, changes[0])
    for change in changes:
        answer = stack.diff(resource, **change)
        assert answer.changes == SOME, f"{type_token} sees no change"
        assert not answer.replaces, f"{type_token} would replace {list(answer.replaces)}"
        stack.update(resource, **change)
        unchanged(stack, resource, change)
    yield resource
    stack.delete(resource)
    if not remains:
        assert stack.read(resource) is None, f"{type_token} is still there"
    stack.delete(resource)


def drift(stack: Stack, resource: Deployed, wanted: Properties, other: Properties) -> None:
    """What somebody changes behind the stack is seen, and the next deployment brings it back."""
    somebody = Deployed(resource.type, resource.name, resource.id, dict(resource.inputs), dict(resource.outputs))
    stack.update(somebody, **other)
    found = stack.read(resource)
    assert found is not None, f"{resource.type} is not there"
    resource.outputs, resource.inputs = found
    changed = stack.diff(resource, **wanted).diffs
    assert changed, f"{resource.type} does not see what was changed to {other}"
    stack.update(resource, **wanted)
    unchanged(stack, resource, wanted)


def unchanged(stack: Stack, resource: Deployed, inputs: Properties) -> None:
    """The same program changes nothing, and AWS has what was asked for."""
    answer = stack.diff(resource, **inputs)
    assert answer.changes == NONE, f"{resource.type} would change {dict(answer.detailedDiff)}"
    found = stack.read(resource)
    assert found is not None, f"{resource.type} is not there"
    outputs, actual = found
    assert actual == resource.inputs
    assert outputs == resource.outputs


def policy(action: str | list[str], resource: str = "*", principal: Any = "*") -> str:
    """A small resource policy."""
    statement = {"Sid": "one", "Effect": "Allow", "Principal": principal, "Action": action, "Resource": [resource]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(*services: str) -> str:
    """A role's trust policy."""
    statement = {"Effect": "Allow", "Principal": {"Service": list(services)}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
