"""The Lambda Runtime API for one execution environment: what the runtime client inside the function's process talks to.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, version 2018-06-01. Whatever the runtime does becomes an
event in a queue, so that whoever waits for it waits in one place.
"""

from __future__ import annotations

import contextlib
import http.server
import queue
import re
import threading
from dataclasses import dataclass
from typing import Any

LARGEST_RESPONSE = 6 * 1024 * 1024 + 100  # bytes; Lambda's quota for a synchronous response


@dataclass(frozen=True)
class Invocation:
    """One call of the function.

    Attributes:
        request_id: Lambda's id of the request.
        payload: the event, JSON.
        function_arn: the ARN it was invoked by.
        trace: X-Ray trace header.
    """

    request_id: str
    payload: bytes
    function_arn: str
    trace: str


@dataclass(frozen=True)
class Ready:
    """The runtime has loaded the function and asks for work."""


@dataclass(frozen=True)
class InitializationFailed:
    """Loading the function raised; `body` is the error as JSON."""

    body: bytes


@dataclass(frozen=True)
class Answered:
    """The handler returned, or raised where `is_error`; `body` is the answer or the error as JSON."""

    request_id: str
    body: bytes
    is_error: bool


@dataclass(frozen=True)
class Exited:
    """The process ended; `status` as in `subprocess.Popen.returncode`."""

    status: int


Event = Ready | InitializationFailed | Answered | Exited
Handed = tuple[Invocation, float]


class RuntimeApi:
    """Serves the Runtime API on a free port of 127.0.0.1.

    Attributes:
        address: `host:port` for AWS_LAMBDA_RUNTIME_API.
        events: what the runtime did, in order.
    """

    def __init__(self) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self._work: queue.Queue[Handed | None] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), self)
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, name="runtime-api", daemon=True).start()

    def hand_out(self, invocation: Invocation, deadline: float) -> None:
        """Gives the runtime its next invocation; `deadline` in seconds since the epoch."""
        self._work.put((invocation, deadline))

    def next_invocation(self) -> Handed | None:
        """Blocks until there is work; None when the environment is closed."""
        self.events.put(Ready())
        return self._work.get()

    def close(self) -> None:
        """Stops serving, beside the caller: the server notices only when its poll interval ends."""
        self._work.put(None)
        threading.Thread(target=self._close, name="runtime-api-close", daemon=True).start()

    def _close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], api: RuntimeApi) -> None:
        self.api = api
        super().__init__(address, _Handler)


class _Handler(http.server.BaseHTTPRequestHandler):
    """One connection of the runtime client, which keeps it open for all its requests."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave in one packet: two would wait for each other's acknowledgement, 40 ms
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        if not self.path.endswith("/runtime/invocation/next"):
            return self._answer(404)
        handed = self.server.api.next_invocation()
        if handed is None:
            self.close_connection = True
            return self._answer(410)
        invocation, deadline = handed
        return self._answer(
            200,
            invocation.payload,
            {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace,
            },
        )

    def do_POST(self) -> None:
        body = self._body()
        events = self.server.api.events
        if answered := re.search(r"/runtime/invocation/([^/]+)/(response|error)$", self.path):
            self._answer(202, b'{"status":"OK"}')
            events.put(_sized(Answered(answered[1], body, answered[2] == "error")))
        elif self.path.endswith("/runtime/init/error"):
            self._answer(202, b'{"status":"OK"}')
            events.put(InitializationFailed(body))
        else:
            self._answer(404)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except OSError:  # the process was killed while it waited
            self.close_connection = True

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):  # the process was killed in the middle of a request
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the emulator logs invocations itself."""


def _sized(answer: Answered) -> Answered:
    if len(answer.body) <= LARGEST_RESPONSE:
        return answer
    message = f"Response payload size exceeded maximum allowed payload size ({LARGEST_RESPONSE} bytes)."
    body = f'{{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"{message}"}}'
    return Answered(answer.request_id, body.encode(), is_error=True)
