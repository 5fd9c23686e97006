"""A virtual environment that holds exactly what a lock file says; several checkouts may share it."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.environments.errors import InstallationError
from harness.environments.interpreters import Report, find_python

LOG_LINES_SHOWN = 15


@dataclass(frozen=True)
class VirtualEnvironment:
    """One environment of the local stack.

    Attributes:
        folder: where it lives.
        version: its Python, such as `3.13`.
        lock: requirements.
        hashed: whether the requirements have hashes, which are then checked.
    """

    folder: Path
    version: str
    lock: Path
    hashed: bool = True

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def is_ready(self) -> bool:
        """Whether a finished installation of this lock file is there."""
        try:
            return self.python.exists() and self._marker.read_text() == self._wanted()
        except OSError:
            return False

    def prepare(self, report: Report, log: Path) -> None:
        """Installs what is missing; quick when nothing is. Two callers at once install once.

        An installation that was cut short is started over, as the marker of success is written last.

        Args:
            report: told what is being installed.
            log: file for the installer's output.

        Raises:
            InstallationError: the Python is missing or the installer failed; the message shows the end of its log.
        """
        if self.is_ready():
            return
        with exclusively(self.folder):
            if self.is_ready():
                return
            log.parent.mkdir(parents=True, exist_ok=True)
            report(f"Installing {self.folder.name} (Python {self.version})")
            self._create(find_python(self.version, report), log)
            self._install(log)
            self._marker.write_text(self._wanted())

    @property
    def _marker(self) -> Path:
        return self.folder / "installed.txt"

    def _wanted(self) -> str:
        return hashlib.sha256(self.lock.read_bytes()).hexdigest()

    def _create(self, python: Path, log: Path) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        cure = f"If the module venv is missing, install it: on Debian `apt-get install python{self.version}-venv`."
        self._run([str(python), "-m", "venv", str(self.folder)], log, cure)

    def _install(self, log: Path) -> None:
        python = str(self.python)
        installer = [python, "-m", "pip", "install"]
        if uv := shutil.which("uv"):  # much faster
            installer = [uv, "pip", "install", "--compile-bytecode", "--python", python]
        cure = "Check the network and the package index that pip is set up for, then run the command again."
        checked = ["--require-hashes"] if self.hashed else []
        self._run([*installer, "--quiet", *checked, "-r", str(self.lock)], log, cure)

    def _run(self, command: list[str], log: Path, cure: str) -> None:
        with log.open("ab") as output:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
        if done.returncode != 0:
            end = "\n".join(f"  {line}" for line in log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:])
            raise InstallationError(f"Could not install {self.folder.name}. {cure} The end of {log}:\n{end}")


@contextlib.contextmanager
def exclusively(folder: Path) -> Iterator[None]:
    """Waits until no other process installs into a folder, and keeps others waiting meanwhile."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
