"""Finds the packages that `python -m functions.packaging` built, and refuses those built for something else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pulumi

CURE = "run `python -m functions.packaging`"


class PackageError(pulumi.RunError):
    """A package is missing or was built for another runtime or processor; the text says what to run."""


@dataclass(frozen=True)
class Packages:
    """The build folder, for one runtime and architecture.

    Attributes:
        folder: holds `functions/`, `layers/` and `packages.json`.
        runtime: Lambda runtime, such as `python3.13`.
        architecture: `x86_64` or `arm64`.
    """

    folder: Path
    runtime: str
    architecture: str

    def __post_init__(self) -> None:
        """Checks what was built.

        Raises:
            PackageError: nothing was built, or for another runtime or architecture.
        """
        manifest = self.folder / "packages.json"
        if not manifest.is_file():
            raise PackageError(f"{manifest} is missing: {CURE}")
        built = json.loads(manifest.read_text())
        if (built["runtime"], built["architecture"]) != (self.runtime, self.architecture):
            raise PackageError(
                f"{self.folder} was built for {built['runtime']} on {built['architecture']}, this stack runs "
                f"{self.runtime} on {self.architecture}: {CURE} for these"
            )

    def function(self, name: str) -> pulumi.FileArchive:
        """The code of a function.

        Raises:
            PackageError: it was not built.
        """
        return self._archive("functions", name)

    def layer(self, name: str) -> pulumi.FileArchive:
        """The content of a layer.

        Raises:
            PackageError: it was not built.
        """
        return self._archive("layers", name)

    def _archive(self, kind: str, name: str) -> pulumi.FileArchive:
        path = self.folder / kind / f"{name}.zip"
        if not path.is_file():
            raise PackageError(f"{path} is missing: {CURE}")
        return pulumi.FileArchive(str(path))
