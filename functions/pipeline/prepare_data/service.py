"""Makes a version of the dataset from the labelled pages under a prefix."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from functions.pipeline import keys
from functions.pipeline.dataset.labels import LabelError, parse_label
from functions.pipeline.dataset.manifest import Dataset, DatasetPage
from functions.pipeline.dataset.pages import MAX_LABEL_BYTES, MAX_PAGE_BYTES
from functions.pipeline.errors import BadDataset
from functions.pipeline.objects import Objects
from functions.pipeline.request import parse_request
from functions.shared.errors import FileTooLarge
from functions.shared.reading import Limits, ReadingError, load_pages
from functions.shared.telemetry import logger

PICTURES = (".png", ".jpg", ".jpeg")
_MOST_NAMED = 20  # problems in one message; Step Functions cuts causes at 32 KB


class UnusableFile(ValueError):
    """A file cannot be used; the message names it and says why."""


def prepare(
    state: Mapping[str, Any], threshold: float, objects: Objects, characters: Collection[str]
) -> dict[str, Any]:
    """The result of the step.

    Every page is copied to a place named by its content, so that a version stays what it is whatever becomes of the
    incoming files. Nothing is written twice: the step may be repeated.

    Args:
        state: the execution's input.
        threshold: the stack's gate, where the input gives none.
        objects: of the training bucket.
        characters: that the model tells apart.

    Raises:
        BadRequest: the input makes no sense.
        BadDataset: files cannot be used; the message names each.
    """
    request = parse_request(state, threshold)
    pages: list[DatasetPage] = []
    problems: list[str] = []
    for picture, label in _pairs(objects.keys(request.source), problems):
        try:
            pages.append(_page(picture, label, request.source, objects, characters))
        except UnusableFile as error:
            problems.append(str(error))
    if problems:
        more = f"; and {len(problems) - _MOST_NAMED} more" if len(problems) > _MOST_NAMED else ""
        raise BadDataset("; ".join(problems[:_MOST_NAMED]) + more)
    dataset = Dataset.of(pages)
    manifest = keys.dataset_manifest(dataset.version)
    objects.write(manifest, dataset.to_json(), once=True)
    logger.info("dataset ready", dataset=dataset.version, pages=len(dataset.pages))
    return {
        "dataset": dataset.version,
        "manifest": manifest,
        "threshold": request.threshold,
        "counts": dataset.counts,
        "settings": request.settings,
    }


def _pairs(found: Iterable[str], problems: list[str]) -> list[tuple[str, str]]:
    """Keys of pictures with those of their labels; what has no partner, or is neither, is a problem."""
    names = sorted(key for key in found if not key.endswith("/"))
    pictures: dict[str, str] = {}
    labels = {_stem(key): key for key in names if key.endswith(".json")}
    for key in names:
        if key.lower().endswith(PICTURES) and pictures.setdefault(_stem(key), key) != key:
            problems.append(f"{key}: shares its label with {pictures[_stem(key)]}; rename one")
    problems += [f"{pictures[stem]}: its label {stem}.json is missing" for stem in sorted(pictures.keys() - labels)]
    problems += [f"{labels[stem]}: its picture is missing" for stem in sorted(labels.keys() - pictures)]
    others = [key for key in names if not key.lower().endswith(PICTURES) and key not in labels.values()]
    problems += [f"{key}: is neither a picture ({', '.join(PICTURES)}) nor a label (.json)" for key in others]
    return [(pictures[stem], labels[stem]) for stem in sorted(pictures.keys() & labels)]


def _stem(key: str) -> str:
    return str(PurePosixPath(key).with_suffix(""))


def _page(picture: str, label: str, prefix: str, objects: Objects, characters: Collection[str]) -> DatasetPage:
    """Checks a page and keeps a copy of it."""
    with _named(picture):
        data = objects.read(picture, MAX_PAGE_BYTES)
        height, width = load_pages(data, Limits(bytes=MAX_PAGE_BYTES))[0].image.shape[:2]
    with _named(label):
        described = objects.read(label, MAX_LABEL_BYTES)
        lines = parse_label(described, width, height, characters)
    hashes = []
    for content in (data, described):
        hashes.append(hashlib.sha256(content).hexdigest())
        objects.write(keys.dataset_page(hashes[-1]), content, once=True)
    return DatasetPage(hashes[0], hashes[1], _source(picture, prefix), len(lines))


@contextlib.contextmanager
def _named(key: str) -> Iterator[None]:
    """Tells of which file it is that something is wrong. That S3 does not answer is no file's fault."""
    try:
        yield
    except (ReadingError, FileTooLarge, LabelError) as error:
        raise UnusableFile(f"{key}: {error}") from error


def _source(picture: str, prefix: str) -> str:
    """Who a page comes from: the folder below the prefix; a page outside of folders stands for itself."""
    return picture.removeprefix(prefix).split("/")[0]
