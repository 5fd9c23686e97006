"""The database's password, kept where libpq looks for it: in a file that only this user can read.

libpq reads the file at each new connection (https://www.postgresql.org/docs/current/libpq-pgpass.html), so that a
rotated password needs no restart, and it never stands in a URI, a command line or the environment.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.tracking.settings import Settings

LOG = logging.getLogger(__name__)
REFRESH_SECONDS = 30.0  # for so long after a rotation, new connections can fail


@dataclass(frozen=True)
class Credentials:
    """The database's user and password."""

    user: str
    password: str


def read_credentials(secrets: Any, secret_arn: str) -> Credentials:
    """Reads the secret that RDS keeps: JSON with `username` and `password`."""
    values = json.loads(secrets.get_secret_value(SecretId=secret_arn)["SecretString"])
    return Credentials(values["username"], values["password"])


def write_password_file(path: Path, settings: Settings, credentials: Credentials) -> None:
    """Writes the file in one go, so that no connection finds half of it."""
    fields = (
        settings.database_host,
        str(settings.database_port),
        settings.database_name,
        credentials.user,
        credentials.password,
    )
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(":".join(_escaped(field) for field in fields) + "\n")
    unfinished.replace(path)


def _escaped(field: str) -> str:
    return field.replace("\\", "\\\\").replace(":", "\\:")


class PasswordFile:
    """Keeps the file fresh, by a thread of its own.

    Args:
        path: of the file.
        settings: which database and which secret.
        secrets: client of Secrets Manager.
    """

    def __init__(self, path: Path, settings: Settings, secrets: Any) -> None:
        self.path = path
        self._settings = settings
        self._secrets = secrets
        self.credentials = self.refresh()

    def refresh(self) -> Credentials:
        """Writes the password as it is now."""
        self.credentials = read_credentials(self._secrets, self._settings.secret_arn)
        write_password_file(self.path, self._settings, self.credentials)
        return self.credentials

    def keep_fresh(self, interval: float = REFRESH_SECONDS) -> None:
        """Refreshes it every `interval` seconds, until the process ends."""
        threading.Thread(target=self._refresh_always, args=(interval,), name="password-file", daemon=True).start()

    def _refresh_always(self, interval: float) -> None:
        pause = threading.Event()
        while not pause.wait(interval):
            try:
                self.refresh()
            except Exception as error:  # the old password may well be good; the next attempt comes soon
                LOG.warning("could not read the database's password: %s", error)
