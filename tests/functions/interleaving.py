"""Runs workers in an order that a test chooses, switching between them before every call that others could notice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator


class Interleaving:
    """Lets exactly one worker run at a time.

    Args:
        bursts: who goes next, and how many calls far; then the workers that are not done, in their order.
    """

    def __init__(self, bursts: Iterable[tuple[int, int]]) -> None:
        self._choices: Iterator[int] = iter([name for name, length in bursts for _ in range(length)])
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
            choice = next(self._choices, alive[0])
            name = choice if choice in alive else alive[0]
            self._turns[name].release()
            assert self._parked.acquire(timeout=30), "a worker hangs"
            alive = [worker for worker in alive if worker not in done]
        return ends
