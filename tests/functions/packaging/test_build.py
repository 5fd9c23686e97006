"""Builds real packages (wheels from the registry) once, and uses them as Lambda would."""

import json
import subprocess
import zipfile
from pathlib import Path

import boto3
import pytest

from functions.packaging.build import are_current, build_packages
from functions.packaging.runtimes import Target, machine_architecture
from harness.environments.interpreters import find_python

LAMBDA_LIMIT_BYTES = 250 * 1024 * 1024
DIRECT_UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("build")
    target = Target("python3.13", machine_architecture(), find_python("3.13"))
    reports: list[str] = []
    return folder, target, build_packages(folder, target, reports.append), reports


def _unpack(folder: Path, built, *names: str) -> Path:
    for name in names:
        with zipfile.ZipFile(built[0] / built[2][name].file) as opened:
            opened.extractall(folder / name)
    return folder


def _packages_of_the_runtime(folder: Path) -> Path:
    """boto3 and what it needs, which the Lambda runtime brings; all of it is pure Python."""
    folder.mkdir()
    installed = Path(boto3.__file__).parent.parent
    for name in ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil", "six.py"):
        (folder / name).symlink_to(installed / name)
    return folder


@pytest.mark.parametrize("name", ["ocr", "document", "uploads", "rollout"])
def test_a_function_imports_from_its_zip_and_layers_alone(built, tmp_path, name):
    layers = ["layers/base"] if name in ("uploads", "rollout") else ["layers/base", "layers/inference"]
    _unpack(tmp_path, built, f"functions/{name}", *layers)
    runtime = _packages_of_the_runtime(tmp_path / "runtime")  # importing ours must not need anything else
    paths = [
        str(tmp_path / f"functions/{name}"),
        *(str(tmp_path / layer / "python") for layer in layers),
        str(runtime),
    ]
    program = f"import sys; sys.path[:0] = {paths}; import functions.{name}.handler as h; assert callable(h.handler)"
    result = subprocess.run([str(built[1].python), "-I", "-c", program], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_code_models_and_layers_stay_within_lambdas_limits(built):
    packages = built[2]
    layers = packages["layers/base"].unzipped_bytes + packages["layers/inference"].unzipped_bytes
    assert layers + packages["functions/document"].unzipped_bytes < LAMBDA_LIMIT_BYTES
    assert all(package.bytes < DIRECT_UPLOAD_LIMIT_BYTES for package in packages.values())


def test_a_second_build_reuses_everything_and_reports_nothing(built):
    folder, target, packages, _ = built
    reports: list[str] = []
    assert are_current(folder, target.runtime, target.architecture)
    assert build_packages(folder, target, reports.append) == packages
    assert reports == []
    assert json.loads((folder / "packages.json").read_text())["runtime"] == "python3.13"


def test_a_lost_zip_and_a_broken_manifest_are_built_again(built):
    folder, target, packages, _ = built
    (folder / packages["functions/uploads"].file).unlink()
    reports: list[str] = []
    assert not are_current(folder, target.runtime, target.architecture)
    assert build_packages(folder, target, reports.append) == packages
    assert reports == ["packing the uploads function"]
