"""Environments that stand in for container images: the image's packages, and the checkout in place of a copy of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from harness.environments.errors import InstallationError
from harness.environments.interpreters import Report
from harness.environments.virtual_environment import VirtualEnvironment
from harness.settings import Settings

PYTHON = "3.11"  # of the Dockerfiles


@dataclass(frozen=True)
class Image:
    """A container image of this project.

    Attributes:
        name: `mlflow` for the repository `ai-pipeline-mlflow`.
        lock: its packages, the file that the Dockerfile installs; from the root of the checkout.
        command: what it runs by default, as in the Dockerfile.
        hashed: whether the lock has hashes; PyTorch's builds for CPUs and GPUs have different ones.
    """

    name: str
    lock: str
    command: tuple[str, ...]
    hashed: bool = True


IMAGES = {
    image.name: image
    for image in (
        Image("mlflow", "functions/tracking/requirements.lock", ("python", "-m", "functions.tracking", "serve")),
        Image(
            "training",
            "functions/pipeline/requirements.lock",
            ("python", "-m", "functions.pipeline", "train"),
            hashed=False,
        ),
    )
}


def prepare_image(name: str, settings: Settings, report: Report) -> Path:
    """Installs an image's environment; quick when it is there.

    Args:
        name: `mlflow` or `training`.
        settings: where the checkout and the environments are.
        report: told what is being installed.

    Returns:
        Its interpreter.

    Raises:
        InstallationError: there is no such image, or it cannot be installed.
    """
    if name not in IMAGES:
        raise InstallationError(f"There is no image {name!r}; choose one of: {', '.join(sorted(IMAGES))}")
    image = IMAGES[name]
    folder = settings.images / name
    environment = VirtualEnvironment(folder, PYTHON, settings.project / image.lock, hashed=image.hashed)
    environment.prepare(report, settings.logs / f"install-{name}.log")
    description = {
        "command": list(image.command),
        "environment": {
            "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(settings.project),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
        },
    }
    settings.image_store.mkdir(parents=True, exist_ok=True)
    (settings.image_store / f"{name}.json").write_text(json.dumps(description, indent=1))
    return environment.python
