"""How a training run ended, for programs and for people. Pure."""

from __future__ import annotations

from typing import Any

from harness.training import history
from harness.training.execution import Ended

SUCCEEDED = "SUCCEEDED"


def report(ended: Ended, seconds: float) -> dict[str, Any]:
    """The run as `train --json` prints it.

    Args:
        seconds: that it took.
    """
    known, failure = history.known(ended.events), history.failure(ended.events)
    registered = known.get("registration")
    told: dict[str, Any] = {
        "ok": ended.status == SUCCEEDED and registered is not None,
        "status": ended.status,
        "execution": ended.arn,
        "dataset": known.get("data", {}).get("dataset"),
        "threshold": known.get("data", {}).get("threshold"),
        "metrics": known.get("evaluation"),
        "model": registered,
        "seconds": round(seconds, 1),
    }
    if failure:
        told["error"] = {"type": failure.error, "message": failure.reason}
    return told
