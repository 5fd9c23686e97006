"""A redis-server that stands in for one ElastiCache Serverless cache: TLS only, and a cluster of one node."""

from __future__ import annotations

import shutil
import socket
import ssl
import time
from pathlib import Path

from ai_pipeline_emulator.children import kill_group, start_child
from ai_pipeline_emulator.settings import PluginSettings

HOST = "127.0.0.1"
START_LIMIT = 15.0  # seconds


class RedisServer:
    """Starts in the constructor and is up when that returns.

    Args:
        folder: for data and log; emptied first, as a new cache is empty.
        settings: where the program and the certificates are.
        gigabytes: most data it may hold before it evicts keys with a time to live, or None for no limit.

    Raises:
        RuntimeError: it did not come up; the message holds the end of its log.
    """

    def __init__(self, folder: Path, settings: PluginSettings, gigabytes: int | None = None) -> None:
        self._folder = folder
        self._settings = settings
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.port = _free_port()
        with (folder / "redis.log").open("ab") as log:
            self._process = start_child(self._command(gigabytes), {"PATH": "/usr/bin:/bin"}, folder, log)
        try:
            self._wait_until_up()
        except Exception:
            self.stop()
            raise

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def limit(self, gigabytes: int | None) -> None:
        """Changes how much data it may hold."""
        self._expect_ok(f"CONFIG SET maxmemory {(gigabytes or 0)}gb")

    def stop(self) -> None:
        """Ends the server and removes its data; harmless when it is gone."""
        kill_group(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _command(self, gigabytes: int | None) -> list[str]:
        options = {
            "bind": HOST,
            "port": "0",
            "tls-port": str(self.port),
            "tls-cert-file": str(self._settings.certificate),
            "tls-key-file": str(self._settings.private_key),
            "tls-ca-cert-file": str(self._settings.certificate_authorities),
            "tls-auth-clients": "no",
            "tls-cluster": "yes",  # makes it announce the TLS port
            "cluster-enabled": "yes",
            "cluster-announce-ip": HOST,
            "cluster-port": str(_free_port()),
            "maxmemory": f"{gigabytes or 0}gb",
            "maxmemory-policy": "volatile-lru",  # what ElastiCache Serverless does at its limit
            "save": "",
            "appendonly": "no",
            "dir": str(self._folder),
        }
        return [str(self._settings.redis_server), *(part for name in options for part in (f"--{name}", options[name]))]

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        owns_slots = False
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if not owns_slots:
                    self._expect_ok("CLUSTER ADDSLOTSRANGE 0 16383")
                    owns_slots = True
                if "cluster_state:ok" in self._ask("CLUSTER INFO"):
                    return
            except OSError:  # not listening yet
                pass
            time.sleep(0.02)
        log = (self._folder / "redis.log").read_text(errors="replace").splitlines()[-10:]
        raise RuntimeError("redis-server did not come up. The end of its log:\n" + "\n".join(log))

    def _expect_ok(self, command: str) -> None:
        answer = self._ask(command)
        if not answer.startswith("+OK"):
            raise RuntimeError(f"redis-server answered {command!r} with {answer.strip()!r}")

    def _ask(self, command: str) -> str:
        """Sends one inline command over TLS and returns the first packet of the raw answer."""
        context = ssl.create_default_context(cafile=str(self._settings.certificate_authorities))
        with (
            socket.create_connection((HOST, self.port), timeout=2) as plain,
            context.wrap_socket(plain, server_hostname=HOST) as connection,
        ):
            connection.sendall(command.encode() + b"\r\n")
            return connection.recv(65536).decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
