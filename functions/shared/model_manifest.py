"""The manifest of a model version: which files it has, and the hash that vouches for each. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MANIFEST = "manifest.json"
MAX_DOCUMENT_BYTES = 1024 * 1024  # of a manifest or serving pointer
MAX_FILE_BYTES = 64 * 1024 * 1024  # several times our largest model; two versions fit into Lambda's 512 MB of /tmp
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")  # no separators and no leading dot: cannot leave its folder
SHA256 = re.compile(r"[0-9a-f]{64}")


class ManifestError(ValueError):
    """A manifest or serving pointer is malformed, or not the one that was asked for."""


@dataclass(frozen=True)
class ModelFile:
    """A file of a model version: its name, size in bytes and SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a model version consists of."""

    version: str
    files: tuple[ModelFile, ...]


def parse_pointer(data: bytes) -> str:
    """The version that a serving pointer names.

    Raises:
        ManifestError: the pointer is malformed.
    """
    version = _object(data, "serving.json").get("version")
    if not isinstance(version, str) or not NAME.fullmatch(version):
        raise ManifestError(f"serving.json names no valid version: {version!r}")
    return version


def parse_manifest(data: bytes, name: str, version: str) -> Manifest:
    """The manifest of a model version, every name in it safe to use as a file name.

    Args:
        data: the JSON text.
        name, version: of the model that the manifest must be of.

    Raises:
        ManifestError: it is malformed, hostile, or of another model.
    """
    manifest = _object(data, MANIFEST)
    if manifest.get("name") != name or manifest.get("version") != version:
        found = f"{manifest.get('name')!r} {manifest.get('version')!r}"
        raise ManifestError(f"the manifest of {name} {version} is of {found}")
    files = manifest.get("files")
    if not isinstance(files, dict) or not files:
        raise ManifestError(f"the manifest of {name} {version} lists no files")
    return Manifest(version, tuple(_file(file, entry) for file, entry in sorted(files.items())))


def _file(name: str, entry: Any) -> ModelFile:
    if not NAME.fullmatch(name) or name == MANIFEST:
        raise ManifestError(f"the manifest lists a file of the name {name!r}, which is not allowed")
    described: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    size, sha256 = described.get("bytes"), described.get("sha256")
    if type(size) is not int or not 0 < size <= MAX_FILE_BYTES:
        raise ManifestError(f"the manifest gives {name} a size of {size!r} bytes; 1 to {MAX_FILE_BYTES} are allowed")
    if not isinstance(sha256, str) or not SHA256.fullmatch(sha256):
        raise ManifestError(f"the manifest gives {name} no valid sha256: {sha256!r}")
    return ModelFile(name, size, sha256)


def _object(data: bytes, what: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"{what} is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise ManifestError(f"{what} is no JSON object")
    return value
