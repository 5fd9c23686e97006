"""Properties of every IAM document that the program makes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.unit.recording import TARGET, Recording

# Where IAM, or the kind of document, takes nothing narrower than `*`.
ANY_RESOURCE = {
    "SendTraces": "X-Ray has no resources to name",
    "LookUpNetwork": "EC2's Describe actions take no resource",
    "Account": "in a key's policy `*` is the key",
    "Alarms": "in a key's policy `*` is the key",
    "SignInToRegistry": "the token is for the account's registry as a whole",
    "DeliverLogs": "CloudWatch's log deliveries have no resources to name",
    "TraceExecutions": "X-Ray has no resources to name",
}
SERVICES_WITH_ROLES = {
    "api-logging-role": "apigateway",
    "registry-identity-execution-role": "ecs-tasks",
    "registry-identity-task-role": "ecs-tasks",
    "training-task-identity-execution-role": "ecs-tasks",
    "training-task-identity-task-role": "ecs-tasks",
    "training-role": "states",
    "training-triggers-event-role": "events",
    "training-triggers-schedule-role": "scheduler",
}
ANY_ACTION = {"Account": "the account must be able to manage its key, or nobody is"}


def statements(recording: Recording, effect: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for where, document in recording.policies().items():
        for statement in document["Statement"]:
            if statement["Effect"] == effect:
                yield where, statement


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_there_are_documents_of_every_kind(stack: Recording) -> None:
    kinds = {where.split()[0].split(":")[-1] for where in stack.policies()}
    assert kinds == {"BucketPolicy", "Key", "QueuePolicy", "Role", "RolePolicy", "VpcEndpoint"}


def test_no_statement_allows_a_wildcard_of_actions(stack: Recording) -> None:
    for where, statement in statements(stack, "Allow"):
        if statement.get("Sid") not in ANY_ACTION:
            assert not [action for action in as_list(statement["Action"]) if "*" in action], (where, statement)


def test_no_statement_allows_every_resource(stack: Recording) -> None:
    for where, statement in statements(stack, "Allow"):
        if "Resource" in statement and statement["Sid"] not in ANY_RESOURCE:
            assert "*" not in statement["Resource"], (where, statement)


def test_no_resource_reaches_into_another_account_or_service(stack: Recording) -> None:
    for where, statement in statements(stack, "Allow"):
        for resource in as_list(statement.get("Resource", [])):
            if resource != "*":
                assert re.match(r"arn:aws:[a-z0-9-]+:[^*:]*:[^*:]*:[^*]", resource) or resource.endswith(":*/*"), (
                    where,
                    resource,
                )


def test_the_exceptions_are_still_needed(stack: Recording) -> None:
    wide = {one["Sid"] for _, one in statements(stack, "Allow") if "*" in as_list(one.get("Resource", []))}
    assert wide == set(ANY_RESOURCE)


def test_whoever_allows_everybody_names_the_account(stack: Recording) -> None:
    for where, statement in statements(stack, "Allow"):
        if statement.get("Principal") == "*" and statement["Sid"] != "ImageLayers":
            assert statement["Condition"] == {"StringEquals": {"aws:PrincipalAccount": TARGET.account}}, where


def test_every_function_has_a_role_of_its_own(stack: Recording) -> None:
    roles = [one.inputs["role"] for one in stack.of_type("aws:lambda/function:Function")]
    assert len(set(roles)) == len(roles) == 7


def test_only_the_service_that_uses_a_role_may_assume_it(stack: Recording) -> None:
    for one in stack.of_type("aws:iam/role:Role"):
        service = SERVICES_WITH_ROLES.get(one.name, "lambda")
        (statement,) = json.loads(one.inputs["assumeRolePolicy"])["Statement"]
        assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}


def test_every_permission_to_invoke_is_for_the_alias_and_one_source(stack: Recording) -> None:
    for one in stack.of_type("aws:lambda/permission:Permission"):
        assert one.inputs["action"] == "lambda:InvokeFunction"
        assert one.inputs["qualifier"] == "live", one.name
        assert one.inputs["sourceArn"].startswith("arn:aws:"), one.name
        assert not one.inputs["sourceArn"].endswith("*/*"), one.name


def test_s3_may_invoke_only_for_a_bucket_of_this_account(stack: Recording) -> None:
    (one,) = [
        one
        for one in stack.of_type("aws:lambda/permission:Permission")
        if one.inputs["principal"] == "s3.amazonaws.com"
    ]
    assert one.inputs["sourceAccount"] == TARGET.account
