"""Programs that come from the system's package manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from harness.environments.errors import InstallationError
from harness.environments.interpreters import Report

_package_manager = threading.Lock()  # it runs once at a time


def ensure_redis_server(report: Report) -> Path:
    """The redis-server program; installed where that needs no question: as root on Debian and its kin.

    Raises:
        InstallationError: it is missing and could not be installed; the message says how to get it.
    """
    if found := shutil.which("redis-server"):
        return Path(found)
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        report("Installing redis-server with apt-get")
        _apt_install(apt, "redis-server")
        if found := shutil.which("redis-server"):
            return Path(found)
    if sys.platform == "darwin":
        raise InstallationError("redis-server is missing. Install it: `brew install redis`.")
    raise InstallationError(
        "redis-server is missing. Install it: `sudo apt-get install redis-server` or `sudo dnf install redis`."
    )


def ensure_postgres(report: Report) -> Path:
    """The folder of PostgreSQL's programs; installed where that needs no question, as for redis-server.

    Raises:
        InstallationError: it is missing and could not be installed; the message says how to get it.
    """
    if found := postgres_programs():
        return found
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        report("Installing PostgreSQL with apt-get")
        _apt_install(apt, "postgresql")
        if found := postgres_programs():
            return found
    raise InstallationError(
        "PostgreSQL is missing. Install it: `sudo apt-get install postgresql`, `sudo dnf install postgresql-server` "
        "or `brew install postgresql`."
    )


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version; Debian keeps them off PATH."""
    versions = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if versions:
        return max(versions, key=lambda folder: int(folder.parent.name))
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def _apt_install(apt: str, package: str) -> None:
    """Installs a package without starting the service that it brings; we start our own servers."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    with _package_manager:
        for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(command, env=environment, capture_output=True, check=False)
