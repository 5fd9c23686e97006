"""Runs an engine in a process of its own, which can be killed, or which kills itself at a chosen moment.

The moments are those at which what is on disk and what the provider has done change: just before the checkpoint is
replaced, with the new one written beside it, and just after. A provider's answer lies before the first of the two.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests.harness.engine.scenario import Scenario

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])  # so that a process starts at once


def start(scenario: Scenario, operation: str = "up", moment: int = 0) -> BaseProcess:
    """Begins an operation; its exit status is 0 if it succeeds.

    Args:
        moment: the one at which it kills itself, counted from 1; 0 for none.
    """
    process = _CONTEXT.Process(target=_run, args=(scenario.folder, scenario.port or 0, operation, moment))
    process.start()
    return process


def kill_at(scenario: Scenario, moment: int, operation: str = "up") -> None:
    """Runs an operation that is killed at a moment, and waits for what the provider has begun by then."""
    process = start(scenario, operation, moment)
    process.join()
    assert process.exitcode == -signal.SIGKILL, "it has fewer moments"


def errors_of(scenario: Scenario) -> Any:
    """The errors of the operation that ended last."""
    return json.loads((scenario.folder / "errors.json").read_text())


def _run(folder: Path, port: int, operation: str, moment: int) -> None:
    scenario = Scenario.existing(folder, port)
    if moment:
        _die_at(moment)
    result = getattr(scenario.engine(), operation)()
    (folder / "errors.json").write_text(json.dumps(result.errors))
    sys.exit(not result.ok)


def _die_at(moment: int) -> None:
    replace, passed = Path.replace, 0

    def counted(path: Path, target: Path) -> Path:
        pass_moment()
        replaced = replace(path, target)
        pass_moment()
        return replaced

    def pass_moment() -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    Path.replace = counted  # type: ignore[assignment,method-assign]
