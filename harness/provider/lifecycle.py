"""Create, read, update and delete over any row."""

from __future__ import annotations

from collections.abc import Collection

from . import requests
from .adoption import adopt, exists_already, imported_inputs
from .clients import Clients
from .comparison import same
from .describing import complete, derive, describe, drain, settle
from .errors import Gone, PartlyCreated, ProviderError
from .paths import get
from .resource import Resource
from .rows import Call, Row, Setting
from .templates import fill
from .values import Properties


def create(row: Row, clients: Clients, inputs: Properties) -> tuple[str, Properties]:
    """Makes the resource and returns its id and outputs (inputs included).

    Raises:
        PartlyCreated: it exists, but a later step failed.
        ProviderError: it was not made.
    """
    resource = Resource(row, clients, inputs, {})
    adopted = False
    try:
        answer = resource.call(
            row.create.operation, **requests.create_request(row, resource.model, inputs, resource.scope)
        )
        answers = {name: get(answer, path) for name, path in row.answers.items()}
        resource.scope.update(answers)
        if row.completion:
            answers |= complete(resource, row.completion)
    except ProviderError as error:
        if not exists_already(error):
            raise
        answers, adopted = adopt(resource, error), True
    resource.scope.update(answers)
    resource_id = fill(row.id, resource.scope)
    if not resource_id:
        raise ProviderError(f"the answer of {row.create.operation} holds no id")
    resource.scope["id"] = resource_id
    derive(resource)
    try:
        settle(resource)
        for setting in row.settings:
            if any(_given_beside_create(resource, name, adopted) for name in setting.properties):
                _apply(resource, setting, {})
        if row.tagging and not row.tagging.create and inputs.get("tagsAll"):
            _tag(resource, {})
        if row.created:
            row.created(resource)
        outputs, _ = describe(resource)
    except (ProviderError, Gone) as error:
        raise PartlyCreated(resource_id, {**inputs, **answers}, str(error)) from error
    return resource_id, {**inputs, **answers, **outputs}


def read(
    row: Row, clients: Clients, resource_id: str, inputs: Properties, known: Properties
) -> tuple[Properties, Properties] | None:
    """What the resource is now.

    Args:
        inputs: those of the last deployment; none for a resource that is not in the stack yet, of which all are read.
        known: the outputs of the last deployment.

    Returns:
        Outputs (inputs included) and inputs, or None where it is gone.
    """
    resource = Resource(row, clients, inputs, known, resource_id)
    if not inputs:
        resource.inputs = imported_inputs(resource)
        resource.scope.update({name: value for name, value in resource.inputs.items() if value is not None})
    try:
        outputs, actual = describe(resource)
    except Gone:
        return None
    actual = {name: value for name, value in actual.items() if value is not None}
    return {**_kept(row, known), **actual, **outputs}, actual


def update(
    row: Row,
    clients: Clients,
    resource_id: str,
    inputs: Properties,
    old: Properties,
    known: Properties,
    changed: Collection[str],
) -> Properties:
    """Brings the resource from its old inputs to the wanted ones, with the calls that the changed properties need.

    Args:
        inputs: the wanted inputs.
        old: the inputs so far.
        known: the outputs so far.
        changed: names of the inputs that differ.

    Returns:
        Its outputs, inputs included.
    """
    resource = Resource(row, clients, inputs, known, resource_id)
    _update_main(resource, old, changed)
    for setting in row.settings:
        if any(name in changed for name in setting.properties):
            _apply(resource, setting, old)
            settle(resource)
    if row.tagging and {"tags", "tagsAll"} & set(changed) and not requests.updates_tags(row):
        _tag(resource, old.get("tagsAll") or old.get("tags") or {})
    if row.updated:
        row.updated(resource)
    outputs, _ = describe(resource)
    return {**_kept(row, known), **inputs, **outputs}


def _kept(row: Row, known: Properties) -> Properties:
    """The outputs that only the create call told."""
    told = (*row.answers, *(row.completion.read.outputs if row.completion else ()))
    return {name: known[name] for name in told if name in known}


def _update_main(resource: Resource, old: Properties, changed: Collection[str]) -> None:
    row = resource.row
    if row.update is None:
        return
    own = {
        name
        for name in changed
        if not requests.setting_of(row, name) and requests.carries(row, row.update, resource.model, name)
    }
    if not own and not (requests.updates_tags(row) and set(requests.TAG_PROPERTIES) & set(changed)):
        return
    removed = {name: row.reset[name] for name in own if resource.inputs.get(name) is None and name in row.reset}
    request = requests.request(row, row.update, resource.model, {**resource.inputs, **removed}, resource.scope)
    if row.prepare and row.update.operation == row.create.operation:
        request = row.prepare(request, resource.scope)
    resource.call(row.update.operation, **request)
    settle(resource)


def delete(row: Row, clients: Clients, resource_id: str, inputs: Properties, known: Properties) -> None:
    """Drops the resource; one that is gone already is no error."""
    resource = Resource(row, clients, inputs, known, resource_id)
    try:
        if row.deleting:
            row.deleting(resource)
        if row.delete:
            resource.run(row.delete, {})
    except Gone:
        return
    drain(resource)


def _given_beside_create(resource: Resource, name: str, adopted: bool) -> bool:
    """Whether a setting is still to be made after the create call; one that was not ours to make carried nothing."""
    given = resource.inputs.get(name)
    carried = not adopted and requests.carries(resource.row, resource.row.create, resource.model, name)
    return given is not None and given != resource.row.defaults.get(name) and not carried


def _apply(resource: Resource, setting: Setting, old: Properties) -> None:
    if not isinstance(setting.call, Call):
        setting.call(resource, old)
        return
    given = {name: resource.inputs[name] for name in setting.properties if resource.inputs.get(name) is not None}
    if given or setting.remove is None:
        resource.run(setting.call, {**setting.reset, **given})
    else:
        resource.run(setting.remove, {})


def _tag(resource: Resource, old: Properties) -> None:
    """Adds the tags that are new or changed and takes away those no longer wanted."""
    tagging = resource.row.tagging
    if tagging is None:
        return
    wanted = resource.inputs.get("tagsAll") or resource.inputs.get("tags") or {}
    dropped = [key for key in old if key not in wanted]
    if dropped and tagging.remove:
        request = requests.untag_request(tagging, resource.model, dropped, resource.scope, resource.row)
        resource.call(tagging.remove, **request)
    fresh = {key: value for key, value in wanted.items() if not same(old.get(key), value)}
    if fresh or (dropped and not tagging.remove):
        request = requests.tag_request(
            tagging, resource.model, fresh if tagging.remove else wanted, resource.scope, resource.row
        )
        resource.call(tagging.add, **request)
