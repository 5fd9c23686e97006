"""A real redis-server for tests: one node, cluster mode, TLS only, its certificate trusted by nobody else."""

from __future__ import annotations

import datetime
import ipaddress
import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from harness.services.ports import free_port


class RedisServer:
    """One server in a folder of its own, on a free port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.certificate = folder / "server.crt"
        self._process: subprocess.Popen[bytes] | None = None
        write_certificate(self.certificate, folder / "server.key")

    @property
    def endpoint(self) -> str:
        return f"localhost:{self.port}"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        options = {
            "port": "0",
            "tls-port": str(self.port),
            "tls-cert-file": str(self.certificate),
            "tls-key-file": str(self.folder / "server.key"),
            "tls-ca-cert-file": str(self.certificate),
            "tls-auth-clients": "no",
            "cluster-enabled": "yes",
            "tls-cluster": "yes",
            "cluster-port": str(free_port()),
            "cluster-announce-hostname": "localhost",
            "cluster-preferred-endpoint-type": "hostname",
            "bind": "127.0.0.1 -127.0.0.2",  # the second for who wants a host that the certificate does not name
            "dir": str(self.folder),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
        }
        arguments = [text for name, value in options.items() for text in (f"--{name}", value)]
        log = (self.folder / "redis.log").open("ab")
        self._process = subprocess.Popen(["redis-server", *arguments], stdout=log, stderr=log)
        self._until_it_answers()
        if "cluster_state:ok" not in self.command("CLUSTER", "INFO"):
            self.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
        self._until(lambda: "cluster_state:ok" in self.command("CLUSTER", "INFO"))

    def stop(self) -> None:
        if self._process:
            self.resume()
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Makes the server silent without closing its connections."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def command(self, *words: str) -> str:
        """What redis-cli would show, minimally parsed: enough for status lines, integers and bulk strings."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        with (
            socket.create_connection(("localhost", self.port), timeout=5) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as connection,
        ):
            parts = [f"*{len(words)}\r\n", *(f"${len(word.encode())}\r\n{word}\r\n" for word in words)]
            connection.sendall("".join(parts).encode())
            return connection.recv(65536).decode()

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def _until_it_answers(self) -> None:
        def answers() -> bool:
            assert self._process is not None and self._process.poll() is None, (self.folder / "redis.log").read_text()
            try:
                return "PONG" in self.command("PING")
            except OSError:
                return False

        self._until(answers)

    def _until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, (self.folder / "redis.log").read_text()
            time.sleep(0.02)


def write_certificate(certificate: Path, key: Path) -> None:
    """A self-signed certificate for localhost."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))  # redis-py resolves localhost before it compares
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost"), address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
