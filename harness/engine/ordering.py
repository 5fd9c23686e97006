"""Items that wait for each other: put in order, and worked on side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Item = TypeVar("Item")


def dependencies_first(items: Sequence[Item], needs: Callable[[Item], Iterable[Item]]) -> list[Item]:
    """The items in an order in which each follows what it needs, otherwise as they were."""
    ordered: dict[int, Item] = {}

    def add(item: Item, path: frozenset[int] = frozenset()) -> None:
        if id(item) in ordered or id(item) in path:
            return
        for needed in needs(item):
            add(needed, path | {id(item)})
        ordered[id(item)] = item

    for item in items:
        add(item)
    return list(ordered.values())


def run_in_order(
    items: Sequence[Item],
    waits_for: Callable[[Item], Iterable[Item]],
    work: Callable[[Item], None],
    parallel: int,
) -> None:
    """Calls `work` on every item, in threads. After a failure no further item is begun.

    Args:
        waits_for: the items that must be done first.
        parallel: how many run at once.

    Raises:
        The first failure, once everything that was running has ended.
    """
    waiting = {id(item): {id(other) for other in waits_for(item)} for item in items}
    by_id = {id(item): item for item in items}
    failure: BaseException | None = None
    running: dict[Future[None], int] = {}
    with ThreadPoolExecutor(max_workers=max(1, parallel)) as pool:
        while waiting or running:
            ready = [] if failure else [key for key, others in waiting.items() if not others]
            for key in ready:
                del waiting[key]
                running[pool.submit(work, by_id[key])] = key
            if not running:
                break
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                key = running.pop(future)
                failure = failure or future.exception()
                for others in waiting.values():
                    others.discard(key)
    if failure:
        raise failure
    if waiting:
        raise ValueError(f"{len(waiting)} items wait for each other")
