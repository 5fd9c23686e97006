"""Model versions from S3, downloaded once, every file held against its manifest."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from functions.shared.model_manifest import (
    MAX_DOCUMENT_BYTES,
    MAX_FILE_BYTES,
    Manifest,
    ManifestError,
    ModelFile,
    parse_manifest,
)
from functions.shared.storage import Storage


class ModelCache:
    """Versions of one model on disk.

    Args:
        name: of the model, such as `ocr`.
        storage: access to S3.
        bucket: the models bucket.
        folder: where versions are kept.
    """

    def __init__(self, name: str, storage: Storage, bucket: str, folder: Path) -> None:
        self._name = name
        self._storage = storage
        self._bucket = bucket
        self._folder = folder / name

    def folder_of(self, version: str) -> Path:
        """Where the verified files of a version are, fetched first if need be.

        Raises:
            ManifestError: the manifest is malformed, or a file is not what it says.
            ObjectNotFound: there is no such version, or it lacks a file.
            ServiceUnavailable: S3 did not answer, or refused.
        """
        prefix = f"models/{self._name}/{version}"
        text = self._storage.get(self._bucket, f"{prefix}/manifest.json", max_bytes=MAX_DOCUMENT_BYTES).data
        manifest = parse_manifest(text, self._name, version)
        folder = self._folder / hashlib.sha256(text).hexdigest()
        if not folder.is_dir():
            self._fetch(prefix, text, manifest, folder)
        return folder

    def _fetch(self, prefix: str, text: bytes, manifest: Manifest, folder: Path) -> None:
        """Downloads and verifies a version beside its place and moves it there as a whole."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="part-", dir=folder.parent))
        try:
            (part / "manifest.json").write_bytes(text)
            for file in manifest.files:
                data = self._storage.get(self._bucket, f"{prefix}/{file.name}", max_bytes=MAX_FILE_BYTES).data
                _verify(file, data)
                (part / file.name).write_bytes(data)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _verify(file: ModelFile, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != file.sha256:
        raise ManifestError(f"{file.name} has the SHA-256 {sha256}; its manifest says {file.sha256}")
