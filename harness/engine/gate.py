"""Lets steps run side by side up to a limit, and stops new ones when the deployment fails or is cancelled."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from harness.engine.errors import Stopped


class Gate:
    """Every step passes through here.

    Args:
        parallel: how many steps may run at once.
    """

    def __init__(self, parallel: int) -> None:
        self._slots = threading.BoundedSemaphore(parallel)
        self._condition = threading.Condition()
        self._running = 0
        self._stopped = False

    @contextmanager
    def step(self) -> Iterator[None]:
        """Runs the block when there is room.

        Raises:
            Stopped: no new steps are taken.
        """
        with self._slots:
            with self._condition:
                if self._stopped:
                    raise Stopped("the deployment takes no new steps")
                self._running += 1
            try:
                yield
            finally:
                with self._condition:
                    self._running -= 1
                    self._condition.notify_all()

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """Takes no new steps; those under way go on."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    def drain(self) -> None:
        """Waits until no step is under way."""
        with self._condition:
            self._condition.wait_for(lambda: self._running == 0)
