"""Child processes of a deployment: the program and the provider plugins. None outlives the engine."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

_GUARD = Path(__file__).with_name("orphan_guard.py")
_GRACE = 5.0  # seconds between asking a process to end and killing it


class Child:
    """One child process, whose output is passed on line by line.

    It runs in a session of its own, so that a Ctrl-C in the terminal reaches the engine alone, which then ends in
    order. Where the system can, the kernel ends it with the engine.

    Args:
        command: program and arguments.
        environment: the whole environment of the process.
        directory: its working directory.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], directory: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_GUARD), *command],
            env=dict(environment),
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._readers: list[threading.Thread] = []

    def first_line(self) -> str:
        """The first line of standard output; empty if the process ends without one."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def forward(self, standard_output: Callable[[str], object], standard_error: Callable[[str], object]) -> None:
        """Passes each further line on, from threads of their own."""
        for stream, receive in (
            (self._process.stdout, standard_output),
            (self._process.stderr, standard_error),
        ):
            assert stream is not None
            reader = threading.Thread(target=_forward, args=(stream, receive), daemon=True)
            reader.start()
            self._readers.append(reader)

    def standard_error(self) -> str:
        """What a process that ended has written to standard error, if it is not forwarded."""
        assert self._process.stderr is not None
        return self._process.stderr.read().strip()

    def poll(self) -> int | None:
        """The exit status, or None while it runs."""
        return self._process.poll()

    def wait(self) -> int:
        """Waits for the end and for the last line of output; returns the exit status."""
        status = self._process.wait()
        for reader in self._readers:
            reader.join()
        return status

    def interrupt(self) -> None:
        """Does what a Ctrl-C would do if the process were in the foreground."""
        self._process.send_signal(signal.SIGINT)

    def ask_to_end(self) -> None:
        """Sends SIGTERM and does not wait. Does nothing if the process has ended."""
        if self._process.poll() is None:
            self._process.terminate()

    def stop(self) -> None:
        """Ends the process, by force if it takes too long. Does nothing if it has ended."""
        if self._process.poll() is None:
            self.ask_to_end()
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def _forward(stream: IO[str], receive: Callable[[str], object]) -> None:
    for line in stream:
        if line.strip():
            receive(line.rstrip("\n"))
