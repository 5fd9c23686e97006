from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.environments import InstallationError, VirtualEnvironment
from harness.environments import virtual_environment as module

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> VirtualEnvironment:
    """An environment installed from a lock file without packages, so that nothing is downloaded."""
    place = tmp_path_factory.mktemp("installed")
    (place / "empty.lock").write_text("# no packages\n")
    environment = VirtualEnvironment(place / "environment", VERSION, place / "empty.lock")
    assert prepare(environment) == [f"Installing environment (Python {VERSION})"]
    return environment


@pytest.fixture
def environment(installed: VirtualEnvironment, tmp_path: Path) -> VirtualEnvironment:
    """A copy that a test may spoil."""
    shutil.copytree(installed.folder, tmp_path / "environment", symlinks=True)
    shutil.copy(installed.lock, tmp_path)
    return replace(installed, folder=tmp_path / "environment", lock=tmp_path / "empty.lock")


def prepare(environment: VirtualEnvironment) -> list[str]:
    said: list[str] = []
    environment.prepare(said.append, environment.folder.parent / "install.log")
    return said


def test_an_environment_is_installed_once(installed: VirtualEnvironment) -> None:
    assert installed.is_ready()
    assert prepare(installed) == []


def test_an_installation_that_was_cut_short_is_started_over(environment: VirtualEnvironment) -> None:
    shutil.rmtree(environment.folder)
    (environment.folder / "bin").mkdir(parents=True)
    environment.python.write_text("half a file")
    assert not environment.is_ready()
    assert prepare(environment) != []
    subprocess.run([environment.python, "-c", "pass"], check=True)


def test_a_changed_lock_file_asks_for_a_new_installation(environment: VirtualEnvironment) -> None:
    assert environment.is_ready()
    environment.lock.write_text("# still no packages\n")
    assert not environment.is_ready()


def test_a_failed_installation_shows_the_end_of_its_log_and_is_not_taken_for_done(
    environment: VirtualEnvironment,
) -> None:
    environment.lock.write_text("a package without a hash\n")
    with pytest.raises(InstallationError, match=r"Could not install environment\.(.|\n)*install\.log(.|\n)*package"):
        prepare(environment)
    assert not environment.is_ready()


def test_a_missing_python_is_an_error_before_anything_is_removed(
    environment: VirtualEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.lock.write_text("# changed\n")

    def nowhere(version: str, report: object) -> Path:
        raise InstallationError(f"Python {version} is needed")

    monkeypatch.setattr(module, "find_python", nowhere)
    with pytest.raises(InstallationError, match="is needed"):
        prepare(environment)
    assert environment.python.exists()
