"""Tells Step Functions that training goes on, so that a task that hangs is not waited for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

LOG = logging.getLogger(__name__)
INTERVAL = 60.0  # seconds; the workflow waits ten times as long


class Heartbeat:
    """Beats when it is told that something was done; no thread beats for a loop that hangs.

    Args:
        states: client of Step Functions.
        token: of the task; None where nobody waits for it.
        clock: seconds that only grow.
    """

    def __init__(self, states: Any, token: str | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._states, self._token, self._clock = states, token, clock
        self._last = -INTERVAL

    def beat(self) -> None:
        """Beats, but no more than once a minute. A beat that fails stops nothing: the next may succeed."""
        if self._token is None or self._clock() - self._last < INTERVAL:
            return
        self._last = self._clock()
        try:
            self._states.send_task_heartbeat(taskToken=self._token)
        except (BotoCoreError, ClientError) as error:
            LOG.warning("no heartbeat: %s", error)
