"""Takes over resources that exist already: `import` and reads."""

from __future__ import annotations

import os
from dataclasses import replace

from harness.engine import decisions
from harness.engine.deployment import Deployment
from harness.engine.errors import ResourceError
from harness.engine.events import Operation, ResourceStep
from harness.engine.properties import keep_secret
from harness.engine.provider import Provider
from harness.engine.resource import Resource


def import_resource(
    deployment: Deployment, provider: Provider, resource: Resource, replaces: Resource | None = None
) -> Resource:
    """Puts an existing resource under the stack's management without changing it.

    Args:
        resource: with the id to import, and the program's inputs.
        replaces: the resource of another id that stands in its place; it is deleted at the end.

    Raises:
        ResourceError: there is no such resource, the program's inputs are not what it has, or what it replaces is
            protected.
    """
    if replaces is not None and replaces.protect:
        raise ResourceError(
            f"unable to import {resource.import_id!r} in place of {replaces.identifier!r}, which is protected: remove"
            " `protect` from it in the program and run `up` first."
        )
    step = ResourceStep(Operation.IMPORT, resource.urn, resource.parent, resource.import_id)
    with deployment.step(step), deployment.state.pending(resource, "importing") as pending:
        found = provider.read(replace(resource, identifier=resource.import_id, inputs={}, outputs={}))
        if not found.identifier:
            raise ResourceError(f"there is no {resource.type} with the id {resource.import_id!r} to import")
        existing = replace(
            resource,
            identifier=found.identifier,
            inputs=keep_secret(found.inputs, resource.inputs),
            outputs=keep_secret(found.outputs, resource.inputs, resource.additional_secret_outputs),
        )
        wanted = decisions.inputs_with_ignored_changes(resource.inputs, found.inputs, resource.ignore_changes)
        inputs = provider.check(replace(resource, inputs=wanted), found.inputs, os.urandom(32))
        inputs = deployment.judged(replace(existing, inputs=inputs)).inputs
        difference = provider.diff(existing, inputs, resource.ignore_changes)
        if difference.changed is None:
            difference = decisions.input_difference(existing.inputs, inputs)
        if difference.changed:
            _refuse(deployment, existing, tuple(difference.detailed) or difference.properties)
        return deployment.state.put(replace(existing, inputs=inputs), finished=pending, replaces=replaces)


def _refuse(deployment: Deployment, resource: Resource, properties: tuple[str, ...]) -> None:
    """A preview warns of inputs that differ, as the Pulumi CLI does; an update fails."""
    text = f"inputs to import do not match the existing resource: {', '.join(properties)}"
    if not deployment.preview:
        raise ResourceError(f"{text}. Make the program's inputs the same as the resource's, then change them.")
    deployment.progress.message("warning", f"{text}; importing it will fail", resource.urn)
