"""Hashes of assets and archives, so that a changed file is a changed input.

The Pulumi engine adds the hash before any provider sees the value, and providers compare assets by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from harness.engine.errors import ResourceError
from harness.engine.properties import ARCHIVE, ASSET, Properties, is_unknown, signature_of, transform


def with_hashes(inputs: Properties, directory: Path) -> Properties:
    """The inputs with the hash of every asset and archive in them.

    Args:
        directory: the program's working directory, from which relative paths start.

    Raises:
        ResourceError: a file does not exist.
    """
    return transform(inputs, lambda node: _hashed(node, directory))


def _hashed(node: Any, directory: Path) -> Any:
    signature = signature_of(node)
    if signature not in (ASSET, ARCHIVE) or node.get("hash"):
        return node
    return {**node, "hash": _asset_hash(node, directory) if signature == ASSET else _archive_hash(node, directory)}


def _asset_hash(asset: Properties, directory: Path) -> str:
    if asset.get("path") and not is_unknown(asset["path"]):
        return _file_hash(_existing(directory / asset["path"]))
    return hashlib.sha256((asset.get("text") or asset.get("uri") or "").encode()).hexdigest()


def _archive_hash(archive: Properties, directory: Path) -> str:
    if archive.get("assets"):
        return _combined((name, asset.get("hash", "")) for name, asset in archive["assets"].items())
    if not archive.get("path") or is_unknown(archive["path"]):
        return hashlib.sha256((archive.get("uri") or "").encode()).hexdigest()
    path = _existing(directory / archive["path"])
    if path.is_file():
        return _file_hash(path)
    files = (file for file in path.rglob("*") if file.is_file())
    return _combined((str(file.relative_to(path)), _file_hash(file)) for file in files)


def _combined(members: Iterable[tuple[str, str]]) -> str:
    listing = "\n".join(f"{name}\0{digest}" for name, digest in sorted(members))
    return hashlib.sha256(listing.encode()).hexdigest()


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _existing(path: Path) -> Path:
    if not path.exists():
        raise ResourceError(f"the asset {path} does not exist")
    return path
