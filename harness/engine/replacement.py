"""Deletes a resource before its replacement exists, and first the resources that cannot live without it."""

from __future__ import annotations

from dataclasses import replace

from harness.engine.deletion import delete_resource
from harness.engine.deployment import Deployment
from harness.engine.errors import ResourceError
from harness.engine.events import Operation, ResourceStep
from harness.engine.properties import UNKNOWN
from harness.engine.resource import Resource


def delete_before_replacing(deployment: Deployment, resource: Resource) -> Resource:
    """Deletes the resource and every dependant that its replacement forces to be replaced, dependants first.

    Each stays in the state as a pending replacement until the program registers it again.

    Returns:
        What is left of the resource in the state.

    Raises:
        ResourceError: one of them is protected or no target; nothing was deleted then.
    """
    doomed = [resource, *_dependants_to_replace(deployment, resource)]
    for each in doomed:
        if not deployment.targets.cover(each):
            raise ResourceError(
                f"unable to replace {resource.urn!r}: it would replace {each.urn!r} too, which"
                f" {deployment.targets.refusal}"
            )
        if each.protect:
            raise ResourceError(
                f"unable to replace {resource.urn!r}: it would replace {each.urn!r} too, which is protected."
                " Remove `protect` from it in the program and run `up` first."
            )
    remains = resource
    for each in reversed(doomed):
        step = ResourceStep(Operation.DELETE_REPLACED, each.urn, each.parent, each.identifier)
        with deployment.step(step):
            remains = replace(each, pending_replacement=True)
            delete_resource(deployment, each, remains)
    return remains


def _dependants_to_replace(deployment: Deployment, resource: Resource) -> list[Resource]:
    """What depends on the resource and would itself have to be replaced, in the state's order.

    A dependant is asked for its diff with every property that comes from a replaced resource unknown: only where the
    provider says that such a property forces a replacement must it go. Others are updated once the replacement exists.
    """
    replaced = {resource.urn}
    found = []
    for candidate in deployment.state.unclaimed:
        if not candidate.custom or candidate.external or candidate.pending_replacement:
            continue
        if candidate.provider_urn in replaced or _is_forced(deployment, candidate, replaced):
            replaced.add(candidate.urn)
            found.append(candidate)
    return found


def _is_forced(deployment: Deployment, candidate: Resource, replaced: set[str]) -> bool:
    depending = {key for key, urns in candidate.property_dependencies.items() if replaced.intersection(urns)}
    if not depending:
        return False
    news = {key: UNKNOWN if key in depending else value for key, value in candidate.inputs.items()}
    return bool(deployment.providers.get(candidate.provider).diff(candidate, news).replaces)
