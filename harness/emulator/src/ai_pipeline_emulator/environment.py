"""One execution environment of a Lambda function: initialised once, then one invocation after the other.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty

from ai_pipeline_emulator import memory, report
from ai_pipeline_emulator.children import kill_group, start_child
from ai_pipeline_emulator.runtime_api import Answered, Exited, InitializationFailed, Invocation, Ready, RuntimeApi
from ai_pipeline_emulator.sandbox import MEGABYTE, Function, arrange

INITIALIZATION_LIMIT = 10.0  # seconds; after them Lambda starts over within the first invocation
MEMORY_CHECK_INTERVAL = 0.05  # seconds


@dataclass(frozen=True)
class Result:
    """What an invocation came to: the answer, or the error where `is_error`, as JSON; and the log."""

    body: bytes
    is_error: bool
    logs: str


class Failure(Exception):
    """Why the runtime gave no answer.

    Attributes:
        kind: Lambda's type of error, or `timeout`.
        body: the error as JSON.
    """

    def __init__(self, kind: str, body: bytes) -> None:
        super().__init__(kind)
        self.kind = kind
        self.body = body


class ExecutionEnvironment:
    """A process that runs a function under AWS's runtime client, and starts anew after it failed.

    Args:
        function: what to run.
        variables: environment variables of the function.
        python: interpreter of the runtime's virtual environment, which holds `awslambdaric`.
        scratch: folder for this environment alone; created, and removed by `stop`.
        isolated: whether the function gets AWS's paths, see `sandbox.isolation_available`.
        initialization_limit: seconds that loading the function may take before the first invocation.
    """

    def __init__(
        self,
        function: Function,
        variables: Mapping[str, str],
        python: Path,
        scratch: Path,
        isolated: bool,
        initialization_limit: float = INITIALIZATION_LIMIT,
    ) -> None:
        self.function = function
        self._initialization_limit = initialization_limit
        self._scratch = scratch
        for folder in ("tmp", "opt"):
            (scratch / folder).mkdir(parents=True, exist_ok=True)
        self._log = (scratch / "output.log").open("ab+", buffering=0)  # appending, so that it can be cut while written
        self._sandbox = arrange(function, variables, python, scratch, isolated)
        self._python = python
        self._running: tuple[subprocess.Popen[bytes], RuntimeApi] | None = None
        self._cold: float | None = None  # seconds of an initialisation that no REPORT line has told yet
        self._peak = 0
        self._busy = threading.Lock()
        self._stopping = False

    def initialize(self) -> Failure | None:
        """Starts the process and waits until the function is loaded.

        Returns:
            None, or why it failed. The next invocation then tries again, as Lambda does.
        """
        failure: Failure | None = None
        with self._busy:
            started = time.monotonic()
            try:
                self._start(self._initialization_limit)
                self._cold = time.monotonic() - started
            except Failure as reason:
                failure = reason
                self._log.write(report.initialization_line(time.monotonic() - started, failure.kind).encode())
        if self._stopping:
            self.stop()
        return failure

    def invoke(self, invocation: Invocation) -> Result:
        """Runs the function once; blocks until it answered, failed, or ran out of time or memory."""
        with self._busy:
            cold, self._cold = self._cold, None
            started = time.monotonic()
            failure: str | None = None
            try:
                answer = self._answer(invocation, started + self.function.timeout)
                body, is_error = answer.body, answer.is_error
            except Failure as reason:
                body, is_error, failure = reason.body, True, reason.kind
                self._kill()
            duration = self.function.timeout if failure == "timeout" else time.monotonic() - started
            used = min(math.ceil(self._peak / MEGABYTE), self.function.memory)
            measures = report.Measures(duration, cold, self.function.memory, used, failure)
            logs = report.invocation_log(invocation.request_id, self.function.version, self._output(), measures)
        if self._stopping:
            self.stop()
        return Result(body, is_error, logs)

    def stop(self) -> None:
        """Ends the process; what runs in it is let finish first, without waiting for it here."""
        self._stopping = True
        if not self._busy.acquire(blocking=False):
            return  # whoever is busy stops when done
        try:
            self._kill()
            self._log.close()
            shutil.rmtree(self._scratch, ignore_errors=True)
        finally:
            self._busy.release()

    @property
    def process_id(self) -> int | None:
        return self._running[0].pid if self._running else None

    def output(self) -> str:
        """What the process printed that no invocation has reported yet."""
        try:
            return (self._scratch / "output.log").read_text(errors="replace")
        except OSError:
            return ""

    def _answer(self, invocation: Invocation, deadline: float) -> Answered:
        identity = invocation.request_id
        if self._running is None:
            self._start(deadline - time.monotonic(), identity)
        assert self._running is not None
        process, api = self._running
        api.hand_out(invocation, time.time() + deadline - time.monotonic())
        while True:
            event = self._next_event(process, api, deadline, identity)
            if isinstance(event, Answered) and event.request_id == identity:
                self._check_memory(process, identity)
                return event
            if isinstance(event, Exited):
                raise _exit_error(identity, event.status)

    def _start(self, limit: float, request_id: str = "") -> None:
        """Starts the process and waits until the function is loaded, at most `limit` seconds."""
        api = RuntimeApi()
        sandbox = self._sandbox
        process = start_child(
            sandbox.command,
            {**sandbox.environment, "AWS_LAMBDA_RUNTIME_API": api.address},
            sandbox.directory,
            self._log,
            str(self._python),
            sandbox.mounts,
            sandbox.directory_inside,
        )
        self._running = (process, api)
        self._peak = 0
        threading.Thread(target=lambda: api.events.put(Exited(process.wait())), name="reaper", daemon=True).start()
        try:
            event = self._next_event(process, api, time.monotonic() + limit, request_id)
            if isinstance(event, InitializationFailed):
                raise Failure(_error_type(event.body), event.body)
            if isinstance(event, Exited):
                raise _exit_error(request_id, event.status)
        except Failure:
            self._kill()
            raise

    def _next_event(
        self, process: subprocess.Popen[bytes], api: RuntimeApi, deadline: float, request_id: str
    ) -> Ready | InitializationFailed | Answered | Exited:
        """Waits for what the runtime does next, with an eye on clock and memory."""
        while (remaining := deadline - time.monotonic()) > 0:
            try:
                return api.events.get(timeout=min(remaining, MEMORY_CHECK_INTERVAL))
            except Empty:
                self._check_memory(process, request_id)
        seconds = f"{self.function.timeout:.2f}"
        raise Failure("timeout", _error("Sandbox.Timedout", request_id, f"Task timed out after {seconds} seconds"))

    def _check_memory(self, process: subprocess.Popen[bytes], request_id: str) -> None:
        """Raises when the function holds, or for a moment held, more memory than it is given."""
        now = max(memory.resident_bytes(process.pid), memory.peak_resident_bytes(process.pid))
        self._peak = max(self._peak, now)
        if now > self.function.memory * MEGABYTE:
            raise _exit_error(request_id, -9)

    def _kill(self) -> None:
        if self._running:
            process, api = self._running
            self._running = None
            kill_group(process)
            api.close()

    def _output(self) -> str:
        """Takes what the process printed since the last time."""
        self._log.seek(0)
        text = self._log.read().decode(errors="replace")
        self._log.truncate(0)
        return text


def _exit_error(request_id: str, status: int) -> Failure:
    if status < 0:
        reason = "Runtime exited with error: signal: " + {9: "killed", 11: "segmentation fault", 15: "terminated"}.get(
            -status, str(-status)
        )
    elif status > 0:
        reason = f"Runtime exited with error: exit status {status}"
    else:
        reason = "Runtime exited without providing a reason"
    return Failure("Runtime.ExitError", _error("Runtime.ExitError", request_id, reason))


def _error(kind: str, request_id: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": f"RequestId: {request_id} Error: {message}"}).encode()


def _error_type(body: bytes) -> str:
    try:
        return str(json.loads(body)["errorType"])
    except (ValueError, KeyError, TypeError):
        return "Runtime.Unknown"
