"""A small cache whose entries expire and whose size is bounded."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ExpiringCache(Generic[Value]):
    """Keeps the values written last.

    Args:
        size: most entries to keep.
        seconds: how long an entry lives.
        clock: seconds that only grow.
    """

    def __init__(self, size: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._seconds = seconds
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, Value]] = OrderedDict()

    def get(self, key: str) -> Value | None:
        expires, value = self._entries.get(key, (float("-inf"), None))
        return value if self._clock() < expires else None

    def put(self, key: str, value: Value, seconds: float | None = None) -> None:
        """Keeps a value, for fewer seconds than the cache's own where asked."""
        lifetime = self._seconds if seconds is None else min(seconds, self._seconds)
        self._entries[key] = (self._clock() + lifetime, value)
        self._entries.move_to_end(key)
        while len(self._entries) > self._size:
            self._entries.popitem(last=False)
