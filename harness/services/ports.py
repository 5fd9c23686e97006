"""Finds a TCP port for a server."""

from __future__ import annotations

import random
import socket

# Below the range from which Linux takes the ports of outgoing connections (32768 and up), any of which could take
# the port between two starts of a server.
FIRST, LAST = 20_000, 32_000


def free_port() -> int:
    """A TCP port of the loopback interface that nobody uses now, nor is likely to soon.

    Raises:
        OSError: there is none.
    """
    for port in random.sample(range(FIRST, LAST), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free TCP port found from {FIRST} to {LAST}")
