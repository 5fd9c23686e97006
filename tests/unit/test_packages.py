from __future__ import annotations

from pathlib import Path

import pytest

from components.packages import PackageError, Packages
from tests.unit.recording import build_packages


def test_packages_are_found_where_the_packaging_puts_them(tmp_path: Path) -> None:
    build_packages(tmp_path)
    packages = Packages(tmp_path, "python3.13", "x86_64")
    assert packages.function("ocr").path == str(tmp_path / "functions" / "ocr.zip")
    assert packages.layer("base").path == str(tmp_path / "layers" / "base.zip")


def test_without_a_build_the_text_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"packages.json is missing: run `python -m functions.packaging`"):
        Packages(tmp_path, "python3.13", "x86_64")


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    build_packages(tmp_path)
    (tmp_path / "layers" / "inference.zip").unlink()
    with pytest.raises(PackageError, match=r"layers/inference.zip is missing: run `python -m functions.packaging`"):
        Packages(tmp_path, "python3.13", "x86_64").layer("inference")


@pytest.mark.parametrize(("runtime", "architecture"), [("python3.12", "x86_64"), ("python3.13", "arm64")])
def test_packages_for_something_else_are_refused(tmp_path: Path, runtime: str, architecture: str) -> None:
    build_packages(tmp_path, runtime, architecture)
    text = f"was built for {runtime} on {architecture}, this stack runs python3.13 on x86_64: run `python -m"
    with pytest.raises(PackageError, match=text):
        Packages(tmp_path, "python3.13", "x86_64")
