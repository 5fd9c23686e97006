from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from harness.environments import InstallationError
from harness.environments.programs import ensure_npm, ensure_redis_server


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_one_that_is_there_is_used(programs: Path) -> None:
    script(programs / "redis-server", "exit 0")
    assert ensure_redis_server(print) == programs / "redis-server"


def test_root_on_debian_installs_it(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    target = programs / "redis-server"
    script(programs / "apt-get", f'test "$1" = update || /usr/bin/install -m 755 /dev/null {target}')
    said: list[str] = []
    assert ensure_redis_server(said.append) == target
    assert said == ["Installing redis-server with apt-get"]


def test_an_installation_that_fails_is_an_error(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script(programs / "apt-get", "exit 100")
    with pytest.raises(InstallationError, match="redis-server is missing"):
        ensure_redis_server(print)


@pytest.mark.parametrize(("platform", "cure"), [("linux", "apt-get install redis-server"), ("darwin", "brew install")])
def test_others_are_told_how_to_install_it(
    programs: Path, monkeypatch: pytest.MonkeyPatch, platform: str, cure: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(InstallationError, match=cure):
        ensure_redis_server(print)


def test_npm_is_installed_by_the_name_of_its_package(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script(programs / "apt-get", f"case $* in *' npm') /usr/bin/install -m 755 /dev/null {programs / 'npm'};; esac")
    assert ensure_npm(print) == programs / "npm"
