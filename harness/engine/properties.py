"""Property values: protobuf structs on the wire, plain Python values inside the engine.

Inside, a value is None, a bool, a number, a string, a list or a dict. Pulumi marks special values (secrets, assets,
references) by a signature key in a dict, on the wire as in state, so they need no classes here. An unknown is a
reserved string.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from google.protobuf import struct_pb2

Properties: TypeAlias = dict[str, Any]

# The reserved strings of Pulumi's wire format, as `pulumi.runtime.rpc` has them.
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
UNKNOWNS = frozenset(  # providers in other languages write an unknown by its type
    {
        UNKNOWN,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)

MASKED_SECRET = "[secret]"  # noqa: S105
MASKED_UNKNOWN = "[unknown]"


def from_struct(struct: struct_pb2.Struct) -> Properties:
    """The plain values of a struct; whole numbers become ints."""
    return {key: from_value(value) for key, value in struct.fields.items()}


def to_struct(properties: Properties) -> struct_pb2.Struct:
    """The struct of plain values; the inverse of `from_struct`."""
    struct = struct_pb2.Struct()
    for key, value in properties.items():
        _fill(struct.fields[key], value)
    return struct


def to_value(plain: Any) -> struct_pb2.Value:
    """One protobuf value of a plain value."""
    value = struct_pb2.Value()
    _fill(value, plain)
    return value


def from_value(value: struct_pb2.Value) -> Any:
    """The plain value of one protobuf value."""
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return from_struct(value.struct_value)
    if kind == "list_value":
        return [from_value(item) for item in value.list_value.values]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "string_value":
        return value.string_value
    return value.bool_value if kind == "bool_value" else None


def _fill(value: struct_pb2.Value, plain: Any) -> None:
    if plain is None:
        value.null_value = struct_pb2.NULL_VALUE
    elif isinstance(plain, bool):
        value.bool_value = plain
    elif isinstance(plain, int | float):
        value.number_value = plain
    elif isinstance(plain, str):
        value.string_value = plain
    elif isinstance(plain, dict):
        value.struct_value.SetInParent()
        for key, item in plain.items():
            _fill(value.struct_value.fields[key], item)
    elif isinstance(plain, list | tuple):
        value.list_value.SetInParent()
        for item in plain:
            _fill(value.list_value.values.add(), item)
    else:
        raise TypeError(f"a property value cannot be of type {type(plain).__name__}")


def signature_of(value: Any) -> str | None:
    """The signature of a special value, or None for an ordinary one."""
    return value.get(SIGNATURE) if isinstance(value, dict) else None


def is_secret(value: Any) -> bool:
    return signature_of(value) == SECRET


def secret(value: Any) -> Properties:
    """Marks a value as secret; a secret stays as it is."""
    return value if is_secret(value) else {SIGNATURE: SECRET, "value": value}


def transform(value: Any, change: Callable[[Any], Any]) -> Any:
    """Applies `change` to every node from the leaves up and returns the rebuilt value."""
    if isinstance(value, dict):
        value = {key: transform(item, change) for key, item in value.items()}
    elif isinstance(value, list):
        value = [transform(item, change) for item in value]
    return change(value)


def any_node(value: Any, matches: Callable[[Any], bool]) -> bool:
    """Whether the value or anything inside it matches."""
    if matches(value):
        return True
    if isinstance(value, dict):
        return any(any_node(item, matches) for item in value.values())
    return isinstance(value, list) and any(any_node(item, matches) for item in value)


def contains_secret(value: Any) -> bool:
    return any_node(value, is_secret)


def is_unknown(value: Any) -> bool:
    return isinstance(value, str) and value in UNKNOWNS


def contains_unknown(value: Any) -> bool:
    return any_node(value, is_unknown)


def secret_texts(value: Any) -> set[str]:
    """Every string inside the value's secrets."""
    if is_secret(value):
        return _texts(value["value"])
    if isinstance(value, dict):
        value = list(value.values())
    return set().union(*map(secret_texts, value)) if isinstance(value, list) else set()


def _texts(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = list(value.values())
    return set().union(*map(_texts, value)) if isinstance(value, list) else set()


def reveal(value: Any) -> Any:
    """The value with its secrets in the clear."""
    return transform(value, lambda node: node["value"] if is_secret(node) else node)


def mask(value: Any) -> Any:
    """The value for people: secrets and unknowns replaced by words."""
    if is_secret(value):
        return MASKED_SECRET
    if is_unknown(value):
        return MASKED_UNKNOWN
    if isinstance(value, dict):
        return {key: mask(item) for key, item in value.items()}
    return [mask(item) for item in value] if isinstance(value, list) else value


def without_output_values(value: Any) -> Any:
    """Output values (a value with its dependencies) reduced to the value: unknown, secret or plain."""

    def reduce(node: Any) -> Any:
        if signature_of(node) != OUTPUT_VALUE:
            return node
        inner = node.get("value", UNKNOWN)
        return secret(inner) if node.get("secret") else inner

    return transform(value, reduce)


def without_resource_references(value: Any) -> Any:
    """References to resources reduced to the id (or the URN, for components)."""

    def reduce(node: Any) -> Any:
        if signature_of(node) != RESOURCE_REFERENCE:
            return node
        return (node["id"] or UNKNOWN) if "id" in node else node["urn"]

    return transform(value, reduce)


def keep_secret(outputs: Properties, inputs: Properties, names: tuple[str, ...] = ()) -> Properties:
    """Marks outputs secret whose input of the same name holds a secret, and those that `names` lists.

    A provider may return a secret input in the clear; it must not reach the state that way.
    """
    hidden = {key for key, value in inputs.items() if contains_secret(value)} | set(names)
    return {
        key: secret(reveal(value)) if key in hidden and not is_secret(value) else value
        for key, value in outputs.items()
    }
