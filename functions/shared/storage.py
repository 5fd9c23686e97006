"""Objects in S3: bounded reads, and writes that fail rather than overwrite what someone else wrote meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.errors import AccessDenied, FileTooLarge, ObjectNotFound, ServiceUnavailable

MAX_JSON_BYTES = 64 * 1024 * 1024  # far above any result of ours; guards the memory against a stray object


class ChangedMeanwhile(Exception):
    """A condition on an object's version does not hold: someone else wrote it, or wrote it first."""


@dataclass(frozen=True)
class StoredObject:
    """An object as read.

    Attributes:
        data: its content.
        etag: hash of the content, without quotes.
        metadata: what its writer attached.
    """

    data: bytes
    etag: str
    metadata: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        return json.loads(self.data)


class Storage:
    """The calls to S3 that functions make.

    Args:
        client: gives the S3 client, which is not created before it is needed.
    """

    def __init__(self, client: Callable[[], Any]) -> None:
        self._client = client

    def get(self, bucket: str, key: str, *, max_bytes: int = MAX_JSON_BYTES, etag: str | None = None) -> StoredObject:
        """Reads an object, its size checked before the first byte is fetched.

        Args:
            max_bytes: refuse what is larger.
            etag: read only this content.

        Raises:
            ObjectNotFound: there is none.
            FileTooLarge: it has more than `max_bytes`.
            ChangedMeanwhile: its content is another than `etag`.
            ServiceUnavailable: S3 did not answer, or refused.
        """
        condition = {} if etag is None else {"IfMatch": f'"{etag}"'}
        try:
            response = self._client().get_object(Bucket=bucket, Key=key, **condition)
            with response["Body"] as body:
                size = response["ContentLength"]
                if size > max_bytes:
                    raise FileTooLarge(f"the file has {size:,} bytes; at most {max_bytes:,} are allowed")
                data: bytes = body.read()
        except (BotoCoreError, ClientError) as error:
            raise _translated(error, bucket, key) from error
        return StoredObject(data, response["ETag"].strip('"'), response.get("Metadata", {}))

    def put_json(
        self,
        bucket: str,
        key: str,
        value: Mapping[str, Any],
        *,
        replaces: str | None,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        """Writes an object as JSON, if it is still what the writer believes it to be.

        Args:
            replaces: etag of the content that this one replaces; None where there must be none yet.
            metadata: attached to the object.

        Raises:
            ChangedMeanwhile: the object exists although it should not, or changed, or vanished.
            ServiceUnavailable: S3 did not answer, or refused.
        """
        condition = {"IfNoneMatch": "*"} if replaces is None else {"IfMatch": f'"{replaces}"'}
        try:
            self._client().put_object(
                Bucket=bucket,
                Key=key,
                Body=json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"),
                ContentType="application/json; charset=utf-8",
                Metadata=dict(metadata or {}),
                **condition,
            )
        except (BotoCoreError, ClientError) as error:
            translated = _translated(error, bucket, key)
            if replaces is not None and isinstance(translated, ObjectNotFound):
                raise ChangedMeanwhile(key) from error
            raise translated from error


# The last is S3's answer to two conditional writes of one key at the same moment.
CONDITION_FAILED = {"PreconditionFailed", "ConditionalRequestConflict"}


def _translated(error: BotoCoreError | ClientError, bucket: str, key: str) -> Exception:
    """Our error for one of botocore's. S3 answers 403 for a missing key to a role that may not list the bucket."""
    if not isinstance(error, ClientError):
        return ServiceUnavailable(f"S3 did not answer: {type(error).__name__}")
    code = error.response["Error"]["Code"]
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    if code in CONDITION_FAILED:
        return ChangedMeanwhile(key)
    if code == "NoSuchKey":
        return ObjectNotFound(f"there is no object {key!r} in the bucket {bucket!r}")
    if code == "AccessDenied":
        return AccessDenied(f"S3 denies access to an object in the bucket {bucket!r}")
    return ServiceUnavailable(f"S3 answered {code} ({status}) for an object in the bucket {bucket!r}")
