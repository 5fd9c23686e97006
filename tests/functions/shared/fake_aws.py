"""S3, SQS and EventBridge in memory, as far as the functions use them: the edge at which tests stop."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError
from botocore.response import StreamingBody

WRITTEN = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def client_error(code: str, status: int, operation: str) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, operation
    )


def nothing_happens(call: str) -> None:
    """The default of every fake's `before`."""


@dataclass
class FakeS3:
    """Objects by bucket and key, with S3's conditional reads and writes.

    Attributes:
        before: called with the name of each operation before it takes effect; may raise or wait.
    """

    objects: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    before: Callable[[str], None] = nothing_happens

    def get_object(self, Bucket: str, Key: str, IfMatch: str | None = None) -> dict[str, Any]:
        self.before("get_object")
        stored = self.objects.get((Bucket, Key))
        if stored is None:
            raise client_error("NoSuchKey", 404, "GetObject")
        if IfMatch is not None and IfMatch != stored["ETag"]:
            raise client_error("PreconditionFailed", 412, "GetObject")
        size = len(stored["Body"])
        return {**stored, "Body": StreamingBody(io.BytesIO(stored["Body"]), size), "ContentLength": size}

    def put_object(
        self,
        Bucket: str,
        Key: str,
        Body: bytes,
        ContentType: str = "binary/octet-stream",
        Metadata: Mapping[str, str] | None = None,
        IfMatch: str | None = None,
        IfNoneMatch: str | None = None,
    ) -> dict[str, str]:
        self.before("put_object")
        stored = self.objects.get((Bucket, Key))
        if IfNoneMatch == "*" and stored is not None:
            raise client_error("PreconditionFailed", 412, "PutObject")
        if IfMatch is not None and stored is None:
            raise client_error("NoSuchKey", 404, "PutObject")
        if IfMatch is not None and stored is not None and IfMatch != stored["ETag"]:
            raise client_error("PreconditionFailed", 412, "PutObject")
        etag = f'"{hashlib.md5(Body).hexdigest()}"'
        self.objects[Bucket, Key] = {
            "Body": Body,
            "ETag": etag,
            "ContentType": ContentType,
            "Metadata": dict(Metadata or {}),
        }
        return {"ETag": etag}

    def get_paginator(self, operation: str) -> FakePaginator:
        return FakePaginator(self, operation)

    def json(self, bucket: str, key: str) -> Any:
        """What is stored there, parsed; None where nothing is."""
        stored = self.objects.get((bucket, key))
        return json.loads(stored["Body"]) if stored else None


@dataclass
class FakePaginator:
    """Lists keys, two a page."""

    s3: FakeS3
    operation: str

    def paginate(self, Bucket: str, Prefix: str) -> Iterator[dict[str, Any]]:
        assert self.operation == "list_objects_v2"
        self.s3.before(self.operation)
        found = sorted(key for bucket, key in self.s3.objects if bucket == Bucket and key.startswith(Prefix))
        yield {}
        for start in range(0, len(found), 2):
            yield {"Contents": [{"Key": key, "LastModified": WRITTEN} for key in found[start : start + 2]]}


@dataclass
class FakeSqs:
    """Messages that were sent."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    before: Callable[[str], None] = nothing_happens

    def send_message(self, QueueUrl: str, MessageBody: str) -> None:
        self.before("send_message")
        self.messages.append(json.loads(MessageBody))


@dataclass
class FakeEventBridge:
    """Events that were put, as (detail type, detail).

    Attributes:
        refusal: error code with which every entry is refused, None to take them.
    """

    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    before: Callable[[str], None] = nothing_happens
    refusal: str | None = None

    def put_events(self, Entries: list[dict[str, str]]) -> dict[str, Any]:
        self.before("put_events")
        if self.refusal:
            return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": self.refusal}]}
        self.events.extend((entry["DetailType"], json.loads(entry["Detail"])) for entry in Entries)
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}
