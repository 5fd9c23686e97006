"""IAM documents as plain data. Values may be outputs: `pulumi.Output.json_dumps` turns a document into JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi import Input

Statement = dict[str, Any]
Conditions = Mapping[str, Mapping[str, Any]]


def allow(
    sid: str, actions: Sequence[str], resources: Sequence[Input[str]], *, when: Conditions | None = None
) -> Statement:
    """A statement of an identity's policy that allows `actions` on `resources`, under the conditions `when`."""
    return _statement("Allow", sid, actions, resources, when)


def deny(
    sid: str, actions: Sequence[str], resources: Sequence[Input[str]], *, when: Conditions | None = None
) -> Statement:
    """A statement of an identity's policy that denies, whatever else allows."""
    return _statement("Deny", sid, actions, resources, when)


def by(statement: Statement, principal: Mapping[str, Input[str]] | str) -> Statement:
    """The statement as part of a resource's own policy, for `principal`: `{"Service": ...}`, `{"AWS": ...}` or `*`."""
    return {**statement, "Principal": principal}


def document(statements: Sequence[Statement]) -> dict[str, Any]:
    """A policy document of statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(service: str) -> dict[str, Any]:
    """A role's trust policy: the AWS service (such as `lambda.amazonaws.com`) may assume the role."""
    return document([{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}])


def encrypted_transport_only(resource_arns: Sequence[Input[str]], service: str) -> list[Statement]:
    """Statements of a resource's policy that refuse requests without TLS.

    Args:
        resource_arns: what they protect.
        service: prefix of the service's actions, such as `s3` or `sqs`.
    """
    insecure = deny(
        "DenyInsecureTransport", [f"{service}:*"], resource_arns, when={"Bool": {"aws:SecureTransport": "false"}}
    )
    return [by(insecure, "*")]


def _statement(
    effect: str, sid: str, actions: Sequence[str], resources: Sequence[Input[str]], when: Conditions | None
) -> Statement:
    statement: Statement = {"Sid": sid, "Effect": effect, "Action": list(actions), "Resource": list(resources)}
    return {**statement, "Condition": when} if when else statement
