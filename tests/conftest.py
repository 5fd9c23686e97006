"""What tests of several folders share: a running emulator, one for the whole test session and all its workers."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from harness.backends import Backend, get_backend
from harness.services.ports import free_port
from harness.settings import Settings


@dataclass(frozen=True)
class RunningEmulator:
    """The emulator of the test session.

    Attributes:
        settings: with a home of its own and a free port.
        backend: which started it.
        environment: variables that lead clients to it.
    """

    settings: Settings
    backend: Backend
    environment: dict[str, str]

    @property
    def endpoint(self) -> str:
        return self.settings.endpoint

    def client(self, service: str) -> Any:
        """A boto3 client of it."""
        session = boto3.Session(
            self.environment["AWS_ACCESS_KEY_ID"],
            self.environment["AWS_SECRET_ACCESS_KEY"],
            region_name=self.environment["AWS_REGION"],
        )
        return session.client(service, endpoint_url=self.endpoint)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEmulator]:
    """Started by the first worker that wants it, stopped by the last that had it.

    It runs from the environments that are installed in the checkout, or installs them there.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    users = shared / "emulator.json"
    with _locked(users):
        count, port = json.loads(users.read_text()) if users.exists() else (0, free_port())
        users.write_text(json.dumps((count + 1, port)))
        settings = Settings(home=shared / "emulator", port=port)
        backend = get_backend("host", settings)
        backend.prepare(print)
        backend.start(print)
    try:
        yield RunningEmulator(settings, backend, backend.environment())
    finally:
        with _locked(users):
            count, port = json.loads(users.read_text())
            users.write_text(json.dumps((count - 1, port)))
            if count == 1:
                backend.stop(print)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
