"""Deployments on their way out of and into a stack, in the form of `pulumi stack export` and `pulumi stack import`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from harness.engine import urn as urns
from harness.engine.errors import EngineError
from harness.engine.resource import Resource

VERSION = 3


def packed(deployment: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a deployment."""
    return {"version": VERSION, "deployment": dict(deployment)}


def unpacked(document: Any) -> dict[str, Any]:
    """The deployment of a document.

    Raises:
        EngineError: it is none, or of another version.
    """
    if not isinstance(document, dict) or not isinstance(document.get("deployment"), dict):
        raise EngineError("this is no exported deployment: it must be a JSON object with a `deployment`")
    if document.get("version") != VERSION:
        raise EngineError(f"the deployment has version {document.get('version')!r}; only {VERSION} is supported")
    deployment: dict[str, Any] = document["deployment"]
    return deployment


def verify(resources: Sequence[Resource], project: str, stack: str) -> None:
    """Checks that resources can be the state of a stack.

    Raises:
        EngineError: one is of another stack, stands twice, or refers to what does not come before it.
    """
    known: set[str] = set()
    for each in resources:
        if (urns.stack_of(each.urn), urns.project_of(each.urn)) != (stack, project):
            raise EngineError(f"{each.urn!r} is not of the stack {stack} of the project {project}")
        if each.urn in known and not each.delete:
            raise EngineError(f"{each.urn!r} stands in the deployment twice")
        if missing := each.referenced - known:
            raise EngineError(f"{each.urn!r} refers to {min(missing)!r}, which does not come before it")
        if not each.delete:
            known.add(each.urn)
