"""The serving pointer in S3: read strictly, and moved so that no two who move it overwrite each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from functions.shared.errors import ObjectNotFound, ServiceUnavailable
from functions.shared.model_manifest import MAX_DOCUMENT_BYTES
from functions.shared.serving_pointer import ServingPointer, parse_serving_pointer
from functions.shared.storage import ChangedMeanwhile, Storage

ATTEMPTS = 5
Edit = Callable[[ServingPointer], ServingPointer]


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


class ServingPointers:
    """The pointer of one model.

    Args:
        storage: access to S3.
        bucket: the models bucket.
        model: its name, such as `ocr`.
        now: the time in ISO 8601.
    """

    def __init__(self, storage: Storage, bucket: str, model: str, now: Callable[[], str] = _now) -> None:
        self._storage = storage
        self._bucket = bucket
        self._key = pointer_key(model)
        self._now = now

    def load(self) -> ServingPointer | None:
        """The pointer; None where nothing was ever promoted.

        Raises:
            ManifestError: it is malformed.
            ServiceUnavailable: S3 did not answer, or refused.
        """
        return self._read()[0]

    def change(self, edit: Edit, reason: str, start: ServingPointer | None = None) -> ServingPointer:
        """Moves the pointer, as one write, and returns it.

        An edit that changes nothing writes nothing. Whoever moves the pointer meanwhile is not overwritten: the edit
        is made again on what they wrote.

        Args:
            edit: gives the new pointer from the old; may raise.
            reason: why, for people.
            start: what stands where nothing was ever promoted.

        Raises:
            ObjectNotFound: nothing was ever promoted, and there is no `start`.
            ManifestError: the pointer is malformed.
            ServiceUnavailable: S3 did not answer, or the pointer moves all the time.
        """
        for _ in range(ATTEMPTS):
            stored, etag = self._read()
            before = stored or start
            if before is None:
                raise ObjectNotFound(f"there is no {self._key}: nothing was ever promoted")
            after = edit(before)
            if after == before:
                return before
            after = after.because(reason, self._now())
            try:
                self._storage.put_json(self._bucket, self._key, after.to_dict(), replaces=etag)
            except ChangedMeanwhile:
                continue
            return after
        raise ServiceUnavailable(f"others keep changing {self._key}; try again")

    def _read(self) -> tuple[ServingPointer | None, str | None]:
        """The pointer and the etag of its document."""
        try:
            stored = self._storage.get(self._bucket, self._key, max_bytes=MAX_DOCUMENT_BYTES)
        except ObjectNotFound:
            return None, None
        return parse_serving_pointer(stored.data), stored.etag


def pointer_key(model: str) -> str:
    """Where the pointer lies in the models bucket."""
    return f"models/{model}/serving.json"
