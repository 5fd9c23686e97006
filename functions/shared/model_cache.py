"""Model versions from S3, downloaded once, every file held against its manifest."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from functions.shared.model_manifest import (
    MANIFEST,
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
        stored = StoredVersion(self._storage, self._bucket, f"models/{self._name}/{version}/", self._name, version)
        text, manifest = stored.manifest()
        folder = self._folder / hashlib.sha256(text).hexdigest()
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(prefix="part-", dir=folder.parent))
            try:
                stored.download(manifest, part)
                (part / MANIFEST).write_bytes(text)
                part.rename(folder)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        return folder


@dataclass(frozen=True)
class StoredVersion:
    """A model version's files in S3.

    Attributes:
        storage: access to S3.
        bucket, prefix: where they lie; the prefix ends with a slash.
        name, version: of the model that they must be of.
    """

    storage: Storage
    bucket: str
    prefix: str
    name: str
    version: str

    def manifest(self) -> tuple[bytes, Manifest]:
        """The text of its manifest, and what that says.

        Raises:
            ManifestError: it is malformed, or of another version.
            ObjectNotFound: there is no such version.
        """
        text = self._read(MANIFEST, MAX_DOCUMENT_BYTES)
        return text, parse_manifest(text, self.name, self.version)

    def download(self, manifest: Manifest, folder: Path) -> None:
        """Brings every file that the manifest lists into a folder.

        Raises:
            ManifestError: a file is not what the manifest says.
            ObjectNotFound: a file is missing.
        """
        for file in manifest.files:
            data = self._read(file.name, MAX_FILE_BYTES)
            _verify(file, data)
            (folder / file.name).write_bytes(data)

    def _read(self, file: str, max_bytes: int) -> bytes:
        return self.storage.get(self.bucket, self.prefix + file, max_bytes=max_bytes).data


def _verify(file: ModelFile, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != file.sha256:
        raise ManifestError(f"{file.name} has the SHA-256 {sha256}; its manifest says {file.sha256}")
