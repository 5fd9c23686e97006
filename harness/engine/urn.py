"""Pulumi's uniform resource names: `urn:pulumi:STACK::PROJECT::PARENT_TYPE$TYPE::NAME`."""

from __future__ import annotations

STACK_TYPE = "pulumi:pulumi:Stack"
PROVIDER_PREFIX = "pulumi:providers:"


def create(stack: str, project: str, parent: str, resource_type: str, name: str) -> str:
    """The URN of a resource; a parent other than the stack qualifies the type.

    Args:
        parent: URN of the parent, or empty.
    """
    return f"urn:pulumi:{stack}::{project}::{_qualifier(parent)}{resource_type}::{name}"


def type_of(urn: str) -> str:
    """The resource's own type, without its parents'."""
    return urn.split("::")[2].rsplit("$", 1)[-1]


def name_of(urn: str) -> str:
    """The resource's name, which may itself hold `::`."""
    return urn.split("::", 3)[3]


def stack_of(urn: str) -> str:
    return urn.split("::")[0].removeprefix("urn:pulumi:")


def project_of(urn: str) -> str:
    return urn.split("::")[1]


def is_provider(resource_type: str) -> bool:
    return resource_type.startswith(PROVIDER_PREFIX)


def is_default_provider(urn: str) -> bool:
    """Default providers belong to the engine, not to the program, and are never shown or counted."""
    return is_provider(type_of(urn)) and name_of(urn).startswith("default")


def package_of(token: str) -> str:
    """The package that serves a type or function token: `aws` of `aws:s3/bucket:Bucket`, of `pulumi:providers:aws`."""
    parts = token.split(":")
    return parts[2] if is_provider(token) else parts[0]


def provider_reference(urn: str, identifier: str) -> str:
    """How a resource names its provider: `URN::ID`."""
    return f"{urn}::{identifier}"


def split_reference(reference: str) -> tuple[str, str]:
    """The URN and the id of a provider reference."""
    urn, identifier = reference.rsplit("::", 1)
    return urn, identifier


def _qualifier(parent: str) -> str:
    if not parent or type_of(parent) == STACK_TYPE:
        return ""
    return parent.split("::")[2] + "$"
