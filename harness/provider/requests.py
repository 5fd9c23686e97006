"""Requests of a row's calls, made from properties by botocore's model: pure, no call is made here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from . import paths
from .conversion import NoMember, from_answer, member_path, to_member, to_request
from .errors import ProviderError, UncoveredInput
from .rows import Call, IfGiven, Key, Row, Setting, Tagging
from .templates import fill
from .values import UNKNOWN, Properties

TAG_PROPERTIES = ("tags", "tagsAll")


def input_shape(model: Any, operation: str) -> Any:
    """The shape of an operation's request."""
    return model.operation_model(operation).input_shape


def carries(row: Row, call: Call, model: Any, name: str) -> bool:
    """Whether the call has a member for the property."""
    if name in row.local or name in TAG_PROPERTIES or name == "region":
        return False
    return member_path(input_shape(model, call.operation), name, name, {**row.names, **call.names}) is not None


def setting_of(row: Row, name: str) -> Setting | None:
    """The setting that sets the property, if it has one."""
    return next((setting for setting in row.settings if name in setting.properties), None)


def updatable(row: Row, model: Any, name: str) -> bool:
    """Whether a change of the property is possible without a new resource."""
    if name in row.replace or name == "region":
        return False
    if name in row.local or setting_of(row, name) or (name in TAG_PROPERTIES and row.tagging):
        return True
    return row.update is not None and carries(row, row.update, model, name)


def verify_inputs(row: Row, model: Any, inputs: Properties) -> None:
    """Makes sure that some rule covers every input, at every depth.

    Raises:
        UncoveredInput: names the input and the row.
        ProviderError: a value does not fit, or a required input is missing.
    """
    for name, value in inputs.items():
        if name in (*row.local, *row.prepared, "region") or (name in TAG_PROPERTIES and row.tagging):
            continue
        setting = setting_of(row, name)
        call = row.create
        if setting and not carries(row, row.create, model, name):
            if not isinstance(setting.call, Call):
                continue
            call = setting.call
        members(row, call, model, {name: value})
    required = input_shape(model, row.create.operation).required_members
    missing = [member for member in required if not _given(row, model, inputs, member)]
    if missing:
        raise ProviderError(f"the required {missing[0]} of {row.create.operation} is not given")


def _given(row: Row, model: Any, inputs: Properties, member: str) -> bool:
    if member in row.create.fixed or row.prepare:
        return True
    shape, names = input_shape(model, row.create.operation), {**row.names, **row.create.names}
    targets = (member_path(shape, name, name, names) for name, value in inputs.items() if value is not None)
    return any(target is not None and paths.steps(target)[:1] in ([member], []) for target in targets)


def members(row: Row, call: Call, model: Any, properties: Properties) -> dict[str, Any]:
    """The members that carry the given properties in a call.

    Raises:
        UncoveredInput: the call has no member for one of them.
        ProviderError: a value does not fit.
    """
    names = {**row.names, **call.names}
    try:
        return to_request(encoded(row, properties), input_shape(model, call.operation), names)
    except NoMember as error:
        raise UncoveredInput(row.type, error.path) from None
    except ValueError as error:
        raise ProviderError(str(error)) from None


def encoded(row: Row, properties: Properties) -> Properties:
    """The properties in the form that converts by names alone."""
    return {
        name: row.codecs[name].encode(value) if name in row.codecs and value is not UNKNOWN else value
        for name, value in properties.items()
    }


def request(row: Row, call: Call, model: Any, properties: Properties, scope: Mapping[str, Any]) -> dict[str, Any]:
    """A whole request: key, fixed members, and every property that the call has a member for."""
    carried = {name: value for name, value in properties.items() if carries(row, call, model, name)}
    made = {**members(row, call, model, carried), **call.fixed}
    if row.tagging and row.tagging.add == call.operation:
        shape = paths.shape_at(input_shape(model, call.operation), row.tagging.tags)
        paths.put(made, row.tagging.tags, tag_members(properties.get("tagsAll") or properties.get("tags") or {}, shape))
    add_key(made, call.key if call.key is not None else row.key, input_shape(model, call.operation), scope, row)
    return made


def updates_tags(row: Row) -> bool:
    """Whether the row's update call carries the tags too, because it takes those that it is not given for dropped."""
    return bool(row.tagging and row.update and row.tagging.add == row.update.operation)


def create_request(row: Row, model: Any, inputs: Properties, scope: Mapping[str, Any]) -> dict[str, Any]:
    """The request that makes the resource, tags included where the call takes them."""
    carried = {name: value for name, value in inputs.items() if carries(row, row.create, model, name)}
    made = {**members(row, row.create, model, carried), **row.create.fixed}
    tags = inputs.get("tagsAll") or inputs.get("tags")
    if tags and row.tagging and row.tagging.create:
        shape = paths.shape_at(input_shape(model, row.create.operation), row.tagging.create)
        for member, value in row.tagging.beside.items():
            paths.put(made, member, value)
        paths.put(made, row.tagging.create, tag_members(tags, shape))
    return row.prepare(made, scope) if row.prepare else made


def key_members(key: Key, shape: Any, scope: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """The members that name the resource, as far as the shape has them."""
    made: dict[str, Any] = {}
    add_key(made, key, shape, scope, row)
    return made


def add_key(made: dict[str, Any], key: Key, shape: Any, scope: Mapping[str, Any], row: Row) -> None:
    """Adds the members that name the resource to a request.

    Raises:
        ProviderError: what a member is filled from is not known.
    """
    for member, template in key.items():
        below = paths.shape_at(shape, member)
        if below is None:
            continue
        value = fill(template, scope)
        if value is None:
            if isinstance(template, IfGiven):
                continue
            raise ProviderError(f"{template} for {member} is unknown; this type cannot be imported")
        paths.put(made, member, to_member(value, below, {}, member))


def tag_members(tags: Mapping[str, Any], shape: Any) -> Any:
    """Tags in the form that the shape wants: a map, or a list of key and value."""
    return to_member(dict(tags), shape, {}, "tags")


def tag_keys(keys: Iterable[str], shape: Any) -> list[Any]:
    """Tag keys in the form that the shape wants: texts, or objects with a key."""
    return [{"Key": key} if shape.member.type_name == "structure" else key for key in keys]


def tags_found(raw: Any, shape: Any) -> dict[str, str]:
    """Tags as AWS answers them (map or list), without AWS's own."""
    pairs = from_answer(raw, shape, {}, like={}) or {}
    return {key: value for key, value in pairs.items() if not key.startswith("aws:")}


def tag_request(
    tagging: Tagging, model: Any, tags: Mapping[str, str], scope: Mapping[str, Any], row: Row
) -> dict[str, Any]:
    """The request that adds tags to a resource."""
    shape = input_shape(model, tagging.add)
    made = key_members(tagging.key, shape, scope, row)
    paths.put(made, tagging.tags, tag_members(tags, paths.shape_at(shape, tagging.tags)))
    return made


def untag_request(
    tagging: Tagging, model: Any, keys: Collection[str], scope: Mapping[str, Any], row: Row
) -> dict[str, Any]:
    """The request that takes tags away."""
    operation = tagging.remove or tagging.add
    shape = input_shape(model, operation)
    made = key_members(tagging.key, shape, scope, row)
    paths.put(made, tagging.keys, tag_keys(sorted(keys), paths.shape_at(shape, tagging.keys)))
    return made
