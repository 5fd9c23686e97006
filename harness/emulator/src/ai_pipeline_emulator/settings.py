"""What the harness tells the plugins, through the emulator's environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PluginSettings:
    """Paths the plugins work with.

    Attributes:
        runtimes: folder of one virtual environment for each Lambda runtime, such as `python3.13`.
        data: folder for what the plugins write: layers, environments of functions, data of caches.
        temporary: folder for temporary files of containers, with a short path.
        images: folder of one description for each container image, such as `mlflow.json`.
        redis_server: the redis-server program.
        postgres: folder of PostgreSQL's programs.
        certificate: TLS certificate of local servers, PEM.
        private_key: its key, PEM.
        certificate_authorities: certificates that functions trust, PEM: the system's and the local authority's.
    """

    runtimes: Path
    data: Path
    temporary: Path
    images: Path
    redis_server: Path
    postgres: Path
    certificate: Path
    private_key: Path
    certificate_authorities: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> PluginSettings:
        """Reads one variable for each attribute, such as AI_PIPELINE_EMULATOR_DATA.

        Raises:
            RuntimeError: a variable is missing; the emulator was not started by the harness.
        """
        missing = [_variable(name) for name in cls.__annotations__ if _variable(name) not in environment]
        if missing:
            raise RuntimeError(f"The emulator was not started by the harness: {', '.join(missing)} not set")
        return cls(**{name: Path(environment[_variable(name)]) for name in cls.__annotations__})


def _variable(name: str) -> str:
    return f"AI_PIPELINE_EMULATOR_{name.upper()}"
