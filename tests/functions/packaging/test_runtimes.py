from pathlib import Path

import pytest

from functions.packaging.runtimes import PackagingError, Target, find_interpreter

PYTHON = Path("/usr/bin/python3.13")


def test_a_target_accepts_wheels_up_to_the_glibc_of_its_operating_system():
    platforms = Target("python3.13", "arm64", PYTHON).wheel_platforms
    assert platforms[0] == "manylinux_2_34_aarch64"
    assert platforms[-2:] == ["manylinux_2_17_aarch64", "manylinux2014_aarch64"]


def test_a_runtime_on_amazon_linux_2_is_refused_with_the_supported_ones():
    with pytest.raises(PackagingError, match=r"'python3.11' is not supported; choose one of python3.12, python3.13"):
        Target("python3.11", "x86_64", PYTHON)


def test_an_unknown_architecture_is_refused_with_the_supported_ones():
    with pytest.raises(PackagingError, match="'mips' is not supported; choose one of x86_64, arm64"):
        Target("python3.13", "mips", PYTHON)


def test_a_missing_interpreter_is_named_with_the_cure(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackagingError, match="install Python 3.13, or name an interpreter with --python"):
        find_interpreter("python3.13")


def test_an_interpreter_that_refuses_to_run_is_not_taken(monkeypatch, tmp_path):
    refusing = tmp_path / "python3.13"
    refusing.write_text("#!/bin/sh\nexit 127\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackagingError):
        find_interpreter("python3.13")
