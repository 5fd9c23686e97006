"""Deletes resources: what the program no longer declares, what replacements left behind, or everything."""

from __future__ import annotations

from collections.abc import Iterable

from harness.engine import urn as urns
from harness.engine.deployment import Deployment
from harness.engine.errors import ResourceError
from harness.engine.events import Operation, ResourceStep
from harness.engine.ordering import run_in_order
from harness.engine.resource import Resource


def delete_all(deployment: Deployment, resources: Iterable[Resource]) -> None:
    """Deletes the targets among the resources, each after what depends on it, side by side where nothing does.

    What an excluded resource depends on stays with it.

    Raises:
        ResourceError: one is protected, or something that is no target depends on it; nothing was deleted then.
    """
    doomed = [each for each in resources if deployment.targets.cover(each)]
    if deployment.targets.excluding:
        doomed = _not_needed(deployment, doomed)
    _refuse_protected(doomed)
    _refuse_untargeted_dependants(deployment, doomed)
    gone = {each.urn for each in doomed if not each.delete}
    run_in_order(
        doomed,
        lambda each: _dependants(each, doomed),
        lambda each: _delete_step(deployment, each, gone),
        deployment.parallel,
    )


def delete_resource(deployment: Deployment, resource: Resource, remains: Resource | None = None) -> None:
    """Deletes a resource with its provider, unless it is to be kept, and takes it out of the state.

    Args:
        remains: what stays in the state in its place.
    """
    with deployment.state.pending(resource, "deleting") as pending:
        if _has_something_to_delete(resource) and not deployment.preview:
            deployment.call_hooks("BeforeDelete", resource, None, resource)
            provider = deployment.providers.get(resource.provider)
            deployment.attempt("delete", None, resource, lambda: provider.delete(resource))
            deployment.call_hooks("AfterDelete", resource, None, resource)
        deployment.state.change(resource, remains, pending)


def _delete_step(deployment: Deployment, resource: Resource, gone: set[str]) -> None:
    operation = Operation.DELETE_REPLACED if resource.delete or resource.pending_replacement else Operation.DELETE
    step = ResourceStep(operation, resource.urn, resource.parent, resource.identifier)
    with deployment.naming(resource), deployment.step(step):
        if resource.pending_replacement or resource.deleted_with in gone:
            deployment.state.change(resource, None)
        else:
            delete_resource(deployment, resource)


def _has_something_to_delete(resource: Resource) -> bool:
    managed = resource.custom and not resource.external and not urns.is_provider(resource.type)
    return managed and not resource.retain_on_delete


def _refuse_protected(resources: list[Resource]) -> None:
    protected = [each.urn for each in resources if each.protect and not each.delete]
    if protected:
        raise ResourceError(
            f"unable to delete {', '.join(map(repr, protected))}: protected. To delete, remove `protect` in the program"
            " and run `up`; to keep the resource, leave it in the program."
        )


def _refuse_untargeted_dependants(deployment: Deployment, doomed: list[Resource]) -> None:
    if not deployment.targets.limited:
        return
    gone = {each.urn for each in doomed if not each.delete}
    for each in deployment.state.resources:
        if each.urn not in gone and each.referenced & gone:
            needed = ", ".join(map(repr, sorted(each.referenced & gone)))
            raise ResourceError(
                f"unable to delete {needed}: {each.urn!r} depends on it and {deployment.targets.refusal}"
            )


def _not_needed(deployment: Deployment, doomed: list[Resource]) -> list[Resource]:
    """Those on which nothing depends that stays."""
    going = {id(each) for each in doomed}
    needed: set[str] = set()
    for each in reversed(deployment.state.resources):
        if id(each) not in going or (each.urn in needed and not each.delete):
            needed |= each.referenced
    return [each for each in doomed if each.delete or each.urn not in needed]


def _dependants(resource: Resource, resources: list[Resource]) -> list[Resource]:
    """What must be gone before the resource can go. Old copies of one resource do not wait for each other."""
    return [each for each in resources if each is not resource and resource.urn in each.referenced]
