"""ECS takes a task back: it sends SIGTERM, and SIGKILL two minutes later."""

from __future__ import annotations

import signal


class Interrupted(Exception):
    """The task was asked to end; what it has come to is kept."""


class Interruption:
    """Whether the process was asked to end."""

    def __init__(self) -> None:
        self._requested = False

    def listen(self) -> None:
        """Takes SIGTERM for a request from now on; only the main thread may ask for that."""
        signal.signal(signal.SIGTERM, lambda number, frame: self.request())

    def request(self) -> None:
        self._requested = True

    def check(self) -> None:
        """Ends what goes on.

        Raises:
            Interrupted: the process was asked to end.
        """
        if self._requested:
            raise Interrupted
