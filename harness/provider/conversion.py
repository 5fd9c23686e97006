"""Pulumi properties to botocore request members and back, led by botocore's model of the service.

A property matches the member of the same name in any case (`kmsKeyArn`, `KMSKeyArn`), also where one of the two is
plural (`fileSystemConfig`, `FileSystemConfigs`). Where the names differ, `names` maps the property's path
(`rules.filter`, without list indices) to a member path relative to the shape that holds it; the empty member path is
that shape itself.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from . import paths
from .assets import content
from .values import UNKNOWN, Archive, Asset, Properties

Names = Mapping[str, str]
PAIR_NAMES = ("Name", "Key", "name", "key", "TagKey")
PAIR_VALUES = ("Value", "value", "TagValue")


class NoMember(Exception):
    """The shape has no member for a property; `path` is the property's."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def member_path(shape: Any, name: str, path: str, names: Names) -> str | None:
    """Where a property goes in a structure, or None where it has no place.

    Args:
        shape: botocore shape of the structure.
        name: the property.
        path: the property's path from the top, by which `names` knows it.
        names: member paths of properties that are called differently.
    """
    if path in names:
        return names[path] if paths.shape_at(shape, names[path]) is not None else None
    if shape.type_name != "structure":
        return None
    members = {member.lower(): member for member in shape.members}
    lowered = name.lower()
    for candidate in (lowered, lowered + "s", lowered.removesuffix("s")):
        if candidate in members:
            return members[candidate]
    return None


def to_request(properties: Properties, shape: Any, names: Names, path: str = "") -> dict[str, Any]:
    """Converts an object of properties to a structure.

    Raises:
        NoMember: a property has no place in the shape.
        ValueError: a value does not fit its member.
    """
    request: dict[str, Any] = {}
    for name, value in properties.items():
        if value is None:
            continue
        below = f"{path}.{name}" if path else name
        member = member_path(shape, name, below, names)
        if member is None:
            raise NoMember(below)
        converted = to_member(value, paths.shape_at(shape, member), names, below)
        if member:
            paths.put(request, member, converted)
        else:
            request.update(converted)
    return request


def to_member(value: Any, shape: Any, names: Names, path: str) -> Any:
    """Converts one value to the shape of its member; an unknown stays unknown."""
    if value is UNKNOWN:
        return UNKNOWN
    kind = shape.type_name
    if kind == "structure":
        return _to_structure(value, shape, names, path)
    if kind == "list":
        return _to_list(value, shape, names, path)
    if kind == "map":
        return {str(key): to_member(item, shape.value, names, f"{path}.{key}") for key, item in value.items()}
    return _to_scalar(value, kind, path)


def _to_structure(value: Any, shape: Any, names: Names, path: str) -> Any:
    if isinstance(value, list):  # Terraform writes an optional block as a list of at most one
        if len(value) > 1:
            raise ValueError(f"'{path}' takes at most one block, not {len(value)}")
        value = value[0] if value else {}
    if not isinstance(value, dict):
        raise ValueError(f"'{path}' must be an object, not {value!r}")
    return to_request(value, shape, names, path)


def _to_list(value: Any, shape: Any, names: Names, path: str) -> Any:
    pair = pair_members(shape)
    if isinstance(value, dict) and pair:
        return [{pair[0]: key, pair[1]: item if item is UNKNOWN else str(item)} for key, item in value.items()]
    items = value if isinstance(value, list) else [value]
    return [to_member(item, shape.member, names, path) for item in items]


def pair_members(shape: Any) -> tuple[str, str] | None:
    """The names of a list's two members where each element is a named value, such as a tag or a metric's dimension."""
    if shape.type_name != "list" or shape.member.type_name != "structure":
        return None
    members = shape.member.members
    name = next((member for member in PAIR_NAMES if member in members), None)
    value = next((member for member in PAIR_VALUES if member in members), None)
    return (name, value) if name and value else None


def _to_scalar(value: Any, kind: str, path: str) -> Any:
    try:
        if kind in ("integer", "long"):
            return int(value)
        if kind in ("float", "double"):
            return float(value)
    except (TypeError, ValueError):
        raise ValueError(f"'{path}' must be a number, not {value!r}") from None
    if kind == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if kind == "blob":
        return _to_bytes(value)
    if kind == "string":
        return to_text(value)
    return value


def _to_bytes(value: Any) -> bytes:
    if isinstance(value, Asset | Archive):
        return content(value)
    return value if isinstance(value, bytes) else str(value).encode()


def to_text(value: Any) -> str:
    """A value where AWS takes text: true and false in small letters, whole numbers without a point, objects as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def from_answer(raw: Any, shape: Any, names: Names, like: Any = None, path: str = "") -> Any:
    """Converts what AWS says to the property it describes.

    Args:
        raw: the member's value in the answer.
        shape: its shape.
        names: as in `member_path`.
        like: the property as last known. It gives the types that attribute bags lose (numbers as text), and which
            parts of a structure are the program's business: what AWS adds of its own is left out. None takes all.
        path: the property's path.
    """
    if raw is None:
        return None
    if shape.type_name == "structure":
        if isinstance(like, list):  # an optional block, see _to_structure
            return [_from_structure(raw, shape, names, like[0] if like else None, path)]
        return _from_structure(raw, shape, names, like, path)
    if shape.type_name == "list":
        return _from_list(raw, shape, names, like, path)
    if shape.type_name == "map":
        known = like if isinstance(like, dict) else {}
        return {
            key: from_answer(item, shape.value, names, known.get(key), f"{path}.{key}") for key, item in raw.items()
        }
    return _from_scalar(raw, like)


def _from_structure(raw: Any, shape: Any, names: Names, like: Any, path: str) -> Properties:
    if not isinstance(like, dict):
        return _everything(raw, shape, names, path)
    properties = {}
    for name, known in like.items():
        below = f"{path}.{name}" if path else name
        member = member_path(shape, name, below, names)
        if member is None:
            continue
        value = from_answer(paths.get(raw, member), paths.shape_at(shape, member), names, known, below)
        if value is not None:
            properties[name] = value
        elif not known:  # AWS leaves out what is false, zero or empty
            properties[name] = known
    return properties


def _everything(raw: Any, shape: Any, names: Names, path: str) -> Properties:
    given = {member: name.rpartition(".")[2] for name, member in names.items() if name.rpartition(".")[0] == path}
    properties = {}
    for member, value in raw.items():
        if member in shape.members:
            name = given.get(member, property_name(member))
            properties[name] = from_answer(
                value, shape.members[member], names, None, f"{path}.{name}" if path else name
            )
    return properties


def _from_list(raw: Any, shape: Any, names: Names, like: Any, path: str) -> Any:
    pair = pair_members(shape)
    if pair and isinstance(like, dict):
        return {item[pair[0]]: item.get(pair[1]) for item in raw}
    if raw and not isinstance(like, list | None):
        return from_answer(raw[0], shape.member, names, like, path)
    known = like if isinstance(like, list) else []
    models = [known[min(index, len(known) - 1)] if known else None for index in range(len(raw))]
    return [from_answer(item, shape.member, names, model, path) for item, model in zip(raw, models, strict=True)]


def _from_scalar(raw: Any, like: Any) -> Any:
    if isinstance(raw, datetime.datetime):
        return raw.isoformat()
    if isinstance(raw, dict | list):  # botocore parses IAM's documents
        return json.dumps(raw)
    if isinstance(raw, bytes):
        return raw if isinstance(like, bytes) else raw.decode(errors="replace")
    if isinstance(raw, str):
        return _typed(raw, like)
    return to_text(raw) if isinstance(like, str) else raw


def _typed(text: str, like: Any) -> Any:
    """Text as the type it had as a property, where it can be read so."""
    if isinstance(like, bool):
        return text.lower() == "true"
    if isinstance(like, int | float):
        try:
            number = float(text)
        except ValueError:
            return text
        return int(number) if number.is_integer() else number
    return text


def property_name(member: str) -> str:
    """The property of a member: `VpcId` is `vpcId`, `SSEAlgorithm` is `sseAlgorithm`."""
    leading = len(member) - len(member.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
    if leading == len(member):
        return member.lower()
    cut = max(1, leading - 1)
    return member[:cut].lower() + member[cut:]
