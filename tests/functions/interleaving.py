"""Runs workers in an order that a test chooses, switching between them before every call that others could notice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat


class Interleaving:
    """Lets exactly one worker run at a time.

    Args:
        choices: numbers that pick who goes next; when they run out, the first that is not done.
    """

    def __init__(self, choices: Iterable[int]) -> None:
        self._choices: Iterator[int] = chain(choices, repeat(0))
        self._parked = threading.Semaphore(0)
        self._turns: dict[int, threading.Semaphore] = {}
        self._names = threading.local()

    def checkpoint(self, call: str) -> None:
        """What workers call before something that others could notice; others may run until it returns."""
        name = getattr(self._names, "name", None)
        if name is None:
            return
        self._parked.release()
        self._turns[name].acquire()

    def run(self, workers: list[Callable[[], object]]) -> list[Exception | None]:
        """Runs all workers to their ends; returns what each raised."""
        ends: list[Exception | None] = [None] * len(workers)
        alive = list(range(len(workers)))
        done: set[int] = set()

        def work(name: int) -> None:
            self._names.name = name
            self._turns[name].acquire()
            try:
                workers[name]()
            except Exception as error:
                ends[name] = error
            done.add(name)
            self._parked.release()

        for name in alive:
            self._turns[name] = threading.Semaphore(0)
            threading.Thread(target=work, args=(name,), daemon=True).start()
        while alive:
            name = alive[next(self._choices) % len(alive)]
            self._turns[name].release()
            assert self._parked.acquire(timeout=30), "a worker hangs"
            alive = [worker for worker in alive if worker not in done]
        return ends
