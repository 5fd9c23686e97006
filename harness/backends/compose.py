"""LocalStack's own image beside Redis and PostgreSQL, as containers. Never run here: we have no Docker engine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from harness.backends.base import BackendError, Capability, Report, ServiceStatus
from harness.backends.client_environment import client_environment
from harness.services import State
from harness.services.certificates import ensure_certificates
from harness.settings import Settings

COMPOSE_FILE = Path(__file__).resolve().parent.parent / "compose.yaml"
TOKEN = "LOCALSTACK_AUTH_TOKEN"  # noqa: S105 - the variable's name


class ComposeBackend:
    """Drives `docker compose` with the file beside this package."""

    name = "compose"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def prepare(self, report: Report) -> None:
        """Checks for Docker and the token, makes the certificates and pulls the images.

        Raises:
            BackendError: Docker or the token is missing, or an image cannot be pulled.
        """
        if not shutil.which("docker"):
            raise BackendError(
                "The compose backend needs Docker with its compose plugin (https://docs.docker.com/get-docker/). "
                "Without it use the default: --backend host"
            )
        if not os.environ.get(TOKEN):
            raise BackendError(
                f"The LocalStack image needs a token: set {TOKEN} to the one of your account "
                "(https://app.localstack.cloud), or use the default: --backend host"
            )
        ensure_certificates(self._settings.tls)
        report("Pulling container images")
        self._compose("pull", "--quiet")

    def prepare_registry(self, report: Report) -> None:
        """Refuses: the images of training and registry would have to be built and pushed to the emulator first."""
        raise BackendError(
            "The compose backend does not run training and the model registry. Set `ai-pipeline:training: "
            "{enabled: false}` in the stack's configuration, or use the default: --backend host"
        )

    prepare_training = prepare_registry

    def start(self, report: Report) -> None:
        report("Starting containers")
        self._compose("up", "--detach", "--wait")

    def stop(self, report: Report) -> list[str]:
        names = [container["Service"] for container in self._containers()]
        if names:
            self._compose("down", "--volumes")
        return names

    def status(self) -> list[ServiceStatus]:
        return [
            ServiceStatus(
                name=container["Service"],
                state=State.RUNNING if container.get("Health") == "healthy" else State.STARTING,
                address=", ".join(str(port["PublishedPort"]) for port in container.get("Publishers") or []),
                version=container["Image"],
                pid=None,
                memory_bytes=0,
                log_file=None,
            )
            for container in self._containers()
        ]

    def environment(self) -> dict[str, str]:
        return client_environment(self._settings, ensure_certificates(self._settings.tls).authorities)

    def probe(self) -> list[Capability]:
        from harness.backends.probe import probe  # the SDK takes a while to load

        return probe(self._settings, cure=f"See `docker compose --file {COMPOSE_FILE} logs`.")

    def state_id(self) -> str | None:
        """The id of LocalStack's container, whose state goes with it."""
        ids = [str(container["ID"]) for container in self._containers() if container["Service"] == "localstack"]
        return ids[0] if ids else None

    def _containers(self) -> list[dict[str, Any]]:
        if not shutil.which("docker"):
            return []
        return [json.loads(line) for line in self._compose("ps", "--format", "json").splitlines()]

    def _compose(self, *arguments: str) -> str:
        variables = {"HARNESS_PORT": str(self._settings.port), "HARNESS_TLS": str(self._settings.tls)}
        done = subprocess.run(
            ["docker", "compose", "--file", str(COMPOSE_FILE), *arguments],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise BackendError(f"docker compose {arguments[0]} failed: {done.stderr.strip()[-1000:]}")
        return done.stdout
