"""Where the harness keeps things, and which addresses it uses. Every path is below the checkout or as told."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from harness.errors import HarnessError

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_PORT = 4566  # what LocalStack and its clients use
LOCAL_ACCOUNT = "000000000000"  # the emulator's account, and the stand-in for previews with nothing running
LOCAL_REGION = "us-east-1"


@dataclass(frozen=True)
class Settings:
    """Paths and addresses of one checkout's local stack.

    Attributes:
        project: root of the checkout (holds Pulumi.yaml).
        home: folder of all local state: service data, logs, engine state.
        environments: folder of the installed Python environments; several homes may share one.
        port: TCP port of the emulator's gateway on 127.0.0.1.
        lambda_runtime: Lambda's name of the runtime that local functions run on.
    """

    project: Path = PROJECT
    home: Path = PROJECT / ".harness"
    environments: Path = PROJECT / ".harness"
    port: int = DEFAULT_PORT
    lambda_runtime: str = "python3.13"

    @classmethod
    def from_environment(cls) -> Settings:
        """Reads HARNESS_HOME, HARNESS_ENVIRONMENTS (default: the home), HARNESS_PORT and HARNESS_LAMBDA_RUNTIME.

        Raises:
            HarnessError: HARNESS_PORT is not a TCP port.
        """
        port = os.environ.get("HARNESS_PORT", str(DEFAULT_PORT))
        if not port.isdigit() or not 1 <= int(port) <= 65535:
            raise HarnessError(f"HARNESS_PORT must be a TCP port from 1 to 65535, not {port!r}")
        home = Path(os.environ.get("HARNESS_HOME", PROJECT / ".harness")).resolve()
        environments = Path(os.environ.get("HARNESS_ENVIRONMENTS", home)).resolve()
        runtime = os.environ.get("HARNESS_LAMBDA_RUNTIME", cls.lambda_runtime)
        return cls(home=home, environments=environments, port=int(port), lambda_runtime=runtime)

    @property
    def build(self) -> Path:
        """Where functions/packaging writes the function zips and layers."""
        return self.project / "build"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def run(self) -> Path:
        """Pid files and sockets of what is running."""
        return self.home / "run"

    @property
    def data(self) -> Path:
        """What the local servers write; lost when they stop."""
        return self.home / "data"

    @property
    def temporary(self) -> Path:
        """Temporary files of containers; goes with the data.

        Not below the home: Linux takes 107 bytes of path for a socket, and programs put sockets there.
        """
        name = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        return Path("/tmp") / f"ai-pipeline-{os.getuid()}-{name}"  # noqa: S108

    @property
    def tls(self) -> Path:
        """The local certificate authority and the certificates it issued."""
        return self.home / "tls"

    @property
    def state(self) -> Path:
        """The engine's checkpoints, in the layout of the Pulumi CLI's self-managed backend."""
        return self.home / "state"

    @property
    def runtimes(self) -> Path:
        """The Lambda runtimes' own environments, such as `python3.13`."""
        return self.environments / "runtimes"

    @property
    def images(self) -> Path:
        """The environments that stand in for container images, such as `mlflow`."""
        return self.environments / "images"

    @property
    def image_store(self) -> Path:
        """Descriptions of the images that containers can run here, one file each."""
        return self.home / "images"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"
