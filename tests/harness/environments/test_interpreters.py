from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harness.environments import InstallationError
from harness.environments.interpreters import find_python, runs_as

ELSEWHERE = "3.77"  # a version that no machine has


def program(path: Path, answer: str, status: int = 0) -> Path:
    """A stand-in for an interpreter that prints its version, or refuses as a pyenv shim does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {status}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with only what a test puts below this folder."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def test_this_interpreter_serves_its_own_version(machine: Path) -> None:
    found = find_python(f"{sys.version_info.major}.{sys.version_info.minor}")
    assert runs_as(found, f"{sys.version_info.major}.{sys.version_info.minor}")
    assert "venv" not in found.parts[-3]


def test_one_on_the_path_is_found(machine: Path) -> None:
    wanted = program(machine / "bin" / f"python{ELSEWHERE}", ELSEWHERE)
    assert find_python(ELSEWHERE) == wanted


def test_a_shim_that_refuses_is_passed_over_for_the_newest_of_pyenv(machine: Path) -> None:
    program(machine / "bin" / f"python{ELSEWHERE}", "pyenv: command not found", status=127)
    for patch in ("9", "10"):
        program(machine / "pyenv" / "versions" / f"{ELSEWHERE}.{patch}" / "bin" / f"python{ELSEWHERE}", ELSEWHERE)
    assert find_python(ELSEWHERE).parts[-3] == f"{ELSEWHERE}.10"


def test_one_of_uv_is_found(machine: Path) -> None:
    python = program(machine / "uv-python", ELSEWHERE)
    program(machine / "bin" / "uv", str(python))
    assert find_python(ELSEWHERE) == python


def test_a_program_of_another_version_does_not_count(machine: Path) -> None:
    program(machine / "bin" / f"python{ELSEWHERE}", "3.2")
    with pytest.raises(InstallationError):
        find_python(ELSEWHERE)


def test_without_any_the_error_says_how_to_get_one(machine: Path) -> None:
    with pytest.raises(InstallationError, match=rf"Python {ELSEWHERE} is needed.*`pyenv install {ELSEWHERE}`.*uv"):
        find_python(ELSEWHERE)
