"""Keeps the tables in order when several tasks start at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

LOCK = 7_204_150_316  # any number that nobody else locks in this database


@contextlib.contextmanager
def exclusive(connect: Any) -> Iterator[Any]:
    """Holds a lock in the database, which goes with the connection.

    Args:
        connect: opens a connection, as psycopg2 does.
    """
    with contextlib.closing(connect()) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
            yield cursor


def is_empty(cursor: Any) -> bool:
    """Whether the database holds no tables yet."""
    cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
    return int(cursor.fetchone()[0]) == 0
