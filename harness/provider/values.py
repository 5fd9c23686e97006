"""Values of the Pulumi protocol as plain Python, and back.

Besides JSON's own types a property can be unknown (not decided before the deployment runs), secret, an asset (one
file) or an archive (a tree of files). The signatures are those of `pulumi.runtime.rpc`, which is not imported because
it takes long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf import json_format, struct_pb2

Properties = dict[str, Any]

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a protocol constant
ASSET_SIGNATURE: Final = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE_SIGNATURE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
OUTPUT_SIGNATURE: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_SIGNATURE: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


class Unknown:
    """A value that only the deployment itself can tell; use the one instance `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, memo: object) -> Unknown:
        return self


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Secret:
    """A value that must be sealed in state and hidden in output."""

    value: Any

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True)
class Asset:
    """One file: by path, by text or by address. `hash` is the hex SHA-256 of its content."""

    path: str | None = None
    text: str | None = None
    uri: str | None = None
    hash: str | None = None


@dataclass(frozen=True)
class Archive:
    """A tree of files: a folder or zip by path, by address, or a mapping from names to assets and archives."""

    path: str | None = None
    uri: str | None = None
    assets: Mapping[str, Asset | Archive] | None = None
    hash: str | None = None


def decode(message: struct_pb2.Struct) -> Properties:
    """Reads a protocol message; whole numbers become int, secrets stay marked as `Secret`."""
    return {name: _decode(value) for name, value in json_format.MessageToDict(message).items()}


def _decode(value: Any) -> Any:
    if isinstance(value, dict):
        return _decode_object(value)
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return UNKNOWN if value == UNKNOWN_SIGNATURE else value


def _decode_object(value: dict[str, Any]) -> Any:
    signature = value.get(SIGNATURE)
    if signature == SECRET_SIGNATURE:
        return Secret(_decode(value.get("value")))
    if signature == OUTPUT_SIGNATURE:
        inner = _decode(value["value"]) if "value" in value else UNKNOWN
        return Secret(inner) if value.get("secret") else inner
    if signature == ASSET_SIGNATURE:
        return Asset(**{name: value.get(name) or None for name in ("path", "uri", "hash")}, text=_text(value))
    if signature == ARCHIVE_SIGNATURE:
        members = value.get("assets")
        assets = {name: _decode(item) for name, item in members.items()} if members is not None else None
        return Archive(**{name: value.get(name) or None for name in ("path", "uri", "hash")}, assets=assets)
    return {name: _decode(item) for name, item in value.items()}


def _text(value: dict[str, Any]) -> str | None:
    """An asset of empty text is still an asset of text."""
    return value.get("text") if not value.get("path") and not value.get("uri") else None


def encode(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Writes a protocol message; the inverse of `decode`."""
    message = struct_pb2.Struct()
    json_format.ParseDict({name: _encode(value) for name, value in properties.items()}, message)
    return message


def _encode(value: Any) -> Any:
    if isinstance(value, Unknown):
        return UNKNOWN_SIGNATURE
    if isinstance(value, Secret):
        return {SIGNATURE: SECRET_SIGNATURE, "value": _encode(value.value)}
    if isinstance(value, Asset):
        fields = {"path": value.path, "text": value.text, "uri": value.uri, "hash": value.hash}
        return {SIGNATURE: ASSET_SIGNATURE, **_present(fields)}
    if isinstance(value, Archive):
        assets = _encode(value.assets) if value.assets is not None else None
        fields = {"path": value.path, "uri": value.uri, "assets": assets, "hash": value.hash}
        return {SIGNATURE: ARCHIVE_SIGNATURE, **_present(fields)}
    if isinstance(value, Mapping):
        return {name: _encode(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encode(item) for item in value]
    return value


def _present(fields: Mapping[str, Any]) -> Properties:
    return {name: value for name, value in fields.items() if value is not None}


def reveal(value: Any) -> Any:
    """The value without its secret marks."""
    if isinstance(value, Secret):
        return reveal(value.value)
    if isinstance(value, dict):
        return {name: reveal(item) for name, item in value.items()}
    if isinstance(value, list):
        return [reveal(item) for item in value]
    return value


def conceal(value: Any, like: Any) -> Any:
    """The value with the secret marks that `like` has at the same places.

    A list whose secret parts cannot be matched by position becomes secret as a whole.
    """
    if isinstance(like, Secret):
        return value if isinstance(value, Secret) else Secret(value)
    if isinstance(like, dict) and isinstance(value, dict):
        return {name: conceal(item, like.get(name)) for name, item in value.items()}
    if isinstance(like, list) and isinstance(value, list):
        if len(like) == len(value):
            return [conceal(item, other) for item, other in zip(value, like, strict=True)]
        return Secret(value) if contains(like, Secret) else value
    return value


def contains(value: Any, kind: type) -> bool:
    """Whether the value is, or holds at any depth, an instance of `kind`."""
    if isinstance(value, kind):
        return True
    if isinstance(value, Secret):
        return contains(value.value, kind)
    if isinstance(value, Mapping):
        return any(contains(item, kind) for item in value.values())
    return isinstance(value, list | tuple) and any(contains(item, kind) for item in value)
