"""The layers: third-party packages from pinned wheels, without what inference never loads."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from functions.packaging.bytecode import compile_tree
from functions.packaging.runtimes import PackagingError, Target

REQUIREMENTS = Path(__file__).parent / "requirements"

# Never imported when serving: stubs, tests, headers, and per package the parts for training, conversion or a desktop.
UNUSED = (
    "**/*.pyi",
    "**/*.pxd",
    "**/*.h",
    "**/tests",
    "**/py.typed",
    "bin",
    "numpy/f2py",
    "numpy/_pyinstaller",
    "numpy/doc",
    "numpy/random",
    "numpy/_core/lib",
    "numpy/_core/_simd.*",  # for numpy's own tests, as is the next
    "numpy/_core/_*_tests.*",
    "onnxruntime/backend",
    "onnxruntime/datasets",
    "onnxruntime/quantization",
    "onnxruntime/tools",
    "onnxruntime/transformers",
    "onnxruntime/capi/libonnxruntime.so*",  # for C programs; the Python module has the runtime linked in
    "onnxruntime/ThirdPartyNotices.txt",
    "PIL/_avif*",
    "pillow.libs/libavif*",
    "PIL/_imagingtk*",
    "PIL/_imagingft*",  # draws text
    "pillow.libs/libfreetype*",
    "pillow.libs/libharfbuzz*",
    "pillow.libs/libbrotli*",
    "pypdfium2_cli",
    "aws_lambda_powertools/event_handler",
    "aws_lambda_powertools/utilities/parser",
    "aws_lambda_powertools/utilities/kafka",
)


@dataclass(frozen=True)
class Layer:
    """A Lambda layer.

    Attributes:
        name: of the layer and its zip.
        requirements: lock file with hashes of every wheel it holds.
    """

    name: str
    requirements: Path


LAYERS = tuple(Layer(name, REQUIREMENTS / f"{name}.lock") for name in ("base", "inference"))


def assemble_layer(layer: Layer, folder: Path, target: Target) -> None:
    """Fills a folder with what the layer's zip holds: `python/…`, which Lambda puts on the import path.

    Raises:
        PackagingError: a wheel cannot be had for the target, or its hash is wrong.
    """
    packages = folder / "python"
    shutil.rmtree(folder, ignore_errors=True)
    _install(layer, packages, target)
    _prune(packages)
    compile_tree(packages, "/opt/python", target, keep_sources=False)


def _install(layer: Layer, packages: Path, target: Target) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-compile",
    ]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--implementation", "cp"]
    # Older pips hold the wheels' requirement on Python against the one that runs them, not against the target's.
    command += [
        "--ignore-requires-python",
        "--python-version",
        target.version,
        "--target",
        str(packages),
        "-r",
        str(layer.requirements),
    ]
    for tag in target.wheel_platforms:
        command += ["--platform", tag]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        cause = result.stderr.strip() or result.stdout.strip()
        raise PackagingError(f"the {layer.name} layer for {target.runtime} on {target.architecture}:\n{cause}")


def _prune(packages: Path) -> None:
    for pattern in UNUSED:
        for path in list(packages.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
