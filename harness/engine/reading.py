"""Reads resources that the stack uses but does not own: `.get` lookups and references to other stacks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from harness.engine.deployment import Deployment
from harness.engine.errors import ResourceError
from harness.engine.events import Operation, ResourceStep
from harness.engine.properties import Properties, contains_secret, is_unknown, keep_secret
from harness.engine.resource import Resource

STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference"


class StackOutputs(Protocol):
    """Finds the outputs of another stack by its name."""

    def __call__(self, name: str) -> Properties: ...


def read_resource(deployment: Deployment, resource: Resource, old: Resource | None) -> Resource:
    """Looks a resource up and stores it as external.

    Args:
        resource: with the id to look up, a provider and known properties as inputs.
        old: what the state has under its URN.

    Raises:
        ResourceError: there is no such resource.
    """
    if is_unknown(resource.identifier):
        return resource  # only a preview has such ids: there is nothing to look up yet
    with deployment.step(ResourceStep(Operation.READ, resource.urn, resource.parent, resource.identifier)):
        found = deployment.providers.get(resource.provider).read(replace(resource, outputs=resource.inputs))
        if not found.identifier:
            raise ResourceError(f"there is no {resource.type} with the id {resource.identifier!r}")
        outputs = keep_secret(found.outputs, resource.inputs, resource.additional_secret_outputs)
        read = replace(resource, identifier=found.identifier, outputs=outputs, external=True)
        if old and not old.external and old.identifier != read.identifier:
            return deployment.state.put(read, replaces=old)  # a resource of ours stood here: it goes at the end
        return deployment.state.put(read, old)


def read_stack_reference(
    deployment: Deployment, resource: Resource, old: Resource | None, stack_outputs: StackOutputs
) -> Resource:
    """Reads another stack's outputs.

    Raises:
        EngineError: there is no such stack.
    """
    name: Any = resource.inputs.get("name") or resource.identifier
    if is_unknown(name):
        return resource
    with deployment.step(ResourceStep(Operation.READ, resource.urn, resource.parent, name)):
        outputs = stack_outputs(name)
        secret_names: list[Any] = [key for key in sorted(outputs) if contains_secret(outputs[key])]
        properties: Properties = {"name": name, "outputs": outputs, "secretOutputNames": secret_names}
        read = replace(resource, identifier=name, outputs=properties, external=True)
        return deployment.state.put(read, old)
