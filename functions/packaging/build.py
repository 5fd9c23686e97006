"""Builds every package into a folder, and only what changed since the last time."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from functions.packaging import archive
from functions.packaging.bytecode import compile_tree
from functions.packaging.layers import LAYERS, UNUSED, Layer, assemble_layer
from functions.packaging.runtimes import Target
from functions.packaging.sources import NAMES, function_files

MANIFEST = "packages.json"
TASK_ROOT = "/var/task"  # where Lambda unpacks a function

Report = Callable[[str], None]


@dataclass(frozen=True)
class Package:
    """A built zip.

    Attributes:
        file: path below the build folder.
        sha256: of the zip.
        bytes: size of the zip.
        unzipped_bytes: size of its content.
        inputs: digest of all that decides the content.
    """

    file: str
    sha256: str
    bytes: int
    unzipped_bytes: int
    inputs: str


def build_packages(build: Path, target: Target, report: Report) -> dict[str, Package]:
    """Builds the layers and function zips for a target into a folder.

    Args:
        build: folder for `functions/*.zip`, `layers/*.zip` and the manifest `packages.json`.
        target: runtime and architecture.
        report: told, in a line each, what is being built.

    Returns:
        The packages by name: `layers/base`, `functions/ocr`, …

    Raises:
        PackagingError: a package cannot be built.
    """
    before = _read_manifest(build)
    packages = {}
    for layer in LAYERS:
        packages[f"layers/{layer.name}"] = _build_layer(layer, build, target, before, report)
    for name in NAMES:
        packages[f"functions/{name}"] = _build_function(name, build, target, before, report)
    manifest = {
        "runtime": target.runtime,
        "architecture": target.architecture,
        "packages": {name: asdict(package) for name, package in packages.items()},
    }
    (build / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
    return packages


def are_current(build: Path, runtime: str, architecture: str) -> bool:
    """Whether the folder holds what `build_packages` would build."""
    before = _read_manifest(build)
    inputs = {f"layers/{layer.name}": _layer_inputs(layer, runtime, architecture) for layer in LAYERS}
    inputs |= {f"functions/{name}": archive.digest(function_files(name), runtime) for name in NAMES}
    return all(_reusable(build, name, digest, before) for name, digest in inputs.items())


def _build_layer(layer: Layer, build: Path, target: Target, before: dict[str, Package], report: Report) -> Package:
    inputs = _layer_inputs(layer, target.runtime, target.architecture)
    file = f"layers/{layer.name}.zip"
    if reusable := _reusable(build, f"layers/{layer.name}", inputs, before):
        return reusable
    report(f"building the {layer.name} layer for {target.runtime} on {target.architecture}")
    with tempfile.TemporaryDirectory() as folder:
        assemble_layer(layer, Path(folder), target)
        archive.write_zip(build / file, archive.files_below(Path(folder)))
    return _package(build, file, inputs)


def _layer_inputs(layer: Layer, runtime: str, architecture: str) -> str:
    own_code = {path.name: path for path in Path(__file__).parent.glob("*.py")}
    return archive.digest({**own_code, "lock": layer.requirements}, runtime, architecture, *UNUSED)


def _build_function(name: str, build: Path, target: Target, before: dict[str, Package], report: Report) -> Package:
    files = function_files(name)
    inputs = archive.digest(files, target.runtime)
    file = f"functions/{name}.zip"
    if reusable := _reusable(build, f"functions/{name}", inputs, before):
        return reusable
    report(f"packing the {name} function")
    with tempfile.TemporaryDirectory() as folder:
        for path, source in files.items():
            copy = Path(folder) / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
        compile_tree(Path(folder), TASK_ROOT, target, keep_sources=True)
        archive.write_zip(build / file, archive.files_below(Path(folder)))
    return _package(build, file, inputs)


def _reusable(build: Path, name: str, inputs: str, before: dict[str, Package]) -> Package | None:
    package = before.get(name)
    unchanged = package is not None and package.inputs == inputs and (build / package.file).is_file()
    return package if unchanged else None


def _package(build: Path, file: str, inputs: str) -> Package:
    path = build / file
    content = path.read_bytes()
    return Package(file, hashlib.sha256(content).hexdigest(), len(content), archive.unzipped_bytes(path), inputs)


def _read_manifest(build: Path) -> dict[str, Package]:
    """What was built last time; empty where that cannot be told."""
    try:
        manifest: dict[str, Any] = json.loads((build / MANIFEST).read_text())
        return {name: Package(**package) for name, package in manifest["packages"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
