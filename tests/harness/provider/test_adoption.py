"""What exists already, on the running emulator: taken over where it is ours, refused where it is not, imported."""

from __future__ import annotations

import uuid
from typing import Any

import grpc
import pytest

from harness.provider.values import Archive, Asset
from tests.harness.provider.round_trip import trust, unchanged
from tests.harness.provider.stack import Stack

pytestmark = pytest.mark.emulator
ROLE, LOG_GROUP, BUCKET = "aws:iam/role:Role", "aws:cloudwatch/logGroup:LogGroup", "aws:s3/bucket:Bucket"


def wanted(type_token: str) -> dict[str, Any]:
    name = f"adopted-{uuid.uuid4().hex[:12]}"
    inputs: dict[str, dict[str, Any]] = {
        ROLE: {"name": name, "assumeRolePolicy": trust("lambda.amazonaws.com"), "tags": {"stack": "dev"}},
        LOG_GROUP: {"name": name, "retentionInDays": 30, "tags": {"stack": "dev"}},
        BUCKET: {"bucket": name, "tags": {"stack": "dev"}},
    }
    return inputs[type_token]


@pytest.mark.parametrize("type_token", [ROLE, LOG_GROUP, BUCKET])
def test_a_resource_made_by_a_run_that_was_cut_off_is_taken_over(stack: Stack, type_token: str) -> None:
    inputs = wanted(type_token)
    first = stack.create(type_token, "one", **inputs)
    stack.forget(first)
    second = stack.create(type_token, "one", **inputs)
    assert (second.id, second.outputs) == (first.id, first.outputs)


def test_what_the_run_that_was_cut_off_did_not_reach_is_done(stack: Stack) -> None:
    inputs = wanted(LOG_GROUP)
    half_made = {name: value for name, value in inputs.items() if name != "retentionInDays"}
    stack.forget(stack.create(LOG_GROUP, "one", **half_made))
    unchanged(stack, stack.create(LOG_GROUP, "one", **inputs), inputs)


def test_a_function_made_by_a_run_that_was_cut_off_gets_the_wanted_code(stack: Stack) -> None:
    role = stack.create(ROLE, "role", assumeRolePolicy=trust("lambda.amazonaws.com"))
    inputs = {
        "name": f"adopted-{uuid.uuid4().hex[:12]}",
        "role": role.outputs["arn"],
        "runtime": "python3.13",
        "handler": "h.main",
    }
    codes = [Archive(assets={"h.py": Asset(text=f"def main(event, context): return {text!r}")}) for text in "ab"]
    first, second = (stack.create("aws:lambda/function:Function", "one", code=code, **inputs) for code in codes)
    stack.forget(first)
    assert second.outputs["codeSha256"] != first.outputs["codeSha256"]


def test_another_ones_resource_is_refused_with_what_differs_and_the_cure(stack: Stack) -> None:
    inputs = wanted(ROLE)
    stack.create(ROLE, "theirs", **{**inputs, "tags": {"stack": "prod"}})
    with pytest.raises(grpc.RpcError) as error:
        stack.create(ROLE, "ours", **inputs)
    text = error.value.details()
    assert "it differs in tags, tagsAll: give this resource another name" in text
    assert f'import_="{inputs["name"]}"' in text


@pytest.mark.parametrize("type_token", [ROLE, LOG_GROUP, BUCKET])
def test_an_imported_resource_has_the_inputs_that_made_it(stack: Stack, type_token: str) -> None:
    inputs = wanted(type_token)
    made = stack.create(type_token, "one", **inputs)
    stack.forget(made)
    imported = stack.import_(type_token, "one", made.id)
    assert not stack.diff(imported, **inputs).diffs
