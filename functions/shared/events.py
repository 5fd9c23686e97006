"""What the functions are invoked with, parsed into typed requests. Pure."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from functions.shared.errors import InvalidRequest, UnexpectedEvent


@dataclass(frozen=True)
class ObjectCreated:
    """An object that appeared in a bucket.

    Attributes:
        bucket, key: where, the key as the uploader wrote it.
        etag: S3's hash of the content, without quotes.
        sequencer: orders the events of one key; a hexadecimal string of no fixed length.
        version_id: the object's version, None in a bucket without versions.
        size: in bytes.
    """

    bucket: str
    key: str
    etag: str
    sequencer: str
    version_id: str | None
    size: int


@dataclass(frozen=True)
class Notification:
    """An S3 event: the documents that were uploaded, in the order of its records."""

    objects: tuple[ObjectCreated, ...]


@dataclass(frozen=True)
class OcrCompleted:
    """The words of a document are ready."""

    document_id: str
    bucket: str
    key: str
    etag: str
    results_bucket: str
    ocr_result_key: str


@dataclass(frozen=True)
class ApiRequest:
    """A call through API Gateway (REST, proxy integration).

    Attributes:
        method: such as POST.
        route: as configured, with placeholders: `/documents/{id}`.
        parameters: values of the route's placeholders.
        headers: by lower-case name.
        payload: the body as API Gateway sent it.
        encoded: whether it sent it as base64.
        request_id: API Gateway's, for the caller to quote.
    """

    method: str
    route: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    payload: str = ""
    encoded: bool = False
    request_id: str = ""

    def body(self) -> bytes:
        """The body as the caller sent it.

        Raises:
            InvalidRequest: API Gateway calls it base64, and it is not.
        """
        if not self.encoded:
            return self.payload.encode(errors="replace")
        try:
            return base64.b64decode(self.payload, validate=True)
        except ValueError as error:
            raise InvalidRequest("the body is no valid base64; send JSON as application/json") from error


@dataclass(frozen=True)
class WarmUp:
    """A scheduled call that keeps the function loaded."""


Request = Notification | OcrCompleted | ApiRequest | WarmUp


def parse_event(event: Mapping[str, Any]) -> Request:
    """The typed request in a Lambda event.

    Raises:
        UnexpectedEvent: none of the function's triggers sends such an event.
    """
    try:
        if event.get("warmup") is True:
            return WarmUp()
        if "Records" in event:
            return _notification(event["Records"])
        if event.get("detail-type") == "OCR Completed":
            return _ocr_completed(event["detail"])
        if "httpMethod" in event:
            return _api_request(event)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnexpectedEvent(f"malformed event: {type(error).__name__}: {error}") from error
    raise UnexpectedEvent(f"no trigger of this function sends an event with the keys {sorted(event)}")


def decode_key(encoded: str) -> str:
    """The object key in an S3 event, which S3 writes as a form field: UTF-8, percent-encoded, a space as `+`."""
    return unquote_plus(encoded, errors="strict")


def _notification(records: list[Mapping[str, Any]]) -> Notification:
    created = [_object_created(record["s3"]) for record in records if _is_upload(record)]
    return Notification(tuple(upload for upload in created if not _is_folder(upload)))


def _is_upload(record: Mapping[str, Any]) -> bool:
    return record["eventSource"] == "aws:s3" and record["eventName"].startswith("ObjectCreated:")


def _is_folder(upload: ObjectCreated) -> bool:
    """The empty object that the S3 console creates to show a folder."""
    return upload.key.endswith("/") and upload.size == 0


def _object_created(s3: Mapping[str, Any]) -> ObjectCreated:
    described = s3["object"]
    return ObjectCreated(
        bucket=s3["bucket"]["name"],
        key=decode_key(described["key"]),
        etag=described["eTag"].strip('"'),
        sequencer=described["sequencer"],
        version_id=described.get("versionId"),
        size=int(described.get("size", 0)),
    )


def _ocr_completed(detail: Mapping[str, str]) -> OcrCompleted:
    return OcrCompleted(
        document_id=detail["documentId"],
        bucket=detail["bucket"],
        key=detail["key"],
        etag=detail["etag"],
        results_bucket=detail["resultsBucket"],
        ocr_result_key=detail["ocrResultKey"],
    )


def _api_request(event: Mapping[str, Any]) -> ApiRequest:
    return ApiRequest(
        method=event["httpMethod"],
        route=event.get("resource") or event["path"],
        parameters=event.get("pathParameters") or {},
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        payload=event.get("body") or "",
        encoded=bool(event.get("isBase64Encoded")),
        request_id=(event.get("requestContext") or {}).get("requestId", ""),
    )
