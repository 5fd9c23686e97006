"""Serves the model version that a pointer in S3 names, and never lets a bad one or a lost network stop the function."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from functions.shared.errors import ObjectNotFound, ServiceUnavailable
from functions.shared.model_manifest import (
    MAX_FILE_BYTES,
    Manifest,
    ManifestError,
    ModelFile,
    parse_manifest,
    parse_pointer,
)
from functions.shared.storage import Storage
from functions.shared.telemetry import count, logger

RECHECK_SECONDS = 60.0
MAX_DOCUMENT_BYTES = 1024 * 1024  # of a pointer or manifest

Model = TypeVar("Model")


class ModelStore(Generic[Model]):
    """The model of one name that is in service.

    Args:
        name: such as `ocr`.
        packaged: folder of the version inside the function's package, served until the pointer names another.
        load: loads the model from the folder of a version; may raise anything for a model that is no good.
        storage: access to S3, with time-outs short enough to wait for in a request.
        bucket: the models bucket.
        cache: folder for downloaded versions.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        name: str,
        packaged: Path,
        load: Callable[[Path], Model],
        storage: Storage,
        bucket: str,
        cache: Path,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._packaged = packaged
        self._load = load
        self._storage = storage
        self._bucket = bucket
        self._cache = cache
        self._clock = clock
        self._serving: tuple[str, Model] | None = None
        self._checked: float | None = None

    def current(self) -> Model:
        """The model to serve with. Looks at the pointer at most once a minute.

        Raises:
            Exception: only where no version was ever loaded and the packaged one does not load either.
        """
        now = self._clock()
        if self._serving is None or self._checked is None or now - self._checked >= RECHECK_SECONDS:
            self._checked = now
            self._serving = self._follow_pointer()
        return self._serving[1]

    def _follow_pointer(self) -> tuple[str, Model]:
        """The version that the pointer names; what was served before where it cannot be had."""
        try:
            version = self._wanted()
            if self._serving is None or self._serving[0] != version:
                serving = (version, self._load(self._folder_of(version)))
                logger.info("model loaded", model=self._name, model_version=version)
                return serving
        except ServiceUnavailable as error:
            logger.warning("model store not reachable", model=self._name, reason=str(error))
        except Exception:
            logger.exception("model rejected", model=self._name)
            count("ModelRejected")
        return self._serving or (self._packaged.name, self._load(self._packaged))

    def _wanted(self) -> str:
        try:
            pointer = self._storage.get(self._bucket, f"models/{self._name}/serving.json", max_bytes=MAX_DOCUMENT_BYTES)
        except ObjectNotFound:
            return self._packaged.name
        return parse_pointer(pointer.data)

    def _folder_of(self, version: str) -> Path:
        """Where the verified files of a version are, fetched first if need be."""
        if version == self._packaged.name:
            return self._packaged
        prefix = f"models/{self._name}/{version}"
        text = self._storage.get(self._bucket, f"{prefix}/manifest.json", max_bytes=MAX_DOCUMENT_BYTES).data
        manifest = parse_manifest(text, self._name, version)
        folder = self._cache / self._name / hashlib.sha256(text).hexdigest()
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
