"""Contents of assets and archives: bytes to upload, and hashes by which a change is seen."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from .errors import ProviderError
from .values import Archive, Asset

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold; a fixed one makes equal trees equal bytes


def content(value: Asset | Archive) -> bytes:
    """The bytes AWS gets: an asset's content, an archive as a zip.

    Raises:
        ProviderError: the file is missing, or the value lives at an address (a local deployment fetches nothing).
    """
    return _asset_bytes(value) if isinstance(value, Asset) else _zip_bytes(value)


def hashed(value: Any) -> Any:
    """The value with the hash of its content filled in for every asset and archive that has none yet."""
    if isinstance(value, Asset | Archive):
        return value if value.hash else replace(value, hash=hashlib.sha256(content(value)).hexdigest())
    if isinstance(value, dict):
        return {name: hashed(item) for name, item in value.items()}
    if isinstance(value, list):
        return [hashed(item) for item in value]
    return value


def _asset_bytes(asset: Asset) -> bytes:
    if asset.text is not None:
        return asset.text.encode()
    if asset.path is not None:
        return _file_bytes(Path(asset.path))
    raise ProviderError(f"an asset at {asset.uri} cannot be fetched here: use a file of the project")


def _zip_bytes(archive: Archive) -> bytes:
    if archive.path is not None and Path(archive.path).is_file():
        return _file_bytes(Path(archive.path))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, data in sorted(_members(archive)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, data)
    return buffer.getvalue()


def _members(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file in the archive."""
    if archive.assets is not None:
        for name, member in archive.assets.items():
            if isinstance(member, Asset):
                yield name, _asset_bytes(member)
            else:
                yield from ((f"{name}/{inner}", data) for inner, data in _members(member))
    elif archive.path is None:
        raise ProviderError(f"an archive at {archive.uri} cannot be fetched here: use a file or folder of the project")
    elif Path(archive.path).is_dir():
        root = Path(archive.path)
        yield from (
            (path.relative_to(root).as_posix(), path.read_bytes()) for path in root.rglob("*") if path.is_file()
        )
    else:
        with zipfile.ZipFile(io.BytesIO(_file_bytes(Path(archive.path)))) as zipped:
            yield from ((entry.filename, zipped.read(entry)) for entry in zipped.infolist() if not entry.is_dir())


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProviderError(f"cannot read {path}: {error.strerror}; build the packages before deploying") from error
