"""Model versions in S3, fetched and checked; the one in the package needs no network."""

from __future__ import annotations

from pathlib import Path

from functions.pipeline import keys
from functions.pipeline.errors import BadRun
from functions.pipeline.objects import Objects
from functions.shared.model_cache import StoredVersion
from functions.shared.model_manifest import MANIFEST, ManifestError
from functions.shared.reading.model_files import ModelError, ModelFiles, packaged_model
from functions.shared.serving_pointers import ServingPointers


def serving_version(models: Objects, model: str) -> str:
    """The version that the functions serve: the champion.

    Raises:
        ManifestError: the pointer is malformed.
    """
    pointer = ServingPointers(models, models.bucket, model).load()
    return pointer.version if pointer else packaged_model().name


def fetch_version(models: Objects, model: str, version: str, folder: Path) -> ModelFiles:
    """A version's files.

    Args:
        folder: where to put them.

    Raises:
        BadRun: they are not what the manifest says.
        ObjectNotFound: there is no such version.
    """
    packaged = packaged_model()
    if version == packaged.name:
        return ModelFiles.load(packaged)
    return fetch_files(models, keys.version(model, version, ""), model, version, folder)


def fetch_files(objects: Objects, prefix: str, model: str, version: str, folder: Path) -> ModelFiles:
    """The files of a version that lie under a prefix of a bucket, checked against its manifest.

    Raises:
        BadRun: they are not what the manifest says.
        ObjectNotFound: there is no such version.
    """
    stored = StoredVersion(objects, objects.bucket, prefix, model, version)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        text, manifest = stored.manifest()
        stored.download(manifest, folder)
        (folder / MANIFEST).write_bytes(text)
        return ModelFiles.load(folder)
    except (ManifestError, ModelError) as error:
        raise BadRun(f"{prefix}: {error}") from error
