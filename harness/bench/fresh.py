"""The figure of a newcomer: `make up` in a fresh clone. What pip has cached on this machine helps it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from harness.bench.figures import Figure, seconds
from harness.errors import HarnessError
from harness.local_stack import LocalStack
from harness.services.ports import free_port


def measure(local: LocalStack) -> Iterator[Figure]:
    """Clones the committed state into an empty folder and times `make up` there, then stops and removes it."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "ai-pipeline"
        _run("git", "clone", "--quiet", str(local.settings.project), str(clone), cwd=Path(folder))
        port = free_port()
        try:
            yield seconds(
                "first `make up` in a fresh clone", lambda: _run("make", "up", cwd=clone, port=port), runs=1, goal=480
            )
            yield seconds("second `make up`", lambda: _run("make", "up", cwd=clone, port=port), runs=1, goal=60)
        finally:
            _run("make", "down", cwd=clone, port=port)


def _run(*command: str, cwd: Path, port: int | None = None) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HARNESS_")}
    environment = {**inherited, **({"HARNESS_PORT": str(port)} if port else {})}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise HarnessError(f"`{' '.join(command)}` in a fresh clone failed:\n{result.stdout}{result.stderr}")
