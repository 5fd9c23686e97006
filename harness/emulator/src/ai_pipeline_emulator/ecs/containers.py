"""One container of a task: a process with the image's environment, and what the task definition says of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_pipeline_emulator.children import kill_group, start_child
from ai_pipeline_emulator.ecs.images import Image
from ai_pipeline_emulator.ecs.logs import LogShipper, LogStream

SUPERVISOR = Path(__file__).with_name("supervise.py")
STOP_TIMEOUT = 30.0  # seconds between SIGTERM and SIGKILL, ECS's default
KILL_LIMIT = 5.0  # seconds in which the supervisor kills everything
LOG_LIMIT = 5.0  # seconds to send the last lines


class CannotStart(Exception):
    """The container's command cannot be run; the message says why."""


@dataclass(frozen=True)
class Plan:
    """What to run.

    Attributes:
        command: program and arguments.
        environment: all variables.
    """

    command: list[str]
    environment: dict[str, str]


def plan(
    definition: Mapping[str, Any],
    override: Mapping[str, Any],
    image: Image,
    variables: Mapping[str, str],
    secrets: Mapping[str, str],
) -> Plan:
    """Puts together what a container runs, each source over the one before: image, task, definition, override.

    Args:
        definition: of the container, from the task definition.
        override: what RunTask says about this container.
        image: what it brings.
        variables: of the task: region, credentials, addresses.
        secrets: values of the definition's secrets, by variable.
    """
    command = override.get("command") or definition.get("command") or image.command
    entry_point = definition.get("entryPoint") or image.entry_point
    return Plan(
        [*entry_point, *command],
        {
            **image.environment,
            **variables,
            **_variables(definition),
            **secrets,
            **_variables(override),
        },
    )


def _variables(source: Mapping[str, Any]) -> dict[str, str]:
    return {pair["name"]: pair.get("value", "") for pair in source.get("environment") or []}


class Container:
    """A running container; starts in the constructor.

    Args:
        plan: what to run.
        folder: working directory and the container's own disk.
        stream: where its output goes, or None for nowhere.
        logs: client of CloudWatch Logs.

    Raises:
        CannotStart: there is no such program.
    """

    def __init__(self, plan: Plan, folder: Path, stream: LogStream | None, logs: Any) -> None:
        program = shutil.which(plan.command[0], path=plan.environment.get("PATH", "")) if plan.command else None
        if program is None:
            wanted = repr(plan.command[0]) if plan.command else "a command"
            raise CannotStart(f"exec: {wanted}: executable file not found in $PATH")
        command = [sys.executable, "-I", "-S", str(SUPERVISOR), str(os.getpid()), program, *plan.command[1:]]
        reading, writing = os.pipe()
        with open(writing, "wb") as output:  # noqa: PTH123 - a descriptor, not a path
            self._process = start_child(command, plan.environment, folder, output)
        self._shipper = LogShipper(open(reading, "rb"), stream, logs)  # noqa: PTH123, SIM115 - it closes the pipe

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """As container runtimes report it: 137 for SIGKILL, 143 for SIGTERM; None while it runs."""
        code = self._process.poll()
        return code if code is None or code >= 0 else 128 - code

    def wait(self) -> int:
        """Waits until it has ended and its output is sent."""
        self._process.wait()
        kill_group(self._process)
        self._shipper.finish(LOG_LIMIT)
        assert self.exit_code is not None
        return self.exit_code

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """Asks it to end with SIGTERM, and kills it after `timeout` seconds."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        if not self._ended_within(timeout):
            self.kill()

    def kill(self) -> None:
        """Kills it and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGHUP)  # the supervisor kills what it knows
        if not self._ended_within(KILL_LIMIT):
            kill_group(self._process)

    def _ended_within(self, limit: float) -> bool:
        try:
            self._process.wait(max(0.0, limit))
        except subprocess.TimeoutExpired:
            return False
        return True


def wait_all(containers: list[Container], limit: float) -> None:
    """Waits until all have ended, at most `limit` seconds."""
    deadline = time.monotonic() + limit
    while any(one.exit_code is None for one in containers) and time.monotonic() < deadline:
        time.sleep(0.02)
