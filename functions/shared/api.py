"""What callers of the API send: JSON bodies, checked field by field, and the image they name or carry."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.shared.errors import BucketNotAllowed, FileTooLarge, InvalidRequest
from functions.shared.events import ApiRequest

MAX_KEY_BYTES = 1024  # S3's limit on an object key in UTF-8


@dataclass(frozen=True)
class ImageInS3:
    """An image that the caller has put into the input bucket."""

    bucket: str
    key: str


@dataclass(frozen=True)
class ImageInBody:
    """An image that came with the call."""

    data: bytes


def json_body(request: ApiRequest, *fields: str) -> dict[str, Any]:
    """The call's body, a JSON object.

    Args:
        fields: names that may occur in it.

    Raises:
        InvalidRequest: it is something else, or has other fields.
    """
    try:
        body = json.loads(request.body().decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InvalidRequest("the body must be a JSON object in UTF-8") from error
    if not isinstance(body, dict):
        raise InvalidRequest(f"the body must be a JSON object, not {_json_type(body)}")
    unknown = sorted(set(body) - set(fields))
    if unknown:
        raise InvalidRequest(f"unknown field {unknown[0]!r}; the body may have {' and '.join(fields)}")
    return body


def text_field(body: Mapping[str, Any], name: str) -> str:
    """A field that must be there and hold text.

    Raises:
        InvalidRequest: it is missing, empty or something else.
    """
    if name not in body:
        raise InvalidRequest(f"the field {name!r} is missing")
    value = body[name]
    if not isinstance(value, str) or not value:
        raise InvalidRequest(f"the field {name!r} must be a non-empty string, not {_json_type(value)}")
    return value


def image_of(request: ApiRequest, input_bucket: str, max_bytes: int) -> ImageInS3 | ImageInBody:
    """The image that a call to an `/infer` route is about.

    Lambda takes 6 MB a call, so an image in the body can have about 4.4 MB; larger ones go through S3.

    Args:
        input_bucket: the only bucket that may be named.
        max_bytes: largest image, decoded.

    Raises:
        InvalidRequest: the body names no image, two, or names or encodes it wrongly.
        BucketNotAllowed: it is in another bucket.
        FileTooLarge: it has more than `max_bytes`.
    """
    body = json_body(request, "image_s3_uri", "image_base64")
    if len(body) != 1:
        raise InvalidRequest("send exactly one of 'image_s3_uri' and 'image_base64'")
    if "image_s3_uri" in body:
        return parse_s3_uri(text_field(body, "image_s3_uri"), input_bucket)
    return ImageInBody(decode_image(text_field(body, "image_base64"), max_bytes))


def parse_s3_uri(uri: str, input_bucket: str) -> ImageInS3:
    """The object that `s3://bucket/key` names. Everything after the bucket is the key, as it stands.

    Raises:
        InvalidRequest: it is no such URI.
        BucketNotAllowed: it names another bucket than the input bucket.
    """
    scheme, separator, rest = uri.partition("://")
    bucket, _, key = rest.partition("/")
    if scheme != "s3" or not separator or not bucket or not key:
        raise InvalidRequest("'image_s3_uri' must read s3://BUCKET/KEY")
    if bucket != input_bucket:
        raise BucketNotAllowed(f"'image_s3_uri' may name only the bucket {input_bucket}; upload the image there")
    if len(key.encode(errors="replace")) > MAX_KEY_BYTES:
        raise InvalidRequest(f"the key in 'image_s3_uri' is longer than {MAX_KEY_BYTES} bytes")
    return ImageInS3(bucket, key)


def decode_image(encoded: str, max_bytes: int) -> bytes:
    """The bytes of an image in base64 (RFC 4648 section 4, padded, no line breaks).

    Raises:
        InvalidRequest: it is no valid base64.
        FileTooLarge: it has more than `max_bytes`; decided before decoding.
    """
    size = len(encoded) * 3 // 4 - encoded[-2:].count("=")
    if size > max_bytes:
        raise FileTooLarge(f"the image has {size:,} bytes; at most {max_bytes:,} are allowed")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidRequest("'image_base64' is no valid base64 (RFC 4648, padded, without line breaks)") from error


def _json_type(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
