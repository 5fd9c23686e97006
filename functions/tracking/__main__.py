"""What the MLflow container runs.

python -m functions.tracking serve      the server; an empty database gets its tables first
python -m functions.tracking upgrade    brings the tables up to this version of MLflow
"""

from __future__ import annotations

import functools
import logging
import os
import sys
import tempfile
from pathlib import Path

import boto3
import psycopg2  # type: ignore[import-not-found,import-untyped,unused-ignore]

from functions.tracking import server
from functions.tracking.credentials import PasswordFile
from functions.tracking.schema import exclusive, is_empty
from functions.tracking.settings import ConfigurationError, Settings

COMMANDS = ("serve", "upgrade")


def main(arguments: list[str]) -> int:
    """Runs a command and returns the status to exit with."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m functions.tracking {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        settings = Settings.from_environment()
    except ConfigurationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    with tempfile.TemporaryDirectory() as folder:
        file = PasswordFile(Path(folder) / "pgpass", settings, boto3.client("secretsmanager"))
        variables = server.environment(str(file.path))
        uri = server.database_uri(settings, file.credentials.user)
        os.environ["PGPASSFILE"] = str(file.path)
        connect = functools.partial(psycopg2.connect, uri.replace("+psycopg2", "", 1))
        with exclusive(connect) as cursor:
            if arguments == ["upgrade"] or is_empty(cursor):
                status = server.run(server.upgrade_command(uri), variables)
                if status != 0 or arguments == ["upgrade"]:
                    return status
        file.keep_fresh()
        return server.run(server.server_command(settings, uri), variables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
