"""Zip files that depend on their content alone: same files, same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold
FILE_MODE = 0o644 << 16
COMPRESSION_LEVEL = 6


def files_below(folder: Path) -> dict[str, Path]:
    """Every file below a folder, by its path relative to the folder with forward slashes."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def write_zip(target: Path, files: Mapping[str, Path]) -> None:
    """Writes the files under their names, in sorted order, without times or owners; replaces the target in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = FILE_MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].read_bytes(), compresslevel=COMPRESSION_LEVEL)
    partial.replace(target)


def unzipped_bytes(archive: Path) -> int:
    """What Lambda counts against its limit of 250 MB for code and layers together."""
    with zipfile.ZipFile(archive) as opened:
        return sum(entry.file_size for entry in opened.infolist())


def digest(files: Mapping[str, Path], *salt: str) -> str:
    """SHA-256 over names and contents, and over whatever else decides the result."""
    total = hashlib.sha256("\0".join(salt).encode())
    for name in sorted(files):
        total.update(f"\0{name}\0".encode())
        total.update(hashlib.sha256(files[name].read_bytes()).digest())
    return total.hexdigest()
