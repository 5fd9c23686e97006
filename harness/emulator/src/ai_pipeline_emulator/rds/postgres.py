"""A PostgreSQL server that stands in for one RDS instance: TLS only, passwords only."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from ai_pipeline_emulator.certificates import issue
from ai_pipeline_emulator.children import kill_group, start_child
from ai_pipeline_emulator.settings import PluginSettings

OWNER = "rdsadmin"  # the superuser, which on RDS is Amazon's
NOBODY = 65534  # PostgreSQL does not run as root
START_LIMIT = 60.0  # seconds
STOP_LIMIT = 10.0
ACCESS = "hostssl all all 127.0.0.0/8 scram-sha-256\n"


class PostgresError(RuntimeError):
    """The server does not do what was asked; the message holds what it said."""


@dataclass(frozen=True)
class Login:
    """Who connects to which database."""

    user: str
    password: str
    database: str


class PostgresServer:
    """A server with its data, which outlive `stop` and go with `remove`.

    Args:
        folder: for data and log; made anew.
        settings: where the programs and the local certificate authority are.
        address: IP address to listen on.
        port: TCP port.

    Raises:
        PostgresError: the data cannot be made.
    """

    def __init__(self, folder: Path, settings: PluginSettings, address: str, port: int) -> None:
        self._folder, self._settings = folder, settings
        self.address, self.port = address, port
        self._process: subprocess.Popen[bytes] | None = None
        self._data = folder / "data"
        self._password = secrets.token_urlsafe()  # of the superuser, who is nobody's but ours
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._own(folder)
        how = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync", "--pwfile=/dev/stdin"]
        self._run("initdb", "-D", str(self._data), "-U", OWNER, *how, given=self._password + "\n")
        key, certificate = self._data / "server.key", self._data / "server.crt"
        authority = settings.certificate.with_name("authority.pem")
        issue(address, authority, authority.with_suffix(".key"), certificate, key)
        (self._data / "pg_hba.conf").write_text(ACCESS)
        self._own(key, certificate)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Starts the server and waits until it answers; harmless when it runs.

        Raises:
            PostgresError: it did not come up; the message holds the end of its log.
        """
        if self.running:
            return
        (self._data / "postmaster.pid").unlink(missing_ok=True)  # ours alone: a killed server leaves it
        with (self._folder / "postgres.log").open("ab") as log:
            self._process = start_child(self._command(), self._environment(), self._folder, log)
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline and self.running:
            if self._succeeds("pg_isready", "-q", *self._superuser()):
                return
            time.sleep(0.1)
        self.stop()
        log_end = (self._folder / "postgres.log").read_text(errors="replace").splitlines()[-10:]
        raise PostgresError("PostgreSQL did not come up. The end of its log:\n" + "\n".join(log_end))

    def create(self, login: Login) -> None:
        """Makes the master user and its database."""
        user, database = _identifier(login.user), _identifier(login.database)
        self._ask(f"CREATE ROLE {user} LOGIN CREATEDB CREATEROLE PASSWORD {_literal(login.password)};")
        if login.database != "postgres":
            self._ask(f"CREATE DATABASE {database} OWNER {user};")

    def set_password(self, user: str, password: str) -> None:
        """Changes a user's password; connections that are open stay."""
        self._ask(f"ALTER ROLE {_identifier(user)} PASSWORD {_literal(password)};")

    def stop(self) -> None:
        """Ends the server, and its connections with it; harmless when it is gone."""
        if self._process is None:
            return
        if self.running:
            self._process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_LIMIT)
        kill_group(self._process)
        self._process = None

    def remove(self) -> None:
        """Ends the server and deletes its data."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _command(self) -> list[str]:
        options = {
            "listen_addresses": self.address,
            "port": str(self.port),
            "unix_socket_directories": "",
            "ssl": "on",
            "ssl_min_protocol_version": "TLSv1.2",
            "password_encryption": "scram-sha-256",
            "max_connections": "50",
            "shared_buffers": "32MB",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [*_as_nobody(), str(self._settings.postgres / "postgres"), "-D", str(self._data), *settings]

    def _ask(self, statement: str) -> None:
        """Runs SQL as the superuser; it goes by standard input, where no list of processes shows it."""
        self._run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *self._superuser(), given=statement)

    def _superuser(self) -> list[str]:
        """Whom PostgreSQL's own tools connect as, and where."""
        return ["-h", self.address, "-p", str(self.port), "-U", OWNER, "-d", "postgres"]

    def _run(self, program: str, *arguments: str, given: str = "") -> None:
        done = self._call(program, *arguments, given=given)
        if done.returncode != 0:
            raise PostgresError(f"{program} failed: {done.stderr.strip()}")

    def _succeeds(self, program: str, *arguments: str) -> bool:
        return self._call(program, *arguments).returncode == 0

    def _call(self, program: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [*_as_nobody(), str(self._settings.postgres / program), *arguments]
        variables = {**self._environment(), "PGPASSWORD": self._password, "PGSSLMODE": "require"}
        return subprocess.run(command, input=given, env=variables, cwd="/", capture_output=True, text=True, check=False)

    def _environment(self) -> dict[str, str]:
        return {"PATH": f"{self._settings.postgres}:/usr/bin:/bin", "LC_ALL": "C", "HOME": str(self._folder)}

    def _own(self, *paths: Path) -> None:
        if os.geteuid() == 0:
            for path in paths:
                os.chown(path, NOBODY, NOBODY)


def _as_nobody() -> list[str]:
    """For root: become nobody, who may still pass through folders that are root's alone."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise PostgresError("PostgreSQL does not run as root, and setpriv is missing: install util-linux")
    identity = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=KILL"]
    return [setpriv, *identity, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
