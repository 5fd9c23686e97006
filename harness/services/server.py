"""One lifecycle for local servers: start, wait_is_up, health, stop. Repeating any of them is harmless."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import psutil

from harness.services.process import ProcessRecord, end, listener, resident_bytes

HOST = "127.0.0.1"
POLL_INTERVAL = 0.05  # seconds
# Seconds in which a process that was killed gives its port back; nobody seems to have it meanwhile.
PORT_RELEASE_LIMIT = 10.0
LOG_LINES_SHOWN = 15


class ServiceError(Exception):
    """A local server cannot do what was asked; the message says why and what helps."""


class State(StrEnum):
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"


class Server(ABC):
    """A server process of this checkout that outlives the command that started it.

    Attributes:
        name: names the pid file and the log.
        port: TCP port on 127.0.0.1.
        log_file: standard output and error of the current run.
    """

    start_limit = 60.0  # seconds until the server must answer
    stop_limit = 10.0  # seconds to end by itself before it is killed

    def __init__(self, name: str, port: int, run: Path, logs: Path) -> None:
        """
        Args:
            name: of the server, unique in `run`.
            port: to listen on.
            run: folder of pid files.
            logs: folder of log files.
        """
        self.name = name
        self.port = port
        self.log_file = logs / f"{name}.log"
        self._pid_file = run / f"{name}.pid"

    @abstractmethod
    def command(self) -> Sequence[str]:
        """Program and arguments."""

    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """All environment variables of the process; HOME is a folder of ours and tells whose server it is."""

    @abstractmethod
    def is_answering(self) -> bool:
        """Whether the server answers as it should, tried once."""

    def clean(self) -> None:  # noqa: B027 - many servers leave nothing behind
        """Removes what a run leaves behind; called before each start and after each stop."""

    @property
    def port_cure(self) -> str:
        """What to do when another program has the port."""
        return "Stop that program or choose another port"

    @property
    def process(self) -> psutil.Process | None:
        record = self._record
        return record.process() if record else None

    @property
    def run_id(self) -> str | None:
        """Differs after each start; None while stopped."""
        record = self._record
        return record.run_id if record and record.process() else None

    @property
    def memory_bytes(self) -> int:
        """Resident memory of the server and what it started; 0 while stopped."""
        process = self.process
        return resident_bytes(process) if process else 0

    def health(self) -> State:
        if self.process is None:
            return State.STOPPED
        return State.RUNNING if self.is_answering() else State.STARTING

    def start(self) -> bool:
        """Starts the server and waits until it answers; two callers at once start one server.

        Returns:
            False when it ran already.

        Raises:
            ServiceError: another program has the port, or the server does not come up.
        """
        with self._exclusively():
            if self.process:
                self.wait_is_up()
                return False
            self._pid_file.unlink(missing_ok=True)
            if self._take_over():
                return False
            self.clean()
            self._launch()
            self.wait_is_up()
            return True

    def wait_is_up(self, limit: float | None = None) -> None:
        """Waits until the server answers, at most `limit` seconds.

        Raises:
            ServiceError: it ended or stayed silent; the message shows the end of its log.
        """
        deadline = time.monotonic() + (limit or self.start_limit)
        while self._port_trouble() is None or not self.is_answering():
            if self.process is None:
                self._pid_file.unlink(missing_ok=True)
                raise ServiceError(f"{self.name} ended while starting. {self._end_of_log()}")
            if time.monotonic() > deadline:
                waited = limit or self.start_limit
                raise ServiceError(f"{self.name} runs but did not answer within {waited:.0f} s. {self._end_of_log()}")
            time.sleep(POLL_INTERVAL)

    def stop(self) -> bool:
        """Stops the server and all that it started.

        Returns:
            False when it did not run.
        """
        with self._exclusively():
            process = self.process
            if process:
                end(process, self.stop_limit)
                self.clean()
            self._pid_file.unlink(missing_ok=True)
            return process is not None

    @property
    def _record(self) -> ProcessRecord | None:
        return ProcessRecord.read(self._pid_file)

    @contextlib.contextmanager
    def _exclusively(self) -> Iterator[None]:
        """Keeps two commands from starting or stopping the server at once; the lock ends with the process."""
        self._pid_file.parent.mkdir(parents=True, exist_ok=True)
        with self._pid_file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _launch(self) -> None:
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("wb") as log:
            child = subprocess.Popen(
                list(self.command()),
                env=dict(self.environment()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # neither Ctrl-C nor the end of this command reaches it
            )
        self._remember(psutil.Process(child.pid))

    def _remember(self, process: psutil.Process) -> None:
        ProcessRecord(process.pid, process.create_time()).write(self._pid_file)

    def _take_over(self) -> bool:
        """Takes over a server of ours whose starter was killed before it wrote the pid file.

        Returns:
            False when the port is free.

        Raises:
            ServiceError: another program has the port.
        """
        deadline = time.monotonic() + PORT_RELEASE_LIMIT
        while reason := self._port_trouble():
            owner = listener(self.port)
            if owner and self._is_ours(owner):
                self._remember(owner)
                self.wait_is_up()
                return True
            if owner or time.monotonic() > deadline:
                who = f"process {owner.pid} ({' '.join(_arguments(owner))[:200]})" if owner else "another program"
                message = f"{self.name} cannot listen on port {self.port} ({reason}): {who} has it. {self.port_cure}."
                raise ServiceError(message)
            time.sleep(POLL_INTERVAL)
        return False

    def _is_ours(self, process: psutil.Process) -> bool:
        """Whether a process runs our command with our home; another checkout's has another home."""
        try:
            same_home = process.environ().get("HOME") == self.environment()["HOME"]
        except psutil.Error:
            return False
        return same_home and _arguments(process) == list(self.command())

    def _port_trouble(self) -> str | None:
        """Why the port cannot be listened on; None when it can, and so nobody does.

        Asked before connecting: a connection to a free port of the ephemeral range can end up connected to itself.
        """
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError as error:
                return error.strerror or str(error)
        return None

    def _end_of_log(self) -> str:
        try:
            lines = self.log_file.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:]
        except OSError:
            lines = []
        return f"The end of {self.log_file}:\n" + "\n".join(f"  {line}" for line in lines)


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def inherited_environment() -> dict[str, str]:
    """The little that a server needs of the caller's environment; nothing of its AWS or Python settings."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
