"""The state of a document: what it was made from, how far it is, and which of two uploads is the newer. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self


class Status(StrEnum):
    AWAITING_UPLOAD = "awaiting_upload"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class Stage(StrEnum):
    """A step of the pipeline. Its value is the record's field that names the step's result."""

    OCR = "ocr"
    TIMETABLE = "timetable"


FOLDERS = {Stage.OCR: "ocr", Stage.TIMETABLE: "timetables"}


def document_id(key: str) -> str:
    """A document's id: 32 hexadecimal digits of the hash of its object key."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def record_key(identifier: str) -> str:
    """Where a document's record stands in the results bucket."""
    return f"documents/{identifier}.json"


def result_key(stage: Stage, identifier: str) -> str:
    """Where the result of a step stands in the results bucket."""
    return f"{FOLDERS[stage]}/{identifier}.json"


@dataclass(frozen=True)
class Source:
    """One upload: an object, its content, and its place among the uploads under the same key.

    Attributes:
        bucket, key: where the object is.
        etag: hash of its content, None before the upload.
        sequencer: from its S3 event, None before the upload.
    """

    bucket: str
    key: str
    etag: str | None = None
    sequencer: str | None = None

    @property
    def document_id(self) -> str:
        return document_id(self.key)

    def is_newer_than(self, other: Source) -> bool:
        """Whether this upload came after another under the same key.

        S3 defines the order: pad the shorter sequencer on the right with zeros, then compare as text
        (Amazon S3 User Guide, "Event message structure").
        """
        mine, theirs = (self.sequencer or "").upper(), (other.sequencer or "").upper()
        width = max(len(mine), len(theirs))
        return mine.ljust(width, "0") > theirs.ljust(width, "0")

    def to_metadata(self) -> dict[str, str]:
        """What a result remembers of its upload, as S3 object metadata."""
        return {"source-etag": self.etag or "", "source-sequencer": self.sequencer or ""}

    def with_metadata(self, metadata: Mapping[str, str]) -> Source:
        """The upload under the same key that a result with such metadata was made from."""
        etag, sequencer = metadata.get("source-etag"), metadata.get("source-sequencer")
        return Source(self.bucket, self.key, etag or None, sequencer or None)


@dataclass(frozen=True)
class Record:
    """The state of a document.

    Attributes:
        id: the document's id.
        status: how far it is.
        source: the newest upload we know of.
        ocr, timetable: key of each step's result in the results bucket, None until it is there.
        error: `type` and `message` of what made it fail.
        updated: when the record last changed, ISO 8601 in UTC.
    """

    id: str
    status: Status
    source: Source
    ocr: str | None = None
    timetable: str | None = None
    error: Mapping[str, str] | None = None
    updated: str = ""

    @classmethod
    def of(cls, source: Source, status: Status) -> Self:
        """A record that nothing has happened to yet."""
        return cls(source.document_id, status, source)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        known = {field.name: stored[field.name] for field in fields(cls)}
        return cls(**{**known, "status": Status(stored["status"]), "source": Source(**stored["source"])})

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    def with_result(self, stage: Stage) -> Record:
        """The record once a step's result is stored; the last step completes the document."""
        key = result_key(stage, self.id)
        if stage is Stage.OCR:
            return replace(self, ocr=key)
        return replace(self, timetable=key, status=Status.COMPLETED)

    def is_done(self, stage: Stage) -> bool:
        """Whether a step has nothing left to do for this upload."""
        return self.status is Status.FAILED or getattr(self, stage) is not None
