from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil
import pytest

from harness.services import Server, ServiceError, State
from harness.services.ports import free_port
from harness.services.process import ProcessRecord

SERVE = """
import http.server, subprocess, sys
{setup}
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
CHILD = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"


class ExampleServer(Server):
    stop_limit = 0.5

    def __init__(self, folder: Path, port: int, script: str) -> None:
        super().__init__("example", port, folder / "run", folder / "logs")
        self._script = script
        self._folder = folder

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", self._script, str(self.port)]

    def environment(self) -> Mapping[str, str]:
        return {"HOME": str(self._folder)}

    def is_answering(self) -> bool:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2).close()
            return True
        return False


Make = Callable[..., ExampleServer]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    port = free_port()
    servers: list[ExampleServer] = []

    def build(setup: str = "", script: str | None = None, port: int = port) -> ExampleServer:
        server = ExampleServer(tmp_path, port, script or SERVE.format(setup=setup))
        servers.append(server)
        return server

    yield build
    for server in servers:
        server.stop()


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def alive(process: psutil.Process) -> bool:
    """A zombie has ended; who started it has not looked yet."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_starting_twice_starts_one_process(make: Make) -> None:
    server = make()
    assert server.start() is True
    first, run_id = server.process, server.run_id
    assert make().start() is False
    assert (make().process, make().run_id) == (first, run_id)
    assert server.health() is State.RUNNING
    assert server.memory_bytes > 0


def test_starting_at_once_from_two_places_starts_one_process(make: Make) -> None:
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda: answers.append(make().start())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, True]


def test_stopping_twice_is_harmless(make: Make) -> None:
    server = make()
    server.start()
    assert server.stop() is True
    assert server.stop() is False
    assert server.health() is State.STOPPED
    assert server.run_id is None
    assert server.memory_bytes == 0


def test_stopping_ends_what_the_server_started(make: Make) -> None:
    server = make(setup=CHILD)
    server.start()
    assert server.process
    (child,) = server.process.children()
    server.stop()
    assert not alive(child)


def test_a_server_that_will_not_stop_is_killed(make: Make) -> None:
    server = make(setup=STUBBORN)
    server.start()
    process = server.process
    assert server.stop() is True
    assert process and not alive(process)


def test_a_server_that_was_killed_starts_anew(make: Make) -> None:
    server = make()
    server.start()
    process, run_id = server.process, server.run_id
    assert process
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert server.health() is State.STOPPED
    assert server.start() is True
    assert server.run_id not in (None, run_id)


def test_a_server_that_ends_while_starting_shows_its_log(make: Make) -> None:
    server = make(script="print('the disk is full'); raise SystemExit(3)")
    with pytest.raises(ServiceError, match=r"example ended while starting(.|\n)*the disk is full") as error:
        server.start()
    assert str(server.log_file) in str(error.value)


def test_a_server_that_stays_silent_is_an_error_that_shows_its_log(make: Make) -> None:
    server = make(script="import time; print('thinking', flush=True); time.sleep(60)")
    server.start_limit = 1.0
    with pytest.raises(ServiceError, match=r"did not answer within 1 s(.|\n)*thinking"):
        server.start()
    assert server.health() is State.STARTING


def test_a_recycled_pid_is_never_taken_for_the_server(
    make: Make, tmp_path: Path, bystander: subprocess.Popen[bytes]
) -> None:
    started = psutil.Process(bystander.pid).create_time() - 10
    ProcessRecord(bystander.pid, started).write(tmp_path / "run" / "example.pid")
    server = make()
    assert server.health() is State.STOPPED
    assert server.stop() is False
    assert bystander.poll() is None
    assert server.start() is True


@pytest.mark.parametrize("content", ["", "not json", '{"pid": 1}', "[]"])
def test_a_broken_pid_file_counts_as_none(make: Make, tmp_path: Path, content: str) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "example.pid").write_text(content)
    server = make()
    assert server.health() is State.STOPPED
    assert server.start() is True


def test_a_taken_port_is_an_error_that_names_who_has_it(make: Make) -> None:
    port = free_port()
    other = subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"])
    try:
        server = make(port=port)
        while not server.is_answering():
            time.sleep(0.02)
        with pytest.raises(ServiceError, match=rf"cannot listen on port {port}.*process {other.pid} \(.*http.server"):
            server.start()
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_port_that_a_dying_process_still_has_is_waited_for(make: Make) -> None:
    server = make()
    dying = socket.socket()
    dying.bind(("127.0.0.1", server.port))  # taken, though nobody listens
    threading.Timer(0.5, dying.close).start()
    assert server.start()


def test_a_server_whose_pid_file_was_never_written_is_taken_over(make: Make, tmp_path: Path) -> None:
    server = make()
    server.start()
    process = server.process
    (tmp_path / "run" / "example.pid").unlink()
    assert server.process is None
    assert server.start() is False
    assert server.process == process


def test_the_server_of_another_home_is_not_taken_over(make: Make, tmp_path: Path) -> None:
    server = make()
    server.start()
    with pytest.raises(ServiceError, match=f"cannot listen on port {server.port}"):
        ExampleServer(tmp_path / "other home", server.port, SERVE.format(setup="")).start()


def test_the_server_outlives_the_command_that_started_it(tmp_path: Path, make: Make) -> None:
    port = free_port()
    script = "\n".join(
        [
            "import sys; from pathlib import Path",
            "from tests.harness.services.test_server import ExampleServer, SERVE",
            "ExampleServer(Path(sys.argv[1]), int(sys.argv[2]), SERVE.format(setup='')).start()",
        ]
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(port)],
        check=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert make(port=port).health() is State.RUNNING
