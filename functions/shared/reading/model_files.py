"""A model version on disk: its manifest and the files that the manifest vouches for."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from functions.shared.reading.calibration import Calibration

PACKAGED = Path(__file__).resolve().parents[2] / "models" / "ocr"


class ModelError(RuntimeError):
    """A model version is incomplete or is not what its manifest says."""


@dataclass(frozen=True)
class ModelFiles:
    """A checked model version.

    Attributes:
        version: its name.
        directory: where its files lie.
        characters: what the recogniser tells apart; class i of its output is characters[i - 1], class 0 the blank.
        calibration: of the confidence of words.
    """

    version: str
    directory: Path
    characters: tuple[str, ...]
    calibration: Calibration = field(default_factory=Calibration)

    @classmethod
    def load(cls, directory: Path) -> ModelFiles:
        """Reads the manifest and checks the size and SHA-256 of every file it names.

        Raises:
            ModelError: the manifest or a file is missing or does not match.
        """
        try:
            manifest: dict[str, Any] = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
            for name, expected in manifest["files"].items():
                _check(directory / name, expected["sha256"])
            return cls(
                version=manifest["version"],
                directory=directory,
                characters=tuple(manifest["characters"]),
                calibration=Calibration.of(manifest.get("calibration")),
            )
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"No usable model in {directory}: {error!r}. Fetch the version again.") from error

    @property
    def detector(self) -> Path:
        return self.directory / "detector.onnx"

    @property
    def recogniser(self) -> Path:
        return self.directory / "recogniser.onnx"


def packaged_model() -> Path:
    """Directory of the model version that ships inside the function's package.

    Raises:
        ModelError: there is none, or more than one.
    """
    versions = sorted(path.parent for path in PACKAGED.glob("*/manifest.json"))
    if len(versions) != 1:
        raise ModelError(f"Expected one packaged model under {PACKAGED}, found {len(versions)}.")
    return versions[0]


def _check(path: Path, expected: str) -> None:
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != expected:
        raise ModelError(f"{path.name} has SHA-256 {actual}, its manifest says {expected}: fetch the version again.")
