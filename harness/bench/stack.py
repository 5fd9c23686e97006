"""Figures of the running stack: deployment, reading, sizes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from functools import partial

from harness.bench.figures import Figure, seconds
from harness.client import PipelineClient
from harness.errors import HarnessError
from harness.local_stack import LocalStack
from harness.sample import sample_image

RUNS = 5
FUNCTION_LAYERS = ("layers/base", "layers/inference")


def measure(local: LocalStack) -> Iterator[Figure]:
    """Measures the stack, which must be up; yields each figure as it is known.

    Raises:
        NotRunning: the stack is not up.
    """
    client = local.client()
    for stack in ("dev", "prod"):
        yield seconds(f"preview of {stack}, nothing running", partial(_preview, local, stack), runs=3, goal=5)
    yield seconds("no-op deployment", lambda: local.engine().up(), runs=3, goal=5)
    yield seconds("`up` on the running stack, sample included", lambda: _harness(local, "up"), runs=3, goal=60)
    _upload(client)
    yield seconds("upload to OCR result in S3, warm", lambda: _upload(client), runs=RUNS, goal=3)
    yield seconds("upload to timetable in S3, warm", lambda: _upload(client, "timetables"), runs=RUNS)
    for kind in ("ocr", "document"):
        client.infer(kind, sample_image())
        yield seconds(f"POST /infer/{kind}, warm", partial(client.infer, kind, sample_image()), runs=RUNS)
    yield _package_size(local)
    memory = sum(service.memory_bytes for service in local.backend.status())
    yield Figure("memory of all local services and functions", memory / 1e6, "MB")


def _upload(client: PipelineClient, kind: str = "ocr") -> None:
    document = client.upload(sample_image(), f"uploads/bench/{uuid.uuid4()}.png")
    client.wait_for_result(kind, document)


def _preview(local: LocalStack, stack: str) -> None:
    """In a process and a home of its own, so that it finds nothing running."""
    with tempfile.TemporaryDirectory() as home:
        _harness(local, "preview", "--stack", stack, HARNESS_HOME=home)


def _harness(local: LocalStack, *arguments: str, **environment: str) -> None:
    variables = {**os.environ, "HARNESS_ENVIRONMENTS": str(local.settings.environments), **environment}
    command = [sys.executable, "-m", "harness", *arguments, "--json"]
    result = subprocess.run(
        command, cwd=local.settings.project, env=variables, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise HarnessError(f"`harness {' '.join(arguments)}` failed:\n{result.stdout}{result.stderr}")


def _package_size(local: LocalStack) -> Figure:
    """What Lambda unpacks for the largest function: its layers, its code and the models inside."""
    packages = json.loads((local.settings.build / "packages.json").read_text())["packages"]
    total = sum(packages[name]["unzipped_bytes"] for name in (*FUNCTION_LAYERS, "functions/document"))
    return Figure("document function: layers, code and models unzipped", total / 1e6, "MB", 120)
