"""Takes a canary out of service. The champion has answered beside it all the time, and goes on alone."""

from __future__ import annotations

from typing import Any

from functions.rollout.alarm import Alarm
from functions.shared.serving_pointers import ServingPointers
from functions.shared.telemetry import count, logger


def withdraw(alarm: Alarm, pointers: ServingPointers) -> dict[str, Any]:
    """Ends the trial that an alarm is about, and keeps the alarm's reason in the pointer.

    Trying again changes nothing: a trial that has ended has no canary.

    Returns:
        `{"withdrawn", "champion"}`: the version that was taken out, or null, and the one that serves; null where
        nothing was ever promoted.

    Raises:
        ManifestError: the pointer is malformed.
        ServiceUnavailable: S3 did not answer, or refused; Lambda tries again.
    """
    before = pointers.load()
    if before is None or before.canary is None or not alarm.rings:
        logger.info("no trial to end", alarm=alarm.name, rings=alarm.rings)
        return {"withdrawn": None, "champion": before and before.version}
    after = pointers.change(lambda pointer: pointer.without_canary(), f"alarm {alarm.name}: {alarm.reason}")
    count("CanaryWithdrawn")
    logger.warning("canary withdrawn", model_version=after.withdrawn, alarm=alarm.name, reason=alarm.reason)
    return {"withdrawn": after.withdrawn, "champion": after.version}
