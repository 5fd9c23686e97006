"""What AWS says of a resource: its outputs, and the inputs as they really are."""

from __future__ import annotations

import time
from typing import Any

from . import paths, requests
from .comparison import same
from .conversion import from_answer, member_path
from .errors import Gone, ProviderError
from .resource import Resource, code_of
from .rows import Completion, Read, Row, Tagging, Wait
from .templates import fill
from .values import Archive, Asset, Properties

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0


def describe(resource: Resource) -> tuple[Properties, Properties]:
    """Asks AWS for everything the row can read.

    Returns:
        The outputs, and the inputs with the values that AWS reports; an input that AWS cannot report stays as it was.

    Raises:
        Gone: the resource does not exist.
    """
    row, outputs = resource.row, Properties()
    inputs = dict(resource.inputs)
    for index, read in enumerate(row.reads):
        description = description_of(resource, read)
        outputs.update(_outputs(read, description, resource))
        resource.scope.update(outputs)
        outputs.update(derive(resource))
        _compare(resource, read, description, inputs)
        if index == 0 and row.tagging and row.tagging.read is None:
            _compare_tags(row.tagging, description, _root_shape(resource, read), inputs)
    if row.tagging and row.tagging.read:
        description = description_of(resource, row.tagging.read)
        _compare_tags(row.tagging, description, _root_shape(resource, row.tagging.read), inputs)
    return outputs, inputs


def derive(resource: Resource) -> Properties:
    """The outputs that follow from what is known so far; templates may build on each other in order."""
    derived = {}
    for name, template in resource.row.derived.items():
        value = template(resource.scope) if callable(template) else fill(template, resource.scope)
        if value is not None:
            derived[name] = resource.scope[name] = value
    return derived


def description_of(resource: Resource, read: Read) -> Any:
    """What one read says; an empty object for a setting that is not set.

    Raises:
        Gone: there is nothing at the read's root.
    """
    shape = requests.input_shape(resource.model, read.operation)
    key = read.key if read.key is not None else resource.row.key
    members = {**read.fixed, **requests.key_members(key, shape, resource.scope, resource.row)}
    try:
        answer = resource.pages(read.operation, members)
    except (Gone, ProviderError) as error:
        if code_of(error.__cause__) in read.absent:
            return {}
        raise
    found = paths.get(answer, fill(read.root, resource.scope))
    if read.find:
        found = _chosen(found or [], read, resource)
    if found is None and (read.optional or read.absent):
        return {}
    if found is None or _ended(resource.row, found) or (read.needs and not paths.get(found, read.needs)):
        raise Gone(f"{resource.scope.get('id')}: {read.operation} does not know it")
    return found


def _ended(row: Row, description: Any) -> bool:
    """Whether this is what AWS still says of a deleted resource."""
    return bool(row.ended) and all(paths.get(description, path) == value for path, value in row.ended.items())


def _chosen(candidates: list[Any], read: Read, resource: Resource) -> Any:
    """The element whose members are those of the resource; a template that cannot be filled asks for absence."""
    wanted = {member: fill(template, resource.scope) for member, template in read.find.items()}
    return next(
        (item for item in candidates if all(paths.get(item, member) == value for member, value in wanted.items())), None
    )


def _outputs(read: Read, description: Any, resource: Resource) -> Properties:
    shape = _root_shape(resource, read)
    outputs = {}
    for name, path in read.outputs.items():
        listed = isinstance(path, list)
        member = path[0] if isinstance(path, list) else path
        value = paths.get(description, member)
        below = paths.shape_at(shape, member) if shape is not None else None
        converted = from_answer(value, below, {}, None, name) if below is not None else value
        if converted is not None:
            outputs[name] = [converted] if listed else converted
    return outputs


def _root_shape(resource: Resource, read: Read) -> Any:
    shape = paths.shape_at(resource.model.operation_model(read.operation).output_shape, read.root)
    return shape.member if shape is not None and shape.type_name == "list" and read.find else shape


def compared(row: Row, read: Read, model: Any, name: str) -> str | None:
    """Path of an input in the description of a read, or None where this read does not tell."""
    if name in row.local or name in requests.TAG_PROPERTIES or name == "region":
        return None
    if read.only is not None and name not in read.only:
        return None
    shape = paths.shape_at(model.operation_model(read.operation).output_shape, read.root)
    if shape is not None and shape.type_name == "list" and read.find:
        shape = shape.member
    if shape is None or shape.type_name == "string":
        return {**row.names, **read.names}.get(name)
    return member_path(shape, name, name, {**row.names, **read.names})


def _compare(resource: Resource, read: Read, description: Any, inputs: Properties) -> None:
    """Replaces the inputs that differ from what AWS says."""
    row, model = resource.row, resource.model
    root = _root_shape(resource, read)
    for name, known in list(inputs.items()):
        member = compared(row, read, model, name)
        if member is None or isinstance(known, Asset | Archive):
            continue
        like = row.codecs[name].encode(known) if name in row.codecs and known is not None else known
        raw = paths.get(description, member)
        actual = from_answer(raw, paths.shape_at(root, member), {**row.names, **read.names}, like, name)
        if actual is not None and same(like, actual, row.unordered, name):
            continue
        if actual is not None and name in row.codecs:
            actual = row.codecs[name].decode(actual)
        if actual is None and (not known or known == row.defaults.get(name)):
            continue
        if same(known, actual, row.unordered, name):
            continue
        if actual is None:
            del inputs[name]
        else:
            inputs[name] = actual


def _compare_tags(tagging: Tagging, description: Any, shape: Any, inputs: Properties) -> None:
    """Both kinds of tags as they are: the resource's own without the defaults that still apply."""
    actual = requests.tags_found(paths.get(description, tagging.found), paths.shape_at(shape, tagging.found))
    known_all, own = inputs.get("tagsAll") or {}, inputs.get("tags") or {}
    if actual == known_all:
        return
    inherited = {key for key, value in known_all.items() if key not in own and actual.get(key) == value}
    inputs["tagsAll"] = actual
    inputs["tags"] = {key: value for key, value in actual.items() if key not in inherited}


def settle(resource: Resource) -> None:
    """Waits until the last change of the resource has arrived.

    Raises:
        ProviderError: it failed, or took too long.
    """
    if resource.row.wait:
        _arrived(resource, resource.row.reads[0], resource.row.wait)


def complete(resource: Resource, completion: Completion) -> Properties:
    """Waits for the work that the create call started, and returns what only its end tells.

    Raises:
        ProviderError: it failed, or took too long.
    """
    return _outputs(completion.read, _arrived(resource, completion.read, completion.wait), resource)


def _arrived(resource: Resource, read: Read, wait: Wait) -> Any:
    """The description, once it is as waited for."""
    deadline, pause = time.monotonic() + wait.seconds, FIRST_PAUSE
    name = resource.scope["id"] or resource.row.type
    while True:
        description = description_of(resource, read)
        if all(paths.get(description, path) in (*values, None) for path, values in wait.ready.items()):
            return description
        for path, values in wait.failed.items():
            if paths.get(description, path) in values:
                reason = paths.get(description, wait.reason) if wait.reason else ""
                raise ProviderError(f"{name} is {paths.get(description, path)}: {reason}")
        if time.monotonic() > deadline:
            state = {path: paths.get(description, path) for path in wait.ready}
            raise ProviderError(f"{name} is still {state} after {wait.seconds:.0f} s")
        time.sleep(pause)
        pause = min(1.5 * pause, LONGEST_PAUSE)


def drain(resource: Resource, seconds: float = 300) -> None:
    """Waits until a deleted resource is gone, where the row says that this takes a while."""
    if not resource.row.drained and not resource.row.ended:
        return
    deadline, pause = time.monotonic() + seconds, FIRST_PAUSE
    while time.monotonic() < deadline:
        try:
            description_of(resource, resource.row.reads[0])
        except Gone:
            return
        time.sleep(pause)
        pause = min(1.5 * pause, LONGEST_PAUSE)
    raise ProviderError(f"{resource.scope['id']} is not gone {seconds:.0f} s after its deletion")
