"""Brings the state to what really exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from harness.engine import property_paths
from harness.engine import urn as urns
from harness.engine.deployment import Deployment
from harness.engine.events import Operation, PropertyChange, ResourceStep
from harness.engine.ordering import run_in_order
from harness.engine.properties import keep_secret
from harness.engine.provider import ReadResult
from harness.engine.resource import Resource


def refresh_all(deployment: Deployment, *, beforehand: bool = False) -> None:
    """Reads every targeted resource that a provider manages and stores what it found; what is gone leaves the state.

    Args:
        beforehand: another operation follows, which reports on every resource: only drift is reported, as such.

    Raises:
        ResourceError: a resource could not be read.
    """
    targeted = [each for each in deployment.state.resources if deployment.targets.cover(each)]
    _refresh_each(deployment, targeted, beforehand)
    deployment.state.forget_interrupted()


def reconcile(deployment: Deployment) -> None:
    """Reads what became of the resources that an earlier run was changing or deleting when it was interrupted.

    Raises:
        ResourceError: a resource could not be read.
    """
    interrupted = {(each.resource.urn, each.resource.identifier) for each in deployment.state.interrupted}
    if not interrupted:
        return
    touched = [each for each in deployment.state.resources if (each.urn, each.identifier) in interrupted]
    _refresh_each(deployment, touched, beforehand=True)
    deployment.state.forget_interrupted(creations=False)


def _refresh_each(deployment: Deployment, resources: Iterable[Resource], beforehand: bool) -> None:
    gone: list[Resource] = []
    managed = [each for each in resources if each.custom and not urns.is_provider(each.type)]
    readable = [each for each in managed if each.provider and not each.pending_replacement]
    run_in_order(readable, lambda _: (), lambda each: _refresh(deployment, each, gone, beforehand), deployment.parallel)
    if gone:
        deployment.state.forget(gone)


def _refresh(deployment: Deployment, resource: Resource, gone: list[Resource], beforehand: bool) -> None:
    with deployment.naming(resource), deployment.gate.step():
        found = deployment.providers.get(resource.provider).read(resource)
    if not found.identifier:
        operation = Operation.REFRESH if beforehand else Operation.DELETE
        step = ResourceStep(operation, resource.urn, resource.parent, resource.identifier)
        with deployment.step(step):
            gone.append(resource)
        return
    refreshed = _refreshed(resource, found)
    changes = tuple(
        PropertyChange.between(*difference)
        for difference in property_paths.differences(resource.outputs, refreshed.outputs)
    )
    if beforehand and refreshed == resource:
        return
    drift = Operation.REFRESH if beforehand else Operation.UPDATE
    operation = Operation.SAME if refreshed == resource else drift
    step = ResourceStep(operation, resource.urn, resource.parent, found.identifier, changes)
    with deployment.step(step):
        if refreshed != resource:
            deployment.state.change(resource, refreshed)


def _refreshed(resource: Resource, found: ReadResult) -> Resource:
    return replace(
        resource,
        identifier=found.identifier,
        inputs=keep_secret(found.inputs or resource.inputs, resource.inputs),
        outputs=keep_secret(found.outputs, {**resource.inputs, **resource.outputs}, resource.additional_secret_outputs),
        init_errors=(),
    )
