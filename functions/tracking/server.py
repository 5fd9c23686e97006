"""Starts MLflow's own programs with the settings of the container."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from types import FrameType
from urllib.parse import quote

from functions.tracking.settings import PORT, Settings


def database_uri(settings: Settings, user: str) -> str:
    """The tables' address, without a password: libpq takes that from its own file."""
    host, port, name = settings.database_host, settings.database_port, quote(settings.database_name, safe="")
    return f"postgresql+psycopg2://{quote(user, safe='')}@{host}:{port}/{name}?sslmode=verify-full"


def server_command(settings: Settings, uri: str) -> list[str]:
    """The server, which passes artifacts on to S3, so that clients need no rights there."""
    hosts = [form for host in settings.allowed_hosts for form in (host, f"{host}:*")]
    options = {
        "--backend-store-uri": uri,
        "--artifacts-destination": f"s3://{settings.artifacts_bucket}",
        "--host": settings.listen_address,
        "--port": str(PORT),
        "--workers": "1",  # the service adds tasks, not workers
        "--allowed-hosts": ",".join(hosts),
    }
    if settings.page_origin:
        options["--cors-allowed-origins"] = settings.page_origin
    arguments = [part for option in options.items() for part in option]
    return [sys.executable, "-m", "mlflow", "server", "--serve-artifacts", *arguments]


def upgrade_command(uri: str) -> list[str]:
    """Makes the tables, or brings them up to this version of MLflow."""
    return [sys.executable, "-m", "mlflow", "db", "upgrade", uri]


def environment(password_file: str, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of MLflow's programs: libpq's file, and nothing that reports to outside or runs users' jobs."""
    return {
        **given,
        "PGPASSFILE": password_file,
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }


def run(command: list[str], variables: Mapping[str, str]) -> int:
    """Runs a program to its end, passing on the signal that asks a container to stop; returns its status."""
    process = subprocess.Popen(command, env=dict(variables))

    def pass_on(number: int, frame: FrameType | None) -> None:
        process.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, pass_on)
    status = process.wait()
    return status if status >= 0 else 128 - status
