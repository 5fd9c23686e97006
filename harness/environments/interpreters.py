"""Finds a Python of a given version on this machine, wherever people keep them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from harness.environments.errors import InstallationError

Report = Callable[[str], None]


def find_python(version: str, report: Report = lambda message: None) -> Path:
    """An interpreter of exactly this minor version: this one, on PATH, from pyenv, or from uv, which may download it.

    Args:
        version: such as `3.13`.
        report: told before a download.

    Raises:
        InstallationError: there is none; the message says how to get one.
    """
    for candidate in _candidates(version):
        if runs_as(candidate, version):
            return candidate
    if uv := shutil.which("uv"):
        report(f"Installing Python {version} with uv")
        subprocess.run([uv, "python", "install", version], check=False, capture_output=True)
        found = _uv_python(uv, version)
        if found and runs_as(found, version):
            return found
    raise InstallationError(
        f"Python {version} is needed and was not found on PATH, in pyenv or in uv. Get it by one of: "
        f"`pyenv install {version}`; `uv python install {version}` (https://docs.astral.sh/uv); "
        f"`brew install python@{version}`; `apt-get install python{version}-venv` where the distribution has it."
    )


def runs_as(python: Path, version: str) -> bool:
    """Whether the program starts and is that version; a pyenv shim without a selected version does not start."""
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", question], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.strip() == version


def _candidates(version: str) -> Iterator[Path]:
    name = f"python{version}"
    yield Path(getattr(sys, "_base_executable", sys.executable))
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = Path(folder) / name
        if path.exists():
            yield path
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/{name}"), key=_patch_release, reverse=True)
    if uv := shutil.which("uv"):
        found = _uv_python(uv, version)
        if found:
            yield found


def _uv_python(uv: str, version: str) -> Path | None:
    answer = subprocess.run([uv, "python", "find", version], capture_output=True, text=True, check=False)
    return Path(answer.stdout.strip()) if answer.returncode == 0 and answer.stdout.strip() else None


def _patch_release(python: Path) -> int:
    last = python.parents[1].name.rpartition(".")[2]
    return int(last) if last.isdigit() else -1
