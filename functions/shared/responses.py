"""Answers to API Gateway (REST, proxy integration)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.shared.errors import ResponseTooLarge, describe
from functions.shared.events import ApiRequest
from functions.shared.telemetry import logger

# Lambda's limit on a synchronous answer (AWS Lambda quotas: 6 MB each way). It counts the answer as Lambda
# serialises it, where the body is a JSON string once more; a tenth is left for its escapes and the headers.
MAX_BODY_BYTES = 6 * 1024 * 1024 * 9 // 10


@dataclass(frozen=True)
class Answer:
    """What an API route answers.

    Attributes:
        body: a JSON object.
        status: HTTP status.
    """

    body: Mapping[str, Any]
    status: int = 200


def respond(
    request: ApiRequest, route: Callable[[ApiRequest], Answer], allowed_origins: Sequence[str]
) -> dict[str, Any]:
    """Calls a route, and turns what it answers or raises into a response."""
    try:
        answer = route(request)
        return _response(answer.status, _serialised(answer.body), request, allowed_origins)
    except Exception as error:
        return error_response(request, error, allowed_origins)


def error_response(request: ApiRequest, error: Exception, allowed_origins: Sequence[str]) -> dict[str, Any]:
    """The response to a call that failed. What we did not expect is logged, and not told."""
    failure = describe(error)
    if failure.status >= 500:
        logger.exception("API call failed", request_id=request.request_id, error_type=failure.type)
    body = {"error": {**failure.to_dict(), "request_id": request.request_id}}
    return _response(failure.status, json.dumps(body, ensure_ascii=False), request, allowed_origins)


def _serialised(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    size = len(json.dumps(text, ensure_ascii=False).encode(errors="replace"))
    if size > MAX_BODY_BYTES:
        raise ResponseTooLarge(
            f"the result has {size:,} bytes, more than the API can return ({MAX_BODY_BYTES:,}); send fewer pages"
        )
    return text


def _response(status: int, body: str, request: ApiRequest, allowed_origins: Sequence[str]) -> dict[str, Any]:
    headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
    return {
        "statusCode": status,
        "headers": {**headers, **_cors(request.headers.get("origin"), allowed_origins)},
        "body": body,
        "isBase64Encoded": False,
    }


def _cors(origin: str | None, allowed: Sequence[str]) -> dict[str, str]:
    """Lets a browser show the answer to a page of an allowed origin (Fetch standard, CORS protocol)."""
    if "*" in allowed:
        return {"Access-Control-Allow-Origin": "*"}
    if origin in allowed and origin is not None:
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    return {"Vary": "Origin"}
