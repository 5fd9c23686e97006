"""Model versions in S3, fetched and checked; the one in the package needs no network."""

from __future__ import annotations

from pathlib import Path

from functions.pipeline import keys
from functions.pipeline.errors import BadRun
from functions.pipeline.objects import Objects
from functions.shared.model_manifest import MAX_FILE_BYTES, ManifestError, parse_manifest, parse_pointer
from functions.shared.reading.model_files import ModelError, ModelFiles, packaged_model

MANIFEST = "manifest.json"
MAX_DOCUMENT_BYTES = 1024 * 1024


def serving_version(models: Objects, model: str) -> str:
    """The version that the functions serve: the champion.

    Raises:
        ManifestError: the pointer is malformed.
    """
    pointer = models.find(f"models/{model}/serving.json", MAX_DOCUMENT_BYTES)
    return packaged_model().name if pointer is None else parse_pointer(pointer)


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
    """The files of a version that lie under a prefix of a bucket, checked against its manifest."""
    text = objects.read(prefix + MANIFEST, MAX_DOCUMENT_BYTES)
    try:
        manifest = parse_manifest(text, model, version)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST).write_bytes(text)
        for file in manifest.files:
            (folder / file.name).write_bytes(objects.read(prefix + file.name, MAX_FILE_BYTES))
        return ModelFiles.load(folder)
    except (ManifestError, ModelError) as error:
        raise BadRun(f"{prefix}: {error}") from error
