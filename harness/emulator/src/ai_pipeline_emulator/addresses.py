"""Addresses of the loopback network for what has an address of its own in AWS, such as a task or a load balancer."""

from __future__ import annotations

import random
import sys
import threading

SHARED = "127.0.0.1"
_taken = {SHARED}
_lock = threading.Lock()


def own_address() -> str:
    """An address that nobody else has: all of 127.0.0.0/8 is this machine, on Linux.

    Picked at random from 16 million, as other emulators on this machine pick theirs. Elsewhere only 127.0.0.1 exists,
    so that two servers cannot listen on the same port.
    """
    if not sys.platform.startswith("linux"):
        return SHARED
    with _lock:
        while (address := ".".join(["127", *(str(random.randint(1, 254)) for _ in range(3))])) in _taken:  # noqa: S311
            pass
        _taken.add(address)
        return address
