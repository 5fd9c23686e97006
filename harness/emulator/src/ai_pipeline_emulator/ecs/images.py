"""Container images, each stood in for by an environment of this machine that the harness installed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "ai-pipeline-"


class CannotPull(Exception):
    """There is no such image here; the message says which there are."""


@dataclass(frozen=True)
class Image:
    """What a container image brings, apart from files.

    Attributes:
        command: program and arguments, unless the container has others.
        environment: variables, unless the container has others.
        entry_point: comes before the command.
    """

    command: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    entry_point: list[str] = field(default_factory=list)


def find_image(reference: str, folder: Path) -> Image:
    """The environment for an image, such as `training` for `REGISTRY/ai-pipeline-training:7`.

    Args:
        reference: of the image: registry, repository, tag or digest.
        folder: holds a file for each image, such as `training.json`.

    Raises:
        CannotPull: there is none.
    """
    name = repository(reference).rpartition("/")[2].removeprefix(PREFIX)
    try:
        return Image(**json.loads((folder / f"{name}.json").read_text()))
    except FileNotFoundError:
        raise CannotPull(_explanation(reference, folder)) from None


def repository(reference: str) -> str:
    """An image's repository, without its tag or digest."""
    path, slash, last = reference.partition("@")[0].rpartition("/")
    return path + slash + last.partition(":")[0]


def _explanation(reference: str, folder: Path) -> str:
    installed = sorted(path.stem for path in folder.glob("*.json"))
    known = ", ".join(PREFIX + name for name in installed) or "none yet"
    return (
        f"image {reference} has no environment on this machine, where containers run as processes. "
        f"Images that run here: {known}; `python -m harness.environments NAME` installs one"
    )
