"""Figures of deploying both stacks, each command as a user runs it, on an emulator of the benchmark's own."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from harness.bench.figures import Figure
from harness.bench.processes import Run, run
from harness.cli import output
from harness.local_stack import LocalStack
from harness.services.ports import free_port
from harness.settings import Settings

STACKS = ("dev", "prod")
RUNS = 3  # of what repeats; creating and destroying a stack is measured once
PREVIEW_GOAL, UNCHANGED_GOAL, UP_GOAL, DESTROY_GOAL = 4, 4, 30, 20  # seconds


def measure(local: LocalStack) -> Iterator[Figure]:
    """Deploys and destroys both stacks on a new emulator; what runs already is left alone. Takes some minutes."""
    local.build_packages(output.report)
    with tempfile.TemporaryDirectory() as home:
        settings = replace(local.settings, home=Path(home), port=free_port())
        previews = {stack: [_harness(settings, "preview", "--stack", stack) for _ in range(RUNS)] for stack in STACKS}
        emulator = LocalStack(settings, backend="host")
        try:
            emulator.start(output.report)
            for stack in STACKS:
                yield from _life(settings, stack, previews[stack])
        finally:
            emulator.backend.stop(output.report)


def _life(settings: Settings, stack: str, previews: list[Run]) -> Iterator[Figure]:
    """Everything that is measured of one stack."""
    yield _figure(f"{stack}: preview, nothing running", previews, PREVIEW_GOAL)
    created = [_harness(settings, "up", "--no-sample", "--stack", stack)]
    yield _figure(f"{stack}: full `up` on a running emulator", created, UP_GOAL)
    unchanged = [_harness(settings, "up", "--no-sample", "--stack", stack) for _ in range(RUNS)]
    yield _figure(f"{stack}: `up` that changes nothing", unchanged, UNCHANGED_GOAL)
    _unprotect(LocalStack(settings, stack))
    destroyed = [_harness(settings, "destroy", "--stack", stack)]
    yield _figure(f"{stack}: `destroy`", destroyed, DESTROY_GOAL)
    peak = max(one.peak_bytes for one in (*previews, *created, *unchanged, *destroyed))
    yield Figure(f"{stack}: peak memory of engine, plugins and program", peak / 1e6, "MB")


def _figure(name: str, runs: list[Run], goal: float) -> Figure:
    seconds = tuple(one.seconds for one in runs)
    processor = statistics.median(one.processor_seconds for one in runs)
    return Figure(name, statistics.median(seconds), "s", goal, seconds, processor)


def _harness(settings: Settings, *arguments: str) -> Run:
    """Runs a command of the harness against the given home and port."""
    variables = {
        **os.environ,
        "HARNESS_HOME": str(settings.home),
        "HARNESS_ENVIRONMENTS": str(settings.environments),
        "HARNESS_PORT": str(settings.port),
    }
    output.report(f"harness {' '.join(arguments)}")
    return run([sys.executable, "-m", "harness", *arguments, "--json"], settings.project, variables)


def _unprotect(local: LocalStack) -> None:
    """Lets a stack with protected resources be destroyed, as `pulumi state unprotect --all` does."""
    engine = local.engine()
    document = engine.export_deployment()
    for resource in document["deployment"]["resources"]:
        resource["protect"] = False
    engine.import_deployment(document)
