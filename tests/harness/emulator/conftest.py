"""The plugins run inside the emulator's Python; their own modules work in ours as well, and are tested there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.backends.host import HostBackend
from harness.settings import PROJECT, Settings

sys.path.insert(0, str(PROJECT / "harness" / "emulator" / "src"))

from ai_pipeline_emulator.environment import ExecutionEnvironment
from ai_pipeline_emulator.sandbox import Function, isolation_available


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of the Lambda runtime's environment, with AWS's own runtime client."""
    backend = HostBackend(Settings(home=tmp_path_factory.mktemp("runtime")))
    backend.prepare_runtime(print)
    return backend.runtime_python


@pytest.fixture(params=["isolated", "in the open"])
def isolated(request: pytest.FixtureRequest) -> bool:
    """Both kinds of sandbox; the first only where this machine allows it."""
    if request.param == "isolated" and not isolation_available():
        pytest.skip("this machine allows no mount namespaces")
    return bool(request.param == "isolated")


MakeEnvironment = Callable[..., ExecutionEnvironment]


@pytest.fixture
def make(runtime: Path, tmp_path: Path) -> Iterator[MakeEnvironment]:
    """Builds environments of a function from its source text, and stops them after the test."""
    made: list[ExecutionEnvironment] = []

    def build(
        source: str,
        isolated: bool = False,
        variables: dict[str, str] | None = None,
        limit: float = 10.0,
        **changes: Any,
    ) -> ExecutionEnvironment:
        code = tmp_path / f"code-{len(made)}"
        code.mkdir()
        (code / "app.py").write_text(source)
        described: dict[str, Any] = {
            "name": "example",
            "version": "7",
            "handler": "app.handler",
            "runtime": "python3.13",
            "memory": 256,
            "timeout": 10,
            "ephemeral_storage": 16,
            "code": code,
            "layers": None,
        }
        function = Function(**{**described, **changes})
        scratch = tmp_path / f"scratch-{len(made)}"
        environment = ExecutionEnvironment(function, variables or {}, runtime, scratch, isolated, limit)
        made.append(environment)
        return environment

    yield build
    for environment in made:
        environment.stop()
