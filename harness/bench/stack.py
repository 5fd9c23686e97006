"""Figures of the running stack: reading, sizes, memory."""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections.abc import Iterator
from functools import partial

from harness.bench.figures import Figure, seconds
from harness.bench.processes import run
from harness.client import PipelineClient
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
    yield seconds("`up` on the running stack, sample included", lambda: _up(local), runs=3, goal=60)
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


def _up(local: LocalStack) -> None:
    """In a process of its own, as a user runs it."""
    run([sys.executable, "-m", "harness", "up", "--json"], local.settings.project, os.environ)


def _package_size(local: LocalStack) -> Figure:
    """What Lambda unpacks for the largest function: its layers, its code and the models inside."""
    packages = json.loads((local.settings.build / "packages.json").read_text())["packages"]
    total = sum(packages[name]["unzipped_bytes"] for name in (*FUNCTION_LAYERS, "functions/document"))
    return Figure("document function: layers, code and models unzipped", total / 1e6, "MB", 120)
