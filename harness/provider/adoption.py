"""Taking over what exists already: on import, and where a run was cut off after it made a resource."""

from __future__ import annotations

import re

from . import requests
from .comparison import differences
from .conversion import property_name
from .describing import describe
from .errors import Gone, ProviderError
from .resource import Resource, code_of
from .templates import fill, parse
from .values import Properties

_EXISTS = re.compile("AlreadyExist|AlreadyOwned|Duplicate|ExistsException|ConflictException")


def exists_already(error: ProviderError) -> bool:
    """Whether a create call failed because there is such a resource."""
    return bool(_EXISTS.search(code_of(error.__cause__)))


def adopt(resource: Resource, refusal: ProviderError) -> Properties:
    """Takes over the resource that is in the way, if it is as this create call would have made it, tags included.

    Args:
        resource: the wanted resource; its scope learns what the existing one is.
        refusal: AWS's answer to the create call.

    Returns:
        What the create call would have answered.

    Raises:
        ProviderError: it is another one, or cannot be told to be the same.
    """
    row = resource.row
    resource.scope["id"] = fill(row.id, resource.scope)
    try:
        outputs, actual = describe(resource)
    except (ProviderError, Gone):
        raise _refused(resource, refusal, "it cannot be told to be this one") from refusal
    resource.scope["id"] = fill(row.id, resource.scope)
    if resource.scope["id"] is None or not set(row.answers) <= set(outputs):
        raise _refused(resource, refusal, "it cannot be told to be this one") from refusal
    changed = {
        re.split(r"[.\[]", difference.path)[0] for difference in differences(actual, resource.inputs, row.unordered)
    }
    differing = sorted(name for name in changed if _made_by_create(resource, name, actual))
    if differing:
        raise _refused(resource, refusal, f"it differs in {', '.join(differing)}") from refusal
    return {name: outputs[name] for name in row.answers}


def _made_by_create(resource: Resource, name: str, actual: Properties) -> bool:
    """Whether the create call sets the input; what follows it may not have happened yet, and is done again."""
    row = resource.row
    if name in requests.TAG_PROPERTIES:
        return bool(row.tagging) and (bool(actual.get(name)) or bool(row.tagging and row.tagging.create))
    return requests.carries(row, row.create, resource.model, name)


def _refused(resource: Resource, refusal: ProviderError, reason: str) -> ProviderError:
    identifier = resource.scope.get("id") or "ID"
    return ProviderError(
        f"{refusal}; {reason}: give this resource another name, delete the other one, or take it over with the "
        f'resource option import_="{identifier}"'
    )


def imported_inputs(resource: Resource) -> Properties:
    """Every input that a resource may have, as far as it is known before AWS was asked: what a first read fills in."""
    row = resource.row
    members = requests.input_shape(resource.model, row.create.operation).members
    called = {member.partition(".")[0] for member in {**row.names, **row.create.names}.values()}
    names = {name for name in {**row.names, **row.create.names} if "." not in name}
    names |= {property_name(member) for member in members if member not in called}
    names |= {name for setting in row.settings for name in setting.properties}
    named = parse(row.id, resource.scope["id"])
    inputs = {
        name: named.get(name, row.defaults.get(name)) for name in sorted(names - {*requests.TAG_PROPERTIES, *row.local})
    }
    if row.tagging:
        inputs["tagsAll"] = dict(resource.clients.configuration.default_tags)
    return inputs
