"""The deployed dev stack on an emulator of its own: nothing is faked that can run here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.client import PipelineClient
from harness.local_stack import LocalStack
from harness.services.ports import free_port
from harness.settings import PROJECT, Settings

UP_SECONDS = 240


@dataclass(frozen=True)
class Harness:
    """The command line, in a home of its own."""

    home: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        environments = os.environ.get("HARNESS_ENVIRONMENTS", str(PROJECT / ".harness"))
        own = {"HARNESS_HOME": str(self.home), "HARNESS_PORT": str(self.port), "HARNESS_ENVIRONMENTS": environments}
        return {**os.environ, **own}

    @property
    def settings(self) -> Settings:
        environments = Path(self.environment["HARNESS_ENVIRONMENTS"])
        return Settings(home=self.home, environments=environments, port=self.port)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "harness", *arguments]
        return subprocess.Popen(
            command, cwd=PROJECT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str, timeout: float = UP_SECONDS) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "harness", *arguments]
        return subprocess.run(
            command, cwd=PROJECT, env=self.environment, text=True, capture_output=True, timeout=timeout
        )

    def json(self, *arguments: str) -> Any:
        result = self.run(*arguments, "--json")
        assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
        return json.loads(result.stdout)

    def client(self) -> PipelineClient:
        return LocalStack(self.settings).client()


@pytest.fixture
def idle(tmp_path: Path) -> Harness:
    """A home in which nothing runs."""
    return Harness(tmp_path, free_port())


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    """The dev stack, up; stopped at the end of the session."""
    harness = Harness(tmp_path_factory.mktemp("home"), free_port())
    try:
        harness.json("up", "--no-sample")
        yield harness
    finally:
        harness.run("down")


@pytest.fixture(scope="module")
def client(stack: Harness) -> PipelineClient:
    """Of the stack as it is now: another module's tests may have deployed it anew."""
    return stack.client()
