"""An emulator as a process of this machine, with our plugins: the backends `host` (LocalEmu) and `localstack`."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from harness.backends.base import BackendError, Capability, Report, ServiceStatus
from harness.backends.client_environment import client_environment
from harness.environments import InstallationError, VirtualEnvironment
from harness.environments.fonts import prepare_fonts
from harness.environments.images import prepare_image
from harness.environments.programs import ensure_postgres, ensure_redis_server, postgres_programs
from harness.services import ServiceError
from harness.services.certificates import Certificates, ensure_certificates
from harness.services.emulator import LOCALEMU, Distribution, EmulatorServer
from harness.services.emulator import LOCALSTACK as LOCALSTACK_CORE
from harness.settings import Settings

PLUGINS = Path(__file__).resolve().parent.parent / "emulator"
EMULATOR_PYTHON = "3.13"  # LocalEmu and LocalStack need it; on 3.14 their dependencies contradict each other


@dataclass(frozen=True)
class Kind:
    """One emulator and its environment.

    Attributes:
        name: of the backend.
        distribution: which emulator.
        folder: of its environment.
        lock: its packages.
    """

    name: str
    distribution: Distribution
    folder: str
    lock: str


HOST = Kind("host", LOCALEMU, "emulator", "requirements.lock")
LOCALSTACK = Kind("localstack", LOCALSTACK_CORE, "localstack", "localstack.lock")


class HostBackend:
    """Runs an emulator from an environment of its own; functions run in that of the Lambda runtime."""

    def __init__(self, settings: Settings, kind: Kind = HOST) -> None:
        """
        Args:
            settings: folders and port.
            kind: which emulator.
        """
        self.name = kind.name
        self._settings = settings
        self._kind = kind
        self._emulator = VirtualEnvironment(settings.environments / kind.folder, EMULATOR_PYTHON, PLUGINS / kind.lock)
        runtime = settings.lambda_runtime
        self._runtime = VirtualEnvironment(
            settings.runtimes / runtime, runtime.removeprefix("python"), PLUGINS / "lambda-runtime.lock"
        )

    def prepare(self, report: Report) -> None:
        """Installs the emulator, the Lambda runtime and redis-server, whichever is missing, at once."""
        steps = (self.prepare_emulator, self.prepare_runtime, ensure_redis_server)
        with _as_backend_error(), ThreadPoolExecutor() as pool:
            for task in [pool.submit(step, report) for step in steps]:
                task.result()
        self._certificates()

    def prepare_registry(self, report: Report) -> None:
        """Installs PostgreSQL and the environment of the MLflow image, whichever is missing, at once."""
        with _as_backend_error(), ThreadPoolExecutor() as pool:
            database = pool.submit(ensure_postgres, report)
            prepare_image("mlflow", self._settings, report)
            database.result()

    def prepare_training(self, report: Report) -> None:
        """Installs the environment of the training image, with PyTorch, and the fonts that it holds, at once."""
        with _as_backend_error(), ThreadPoolExecutor() as pool:
            fonts = pool.submit(prepare_fonts, self._settings, report)
            prepare_image("training", self._settings, report)
            fonts.result()

    def prepare_emulator(self, report: Report) -> None:
        """Installs the emulator."""
        self._emulator.prepare(report, self._settings.logs / "install-emulator.log")

    def prepare_runtime(self, report: Report) -> None:
        """Installs the Lambda runtime."""
        self._runtime.prepare(report, self._settings.logs / "install-runtime.log")

    @property
    def runtime_python(self) -> Path:
        """The interpreter that functions run on."""
        return self._runtime.python

    def start(self, report: Report) -> None:
        """Starts the emulator with empty state, unless it runs already.

        Raises:
            BackendError: not prepared, the port is taken, or the emulator does not come up.
        """
        if not (self._emulator.is_ready() and self._runtime.is_ready()):
            self.prepare(report)
        server = self.server()
        with _as_backend_error():
            if server.process is None:
                report(f"Starting {self._kind.distribution.name} on {self._settings.endpoint}")
            server.start()

    def stop(self, report: Report) -> list[str]:
        """Stops the emulator and with it the functions and caches that it runs."""
        with _as_backend_error():
            stopped = self.server().stop()
        return [self._kind.distribution.name] if stopped else []

    def status(self) -> list[ServiceStatus]:
        server = self.server()
        process = server.process
        answer = server.report() if process else None
        return [
            ServiceStatus(
                name=self._kind.distribution.name,
                state=server.health(),
                address=self._settings.endpoint,
                version=str((answer or {}).get("version", "")),
                pid=process.pid if process else None,
                memory_bytes=server.memory_bytes,
                log_file=server.log_file,
            )
        ]

    def environment(self) -> dict[str, str]:
        return client_environment(self._settings, self._certificates().authorities)

    def probe(self) -> list[Capability]:
        from harness.backends.probe import probe  # the SDK takes a while to load

        return probe(self._settings, cure=f"See {self.server().log_file}; `make down` and `make up` start it anew.")

    def state_id(self) -> str | None:
        """A new one for each start: neither emulator keeps state."""
        return self.server().run_id

    def _certificates(self) -> Certificates:
        return ensure_certificates(self._settings.tls)

    def server(self) -> EmulatorServer:
        """The emulator's process."""
        certificates = self._certificates()
        plugin_paths = {
            "RUNTIMES": self._settings.runtimes,
            "DATA": self._settings.data / "plugins",
            "TEMPORARY": self._settings.temporary,
            "IMAGES": self._settings.image_store,
            "POSTGRES": postgres_programs() or "postgresql",
            "REDIS_SERVER": shutil.which("redis-server") or "redis-server",
            "CERTIFICATE": certificates.certificate,
            "PRIVATE_KEY": certificates.private_key,
            "CERTIFICATE_AUTHORITIES": certificates.authorities,
        }
        variables = {f"AI_PIPELINE_EMULATOR_{name}": str(path) for name, path in plugin_paths.items()}
        variables["PYTHONPATH"] = str(PLUGINS / "src")  # not installed: checkouts may share the environment
        return EmulatorServer(self._settings, self._kind.distribution, self._emulator.python, variables)


@contextlib.contextmanager
def _as_backend_error() -> Iterator[None]:
    try:
        yield
    except (ServiceError, InstallationError) as error:
        raise BackendError(str(error)) from error
