"""The emulator of AWS as a server process: LocalEmu, or LocalStack's community runtime, which shares its settings."""

from __future__ import annotations

import http.client
import json
import shutil
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.services.private_folder import make_private
from harness.services.server import HOST, Server, inherited_environment
from harness.settings import Settings


@dataclass(frozen=True)
class Distribution:
    """What differs between the emulators.

    Attributes:
        name: as people know it.
        module: its package, which also names its own HTTP paths.
    """

    name: str
    module: str


LOCALEMU = Distribution("LocalEmu", "localemu")
LOCALSTACK = Distribution("LocalStack", "localstack")


class EmulatorServer(Server):
    """Runs the emulator with our plugins on one port of 127.0.0.1."""

    start_limit = 120.0  # takes 5 s, but many times that on a busy machine
    stop_limit = 1.0  # it keeps no state, so that nothing is lost by killing it

    def __init__(
        self, settings: Settings, distribution: Distribution, python: Path, plugin_variables: Mapping[str, str]
    ) -> None:
        """
        Args:
            settings: port and folders.
            distribution: which emulator.
            python: interpreter of its environment.
            plugin_variables: what the plugins need to know, as environment variables.
        """
        super().__init__(distribution.module, settings.port, settings.run, settings.logs)
        self.distribution = distribution
        self._settings = settings
        self._python = python
        self._plugin_variables = plugin_variables

    @property
    def port_cure(self) -> str:
        return f"Stop it, or set HARNESS_PORT to a free port, such as HARNESS_PORT={self.port + 1}"

    def command(self) -> Sequence[str]:
        return [str(self._python), "-m", f"{self.distribution.module}.runtime.main"]

    def environment(self) -> Mapping[str, str]:
        """Loopback only, no telemetry, no downloads, nothing outside the harness's folder.

        Its home is a folder of ours, so that it reads no settings of the user's other emulators.
        """
        data = self._settings.data / "emulator"
        temporary = data / "tmp"
        for folder in (data, temporary):
            folder.mkdir(parents=True, exist_ok=True)
        make_private(self._settings.temporary)
        gateway = f"{HOST}:{self.port}"
        return {
            **inherited_environment(),
            "HOME": str(data),
            "TMPDIR": str(temporary),
            "XDG_CACHE_HOME": str(data / "cache"),
            "FILESYSTEM_ROOT": str(data / "root"),
            "GATEWAY_LISTEN": gateway,
            f"{self.distribution.module.upper()}_HOST": gateway,
            "OVERRIDE_IN_DOCKER": "0",
            "DNS_ADDRESS": "0",
            "DISABLE_EVENTS": "1",
            "SKIP_SSL_CERT_DOWNLOAD": "1",
            "LAMBDA_RUNTIME_EXECUTOR": "process",
            "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "60",  # seconds to start an environment; ours gives up after 10
            "LAMBDA_RETRY_BASE_DELAY": "1",  # seconds between asynchronous attempts; Lambda waits minutes
            "PROVIDER_OVERRIDE_ELASTICACHE": "process",
            "PROVIDER_OVERRIDE_XRAY": "kept",
            "PROVIDER_OVERRIDE_BUDGETS": "changeable",
            "PROVIDER_OVERRIDE_ECS": "process",
            "PROVIDER_OVERRIDE_ELBV2": "process",
            "PROVIDER_OVERRIDE_RDS": "process",
            "SQS_ENDPOINT_STRATEGY": "path",  # queue URLs on the gateway's own address; others need names in the DNS
            **self._plugin_variables,
        }

    def clean(self) -> None:
        """The emulator forgets everything when it stops; so do the functions and caches that it ran."""
        for folder in (self._settings.data, self._settings.temporary):
            shutil.rmtree(folder, ignore_errors=True)

    def is_answering(self) -> bool:
        return self.report() is not None

    def report(self) -> dict[str, Any] | None:
        """What the emulator says of itself: version and state of its services; None when it does not answer."""
        url = f"http://{HOST}:{self.port}/_{self.distribution.module}/health"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return dict(json.load(answer))
        except (OSError, ValueError, http.client.HTTPException):
            return None
