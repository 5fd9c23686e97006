"""Programs that come from the system's package manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from harness.environments.errors import InstallationError
from harness.environments.interpreters import Report

_package_manager = threading.Lock()  # it runs once at a time


def ensure_redis_server(report: Report) -> Path:
    """The redis-server program; installed where that needs no question: as root on Debian and its kin.

    Raises:
        InstallationError: it is missing and could not be installed; the message says how to get it.
    """
    darwin = sys.platform == "darwin"
    cure = "`brew install redis`" if darwin else "`sudo apt-get install redis-server` or `sudo dnf install redis`"
    return _ensure("redis-server", "redis-server", lambda: _on_path("redis-server"), cure, report)


def ensure_postgres(report: Report) -> Path:
    """The folder of PostgreSQL's programs; installed and refused as redis-server is."""
    cure = "`sudo apt-get install postgresql`, `sudo dnf install postgresql-server` or `brew install postgresql`"
    return _ensure("PostgreSQL", "postgresql", postgres_programs, cure, report)


def ensure_npm(report: Report) -> Path:
    """The npm program, which fetches fonts; installed and refused as redis-server is."""
    cure = "`sudo apt-get install npm`, `sudo dnf install npm` or `brew install node`"
    return _ensure("npm", "npm", lambda: _on_path("npm"), cure, report)


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version; Debian keeps them off PATH."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if versions:
        return max(versions, key=lambda folder: int(folder.parent.name))
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def _on_path(program: str) -> Path | None:
    found = shutil.which(program)
    return Path(found) if found else None


def _ensure(name: str, package: str, find: Callable[[], Path | None], cure: str, report: Report) -> Path:
    """What `find` finds, after an installation if need be.

    Args:
        name: of the program, for people.
        package: Debian's name for it.
        cure: how to install it by hand.
    """
    if found := find():
        return found
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        report(f"Installing {name} with apt-get")
        _apt_install(apt, package)
        if found := find():
            return found
    raise InstallationError(f"{name} is missing. Install it: {cure}.")


def _apt_install(apt: str, package: str) -> None:
    """Installs a package without starting the service that it brings; we start our own servers."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    with _package_manager:
        for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(command, env=environment, capture_output=True, check=False)
