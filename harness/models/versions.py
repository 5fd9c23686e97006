"""The versions of a model in the models bucket, and the one in the functions' package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from botocore.exceptions import ClientError

from functions.shared.errors import ObjectNotFound
from functions.shared.model_cache import ModelCache
from functions.shared.model_manifest import MANIFEST, MAX_DOCUMENT_BYTES, NAME, ManifestError, parse_manifest
from functions.shared.reading import ModelError, Reader, packaged_model
from functions.shared.storage import CONDITION_FAILED, Storage
from harness.errors import HarnessError
from harness.models.deployed import Deployed

MODELS = ("ocr",)


@dataclass(frozen=True)
class ModelVersion:
    """A version as it is stored.

    Attributes:
        name: of the version.
        manifest: all that its manifest says.
        registered: when it came, in ISO 8601; None for the one in the package.
    """

    name: str
    manifest: Mapping[str, Any]
    registered: str | None = None

    @property
    def bytes(self) -> int:
        """Of all its files."""
        return sum(file["bytes"] for file in self.manifest["files"].values())


class ModelVersions:
    """The versions of one model.

    Args:
        stack: where they are.
        model: its name.

    Raises:
        HarnessError: no function has such a model.
    """

    def __init__(self, stack: Deployed, model: str) -> None:
        if model not in MODELS:
            raise HarnessError(f"there is no model {model!r}; choose one of {', '.join(MODELS)}")
        self.model = model
        self.bucket: str = stack.outputs["modelsBucket"]
        self.packaged = packaged_model()
        self._s3 = stack.aws("s3")
        self.storage = Storage(lambda: self._s3)

    def all(self) -> list[ModelVersion]:
        """The version in the package, then the others as they came. Those without a manifest are none yet."""
        read = (self._read(version, entry) for version, entry in self._listed().items())
        stored = sorted(filter(None, read), key=lambda one: (one.registered or "", one.name))
        return [self._packaged(), *stored]

    def find(self, version: str) -> ModelVersion:
        """The version of this name.

        Raises:
            HarnessError: there is none; the message names those that there are.
        """
        if version == self.packaged.name:
            return self._packaged()
        entry = self._listed().get(version)
        if found := entry and self._read(version, entry):
            return found
        names = ", ".join(one.name for one in self.all())
        raise HarnessError(f"{self.model} has no version {version!r}; there are {names}")

    def fetch(self, version: str, folder: Path) -> Path:
        """The folder of a version whose files are what its manifest says.

        Raises:
            HarnessError: there is no such version, or its files are others; the message says which.
        """
        self.find(version)
        if version == self.packaged.name:
            return self.packaged
        try:
            return ModelCache(self.model, self.storage, self.bucket, folder).folder_of(version)
        except (ManifestError, ObjectNotFound) as error:
            raise _unfit(version, error) from error

    def verify(self, version: str) -> None:
        """Makes sure that the functions will take a version: files, hashes, inputs, outputs and characters.

        Raises:
            HarnessError: they will not; the message says why.
        """
        with TemporaryDirectory() as folder:
            load(self.fetch(version, Path(folder)), version)

    def add(self, folder: Path) -> str:
        """Stores the version in a folder, its manifest last, and returns its name.

        Raises:
            HarnessError: the folder holds no version that the functions would take, or its name is taken.
        """
        name = self._checked(folder)
        if name == self.packaged.name:
            raise HarnessError(f"{name} is the version in the package: give yours another name in its {MANIFEST}")
        prefix = f"models/{self.model}/{name}"
        for file in sorted(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]):
            self._write(f"{prefix}/{file}", (folder / file).read_bytes())
        self._write(f"{prefix}/{MANIFEST}", (folder / MANIFEST).read_bytes())
        return name

    def _checked(self, folder: Path) -> str:
        try:
            text = (folder / MANIFEST).read_bytes()
            name = json.loads(text)["version"]
            if not isinstance(name, str) or not NAME.fullmatch(name):
                raise ManifestError(f"its manifest names no valid version: {name!r}")
            parse_manifest(text, self.model, name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise HarnessError(f"{folder} holds no version of {self.model}: {error}") from error
        load(folder, name)
        return name

    def _write(self, key: str, data: bytes) -> None:
        """Writes an object that may be there already only with the same content: versions never change."""
        try:
            self._s3.put_object(Bucket=self.bucket, Key=key, Body=data, IfNoneMatch="*")
        except ClientError as error:
            if error.response["Error"]["Code"] not in CONDITION_FAILED:
                raise
            if self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read() != data:
                raise HarnessError(
                    f"{key} is there already, with other content: give the version a new name"
                ) from error

    def _packaged(self) -> ModelVersion:
        return ModelVersion(self.packaged.name, json.loads((self.packaged / MANIFEST).read_text(encoding="utf-8")))

    def _listed(self) -> dict[str, Mapping[str, Any]]:
        """What S3 lists of each manifest, by the version that its key names."""
        prefix = f"models/{self.model}/"
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        entries = [entry for page in pages for entry in page.get("Contents", ())]
        split = [(entry["Key"].removeprefix(prefix).partition("/"), entry) for entry in entries]
        return {version: entry for (version, _, file), entry in split if file == MANIFEST}

    def _read(self, version: str, entry: Mapping[str, Any]) -> ModelVersion | None:
        """The version whose manifest is listed; None where that is malformed: nobody can promote or serve it."""
        stored = self.storage.get(self.bucket, entry["Key"], max_bytes=MAX_DOCUMENT_BYTES)
        try:
            parse_manifest(stored.data, self.model, version)
        except ManifestError:
            return None
        return ModelVersion(version, stored.json(), entry["LastModified"].isoformat(timespec="seconds"))


def load(folder: Path, version: str) -> Reader:
    """The model in the folder of a version.

    Raises:
        HarnessError: it does not load, or does not fit the reader.
    """
    try:
        return Reader.load(folder)
    except ModelError as error:
        raise _unfit(version, error) from error


def _unfit(version: str, error: Exception) -> HarnessError:
    return HarnessError(f"{version} cannot serve: {error}")
