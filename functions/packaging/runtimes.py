"""Which Lambda runtimes the packages can be built for, and which wheels run there."""

from __future__ import annotations

import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ARCHITECTURES = {"x86_64": "x86_64", "arm64": "aarch64"}  # Lambda's name -> the wheels' name

# glibc of the runtime's operating system. Amazon Linux 2023 has 2.34, which every wheel we use accepts.
# python3.11 and older run on Amazon Linux 2 with glibc 2.26, for which no onnxruntime newer than 1.16 has wheels.
RUNTIME_GLIBC = {"python3.12": 34, "python3.13": 34}
OLDEST_GLIBC = 17  # manylinux2014


class PackagingError(Exception):
    """A package cannot be built; the message names the cause and the cure."""


@dataclass(frozen=True)
class Target:
    """What packages are built for.

    Attributes:
        runtime: Lambda's name of the runtime, such as python3.13.
        architecture: Lambda's name of the processor: x86_64 or arm64.
        python: an interpreter of the runtime's version on this machine; it compiles the byte code.
    """

    runtime: str
    architecture: str
    python: Path

    def __post_init__(self) -> None:
        if self.runtime not in RUNTIME_GLIBC:
            raise PackagingError(f"runtime {self.runtime!r} is not supported; choose one of {', '.join(RUNTIME_GLIBC)}")
        if self.architecture not in ARCHITECTURES:
            raise PackagingError(
                f"architecture {self.architecture!r} is not supported; choose one of {', '.join(ARCHITECTURES)}"
            )

    @property
    def version(self) -> str:
        """The runtime's Python version, such as 3.13."""
        return self.runtime.removeprefix("python")

    @property
    def wheel_platforms(self) -> list[str]:
        """Platform tags that pip may install from, newest first."""
        machine = ARCHITECTURES[self.architecture]
        newest = RUNTIME_GLIBC[self.runtime]
        tags = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, OLDEST_GLIBC - 1, -1)]
        return [*tags, f"manylinux2014_{machine}"]


def machine_architecture() -> str:
    """Lambda's name for the processor of this machine."""
    return "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"


def find_interpreter(runtime: str) -> Path:
    """An interpreter on PATH of the runtime's version.

    Raises:
        PackagingError: there is none that runs.
    """
    found = shutil.which(runtime)
    version = runtime.removeprefix("python")
    if found:
        probe = subprocess.run(
            [found, "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"],
            capture_output=True,
            text=True,
            check=False,
        )
        if probe.returncode == 0 and probe.stdout.split()[0] == version:
            return Path(probe.stdout.split(maxsplit=1)[1].strip())
    raise PackagingError(
        f"no working {runtime} on PATH to compile byte code for the runtime {runtime}; install Python {version}, "
        "or name an interpreter with --python"
    )
