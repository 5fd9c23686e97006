"""The stack's state during a deployment: written to the checkpoint before and after every operation."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from harness.engine.checkpoint import CheckpointFile, PendingOperation
from harness.engine.errors import OutcomeUnknown, ResourceError
from harness.engine.ordering import dependencies_first
from harness.engine.resource import Resource

_CREATES = ("creating", "importing")


class State:
    """The resources before the deployment (`old`), and as they are now.

    The present order is: what this deployment has registered, in order, then what it has not touched. So every resource
    follows what it depends on; where resources were left as they were, that order is made anew.

    Args:
        checkpoint: where the state is kept.
        preview: nothing is written.
    """

    def __init__(self, checkpoint: CheckpointFile, *, preview: bool) -> None:
        snapshot = checkpoint.read()
        self._checkpoint = checkpoint
        self._preview = preview
        self._lock = threading.Lock()
        self._registered: dict[str, Resource] = {}
        self._rest: list[Resource] = list(snapshot.resources)
        self._taken: set[str] = set()
        self._claimed: set[str] = set()
        self._renamed: dict[str, str] = {}
        self._left = False
        self.interrupted = snapshot.pending
        self._pending = list(snapshot.pending)  # until somebody has found out what became of them
        self.before = snapshot.resources

    @property
    def resources(self) -> list[Resource]:
        """Every resource as it is now, in order."""
        with self._lock:
            return self._present()

    @property
    def unclaimed(self) -> list[Resource]:
        """What no registration has claimed yet, without old copies."""
        with self._lock:
            return [each for each in self._rest if each.urn not in self._claimed and not each.delete]

    @property
    def unregistered(self) -> list[Resource]:
        """What this deployment has not registered, and the old copies that replacements left behind."""
        with self._lock:
            return list(self._rest)

    def registered(self, urn: str) -> Resource | None:
        """The resource as this deployment registered it."""
        with self._lock:
            return self._registered.get(urn)

    def claim(self, urn: str, former: Iterable[str] = ()) -> Resource | None:
        """Takes a URN for a registration, with the old resource that has it or one of its former URNs.

        Raises:
            ResourceError: another registration has the URN.
        """
        with self._lock:
            if urn in self._registered or urn in self._taken:
                raise ResourceError(f"Duplicate resource URN {urn!r}; try giving it a unique name")
            self._taken.add(urn)
            old = {each.urn: each for each in self._rest if not each.delete and each.urn not in self._claimed}
            found = next((known for known in (urn, *former) if known in old), None)
            if found is None:
                return None
            self._claimed.add(found)
            return old[found]

    @contextmanager
    def pending(self, resource: Resource, operation: str) -> Iterator[PendingOperation]:
        """Records that an operation is under way while the block runs.

        The block passes the record on to `put` or `change`, so that one write stores the outcome and drops the record.
        The record stays if the outcome is not known.
        """
        record = PendingOperation(resource, operation)
        with self._lock:
            self._pending.append(record)
            self._write()
        try:
            yield record
        except OutcomeUnknown:
            raise
        except Exception:
            self._drop(record)
            raise
        self._drop(record)

    def find_provider(self, urn: str, identifier: str) -> Resource | None:
        """The provider resource of a reference: a replaced provider keeps its URN, but gets another id."""
        return next((each for each in self.resources if each.urn == urn and each.identifier == identifier), None)

    def put(
        self,
        resource: Resource,
        old: Resource | None = None,
        finished: PendingOperation | None = None,
        *,
        replaces: Resource | None = None,
    ) -> Resource:
        """Makes the resource the registered one of its URN, in place of `old`.

        Args:
            finished: the operation that this completes.
            replaces: an old copy of it that still exists: it stays, marked as to be deleted.

        Returns:
            The resource as stored, with its times; `old` itself where nothing changed.
        """
        stored = _with_times(resource, old)
        with self._lock:
            self._finish(finished)
            if finished and finished.type in _CREATES:  # whatever an interrupted creation has made, this is it
                self._pending = [
                    each for each in self._pending if each not in self.interrupted or each.resource.urn != stored.urn
                ]
            self._rest = [
                replace(each, delete=True) if each is replaces else each for each in self._rest if each is not old
            ]
            former = old or replaces
            if former is not None and former.urn != stored.urn:
                self._renamed[former.urn] = stored.urn
            self._registered[stored.urn] = stored
            if stored is not old:
                self._write()
        return stored

    def leave(self, resource: Resource, old: Resource) -> Resource:
        """Registers a resource that is left as it was; it may still need what the program does not declare any more."""
        self._left = True
        return self.put(resource, old)

    def change(self, old: Resource, new: Resource | None, finished: PendingOperation | None = None) -> None:
        """Replaces a present resource by another, or by nothing, where it stands."""
        with self._lock:
            self._finish(finished)
            if self._registered.get(old.urn) is old:
                if new is None:
                    del self._registered[old.urn]
                else:
                    self._registered[old.urn] = new
            else:
                self._rest = [kept for kept in (new if each is old else each for each in self._rest) if kept]
            self._write()

    def forget(self, gone: Collection[Resource]) -> None:
        """Drops unregistered resources that no longer exist, and every reference to them."""
        urns = {each.urn for each in gone if not each.delete}
        dropped = {id(each) for each in gone}
        with self._lock:
            self._rest = [each.without_references_to(urns) for each in self._rest if id(each) not in dropped]
            self._write()

    def forget_interrupted(self, *, creations: bool = True) -> None:
        """Gives up on what earlier runs could not store.

        Args:
            creations: also on creations, which nobody but a repetition can find out about.
        """
        with self._lock:
            given_up = [each for each in self.interrupted if creations or each.type not in _CREATES]
            self._pending = [each for each in self._pending if each not in given_up]
            self._write()

    def save(self) -> None:
        """Writes the checkpoint even if no step did."""
        with self._lock:
            self._write()

    def _drop(self, record: PendingOperation) -> None:
        with self._lock:
            if record in self._pending:
                self._pending.remove(record)
                self._write()

    def _finish(self, record: PendingOperation | None) -> None:
        if record is not None:
            self._pending.remove(record)

    def _present(self) -> list[Resource]:
        rest = self._rest
        if self._renamed:
            rest = [each.renamed(lambda urn: self._renamed.get(urn, urn)) for each in rest]
        present = [*self._registered.values(), *rest]
        if not self._left:
            return present
        living = {each.urn: each for each in present if not each.delete}
        return dependencies_first(present, lambda each: [living[urn] for urn in each.referenced if urn in living])

    def _write(self) -> None:
        if not self._preview:
            self._checkpoint.write(self._present(), self._pending)


def _with_times(resource: Resource, old: Resource | None) -> Resource:
    if old is not None and replace(resource, created=old.created, modified=old.modified) == old:
        return old
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return replace(resource, created=(old and old.created) or now, modified=now)
