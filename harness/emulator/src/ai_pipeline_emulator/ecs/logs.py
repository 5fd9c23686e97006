"""The `awslogs` driver: what a container prints, sent to CloudWatch Logs line by line.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from dataclasses import dataclass
from typing import IO, Any

LOG = logging.getLogger(__name__)

FLUSH_INTERVAL = 0.5  # seconds
BATCH_EVENTS = 500  # PutLogEvents takes 10,000 events of up to 1 MB in all
LINE_BYTES = 200_000  # PutLogEvents takes 256 KB an event


class LogsUnavailable(Exception):
    """The log group cannot be written; the message says why."""


@dataclass(frozen=True)
class LogStream:
    """Where a container's output goes.

    Attributes:
        group: log group.
        stream: log stream, prefix/container/task.
        create_group: whether to make the group where it is missing.
    """

    group: str
    stream: str
    create_group: bool

    @classmethod
    def of(cls, definition: dict[str, Any], task_id: str) -> LogStream | None:
        """The stream of a container definition; None without the awslogs driver.

        Raises:
            LogsUnavailable: the driver is not `awslogs`, or an option is missing.
        """
        configuration = definition.get("logConfiguration")
        if not configuration:
            return None
        if configuration["logDriver"] != "awslogs":
            raise LogsUnavailable(f"log driver {configuration['logDriver']} does not run here: awslogs does")
        options = configuration.get("options") or {}
        if "awslogs-group" not in options:
            raise LogsUnavailable("log driver awslogs requires options: awslogs-group")
        prefix = options.get("awslogs-stream-prefix")
        stream = f"{prefix}/{definition['name']}/{task_id}" if prefix else task_id
        return cls(options["awslogs-group"], stream, options.get("awslogs-create-group") == "true")

    def create(self, logs: Any) -> None:
        """Makes the stream.

        Raises:
            LogsUnavailable: there is no such group.
        """
        try:
            if self.create_group:
                self._create_group(logs)
            logs.create_log_stream(logGroupName=self.group, logStreamName=self.stream)
        except logs.exceptions.ResourceAlreadyExistsException:
            pass
        except Exception as error:
            raise LogsUnavailable(
                f"failed to validate logger args: failed to create CloudWatch log stream {self.stream} "
                f"in group {self.group}: {error}"
            ) from error

    def _create_group(self, logs: Any) -> None:
        with contextlib.suppress(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_group(logGroupName=self.group)


class LogShipper:
    """Sends what comes out of a pipe to a log stream, until the pipe is closed.

    Args:
        output: reading end of the pipe.
        stream: where to send it; None only empties the pipe.
        logs: client of CloudWatch Logs.
    """

    def __init__(self, output: IO[bytes], stream: LogStream | None, logs: Any) -> None:
        self._stream = stream
        self._logs = logs
        self._lines: queue.SimpleQueue[tuple[int, str] | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(output,), name="container-output", daemon=True).start()
        self._sender = threading.Thread(target=self._send, name="awslogs", daemon=True)
        self._sender.start()

    def finish(self, limit: float) -> None:
        """Waits until everything is sent, at most `limit` seconds; the pipe must have been closed."""
        self._sender.join(limit)

    def _read(self, output: IO[bytes]) -> None:
        with output:
            while line := output.readline(LINE_BYTES):
                self._lines.put((int(time.time() * 1000), line.decode(errors="replace").rstrip("\r\n")))
        self._lines.put(None)

    def _send(self) -> None:
        ended = False
        while not ended:
            batch: list[tuple[int, str]] = []
            deadline = time.monotonic() + FLUSH_INTERVAL
            while len(batch) < BATCH_EVENTS and (remaining := deadline - time.monotonic()) > 0:
                try:
                    item = self._lines.get(timeout=remaining)
                except queue.Empty:
                    break
                if item is None:
                    ended = True
                    break
                batch.append(item)
            if batch and self._stream:
                self._put(self._stream, batch)

    def _put(self, stream: LogStream, batch: list[tuple[int, str]]) -> None:
        events = [{"timestamp": moment, "message": text or " "} for moment, text in batch]  # empty ones are refused
        try:
            self._logs.put_log_events(logGroupName=stream.group, logStreamName=stream.stream, logEvents=events)
        except Exception as error:  # the container goes on without its log, as on ECS
            LOG.warning("lost %d lines of %s: %s", len(batch), stream.stream, error)
