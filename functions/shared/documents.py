"""Records and results of documents in S3, under deliveries that repeat, overlap and overtake each other.

Three rules make every outcome independent of how often and in which order S3 tells us of an upload:
- a record or result is written only over the version that its writer has seen, else the writer looks again;
- what stems from a newer upload is never replaced by what stems from an older one;
- the first result of an upload stands, and the record names it last: who finds it named has nothing left to do, and
  who finds it unnamed continues from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from functions.shared.errors import Failure, ObjectNotFound, ServiceUnavailable, Superseded
from functions.shared.records import Record, Source, Stage, Status, record_key, result_key
from functions.shared.storage import ChangedMeanwhile, Storage, StoredObject

ATTEMPTS = 8  # of a conditional write; each failed one means that another writer succeeded


def utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Documents:
    """The documents of one results bucket.

    Args:
        storage: access to S3.
        bucket: the results bucket.
        now: the time for a record's `updated`.
    """

    def __init__(self, storage: Storage, bucket: str, now: Callable[[], str] = utc_now) -> None:
        self._storage = storage
        self._bucket = bucket
        self._now = now

    def load(self, identifier: str) -> Record | None:
        """A document's record, None where there is none."""
        stored = self._find(record_key(identifier))
        return Record.from_dict(stored.json()) if stored else None

    def result_of(self, stage: Stage, source: Source) -> dict[str, Any] | None:
        """The result of a step for this very upload, None where there is none."""
        stored = self._find(result_key(stage, source.document_id))
        return stored.json() if stored and source.with_metadata(stored.metadata) == source else None

    def is_done(self, stage: Stage, source: Source) -> bool:
        """Whether a step has nothing left to do for an upload.

        Raises:
            Superseded: a newer upload is known.
        """
        record = self.load(source.document_id)
        return record is not None and _current(record, source).is_done(stage)

    def expect(self, source: Source) -> None:
        """Notes that an upload was promised; changes nothing where it has already come."""
        self._change(source, lambda record: record or Record.of(source, Status.AWAITING_UPLOAD))

    def begin(self, source: Source) -> None:
        """Notes that an upload came and is being processed; changes nothing where an earlier try noted it.

        Raises:
            Superseded: a newer upload came before.
        """
        self._change(source, lambda record: _current(record, source))

    def save_result(self, stage: Stage, source: Source, result: Mapping[str, Any]) -> Mapping[str, Any]:
        """Stores the result of a step, unless one is there for the same upload; returns the one that stands.

        Raises:
            Superseded: one is there for a newer upload.
            ServiceUnavailable: S3 did not answer, or too many others write the same document.
        """
        key = result_key(stage, source.document_id)
        replaces = None
        for _ in range(ATTEMPTS):
            try:
                self._storage.put_json(self._bucket, key, result, replaces=replaces, metadata=source.to_metadata())
                return result
            except ChangedMeanwhile:
                existing = self._find(key)
            if existing is None:
                replaces = None
                continue
            theirs = source.with_metadata(existing.metadata)
            if theirs == source:
                return existing.json()
            if theirs.is_newer_than(source):
                raise Superseded("a newer upload's result is already stored")
            replaces = existing.etag
        raise _contended(source)

    def finish(self, stage: Stage, source: Source) -> None:
        """Names a step's stored result in the record; the last step completes the document.

        Raises:
            Superseded: a newer upload came meanwhile.
        """
        self._change(source, lambda record: _current(record, source).with_result(stage))

    def fail(self, source: Source, failure: Failure) -> None:
        """Notes that a document can never be processed.

        Raises:
            Superseded: a newer upload came meanwhile.
        """
        self._change(
            source,
            lambda record: replace(_current(record, source), status=Status.FAILED, error=failure.to_dict()),
        )

    def _change(self, source: Source, change: Callable[[Record | None], Record]) -> None:
        key = record_key(source.document_id)
        for _ in range(ATTEMPTS):
            stored = self._find(key)
            before = Record.from_dict(stored.json()) if stored else None
            after = change(before)
            if after == before:
                return
            after = replace(after, updated=self._now())
            try:
                self._storage.put_json(self._bucket, key, after.to_dict(), replaces=stored.etag if stored else None)
                return
            except ChangedMeanwhile:
                continue
        raise _contended(source)

    def _find(self, key: str) -> StoredObject | None:
        try:
            return self._storage.get(self._bucket, key)
        except ObjectNotFound:
            return None


def _current(record: Record | None, source: Source) -> Record:
    """The record as it stands for an upload: a fresh one where the upload is new."""
    if record is None or record.source != source:
        if record is not None and record.source.is_newer_than(source):
            raise Superseded("a newer upload of this document is known")
        return Record.of(source, Status.PROCESSING)
    return record


def _contended(source: Source) -> ServiceUnavailable:
    return ServiceUnavailable(f"the document {source.document_id} is being written by too many others")
