"""The lines that Lambda itself writes around a function's own log output.

Formats as printed by Lambda: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Measures:
    """What one invocation took.

    Attributes:
        duration: seconds the handler ran.
        initialization: seconds of a cold start's initialisation, or None when the environment was warm.
        memory_limit: configured memory in MB.
        memory_used: most memory the environment's processes held so far, in MB.
        failure: `timeout` or Lambda's type of error (`Runtime.ExitError`); None when the runtime answered.
    """

    duration: float
    initialization: float | None
    memory_limit: int
    memory_used: int
    failure: str | None = None


def invocation_log(request_id: str, version: str, output: str, measures: Measures) -> str:
    """Wraps a function's output of one invocation in the START, END and REPORT lines."""
    if output and not output.endswith("\n"):
        output += "\n"
    return f"START RequestId: {request_id} Version: {version}\n{output}END RequestId: {request_id}\n" + report_line(
        request_id, measures
    )


def report_line(request_id: str, measures: Measures) -> str:
    """The REPORT line; durations are billed in whole milliseconds, with the initialisation since August 2025."""
    milliseconds = measures.duration * 1000
    billed = milliseconds + (measures.initialization or 0) * 1000
    fields = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {milliseconds:.2f} ms",
        f"Billed Duration: {math.ceil(billed)} ms",
        f"Memory Size: {measures.memory_limit} MB",
        f"Max Memory Used: {measures.memory_used} MB",
    ]
    if measures.initialization is not None:
        fields.append(f"Init Duration: {measures.initialization * 1000:.2f} ms")
    if measures.failure == "timeout":
        fields.append("Status: timeout")
    elif measures.failure is not None:
        fields.append(f"Status: error\tError Type: {measures.failure}")
    return "\t".join(fields) + "\t\n"


def initialization_line(seconds: float, failure: str) -> str:
    """The line for an initialisation that failed before the first invocation, which repeats it."""
    status = "timeout" if failure == "timeout" else f"error\tError Type: {failure}"
    return f"INIT_REPORT Init Duration: {seconds * 1000:.2f} ms\tPhase: init\tStatus: {status}\n"
