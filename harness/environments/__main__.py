"""Installs the environments that stand in for container images: `python -m harness.environments mlflow training`."""

from __future__ import annotations

import sys

from harness.environments.errors import InstallationError
from harness.environments.images import IMAGES, prepare_image
from harness.settings import Settings


def main(names: list[str]) -> int:
    """Installs those named, or all; returns the status to exit with."""
    settings = Settings.from_environment()
    try:
        for name in names or sorted(IMAGES):
            prepare_image(name, settings, lambda message: print(message, file=sys.stderr, flush=True))  # noqa: T201
    except InstallationError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
