"""What API Gateway itself answers when it refuses a request: the same shape as the functions' errors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GatewayError:
    """One refusal.

    Attributes:
        kind: API Gateway's name of it.
        status: HTTP status.
        type: stable name, as in the errors of the functions.
        message: what the caller can do; None takes API Gateway's own words.
    """

    kind: str
    status: int
    type: str
    message: str | None = None


BODY_HELP = (
    "Send a JSON object with what the route takes: image_s3_uri or image_base64; for /uploads filename and content_type"
)

# https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
ERRORS = (
    GatewayError(
        "BAD_REQUEST_BODY",
        400,
        "InvalidRequest",
        BODY_HELP,
    ),
    GatewayError("BAD_REQUEST_PARAMETERS", 400, "InvalidRequest"),
    GatewayError("UNAUTHORIZED", 401, "Unauthorized", "Sign the request with AWS Signature Version 4"),
    GatewayError("ACCESS_DENIED", 403, "Forbidden"),
    GatewayError("INVALID_SIGNATURE", 403, "Forbidden"),
    GatewayError("EXPIRED_TOKEN", 403, "Forbidden"),
    GatewayError("RESOURCE_NOT_FOUND", 404, "RouteNotFound", "There is no such route"),
    GatewayError("REQUEST_TOO_LARGE", 413, "FileTooLarge", "Send large files through POST /uploads"),
    GatewayError("UNSUPPORTED_MEDIA_TYPE", 415, "UnsupportedMediaType", "Send application/json"),
    GatewayError("THROTTLED", 429, "Throttled", "Too many requests: wait a second, then try again"),
    GatewayError("INTEGRATION_TIMEOUT", 504, "Timeout", "This page takes too long: send it through POST /uploads"),
    GatewayError("DEFAULT_4XX", 400, "InvalidRequest"),
    GatewayError("DEFAULT_5XX", 500, "InternalError", "Something went wrong on our side: try again"),
)

# API Gateway says "missing token" both for an unknown route and for a known one without a signature.
UNKNOWN_ROUTE = GatewayError("MISSING_AUTHENTICATION_TOKEN", 404, "RouteNotFound", "There is no such route")
UNSIGNED = GatewayError(
    "MISSING_AUTHENTICATION_TOKEN", 403, "Forbidden", "There is no such route, or the request is not signed"
)


def gateway_responses(*, signed: bool, cors_origins: Sequence[str]) -> dict[str, Any]:
    """The `x-amazon-apigateway-gateway-responses` extension.

    Args:
        signed: whether routes want signed requests.
        cors_origins: web origins that may call. A refusal cannot choose among several, so only a single one can
            read it; pages of others see a failed request.
    """
    headers = (
        {"gatewayresponse.header.Access-Control-Allow-Origin": f"'{cors_origins[0]}'"} if len(cors_origins) == 1 else {}
    )
    return {
        error.kind: {
            # The catch-alls keep the status that the cause has.
            **({} if error.kind.startswith("DEFAULT") else {"statusCode": str(error.status)}),
            "responseParameters": headers,
            "responseTemplates": {"application/json": _body(error)},
        }
        for error in (*ERRORS, UNSIGNED if signed else UNKNOWN_ROUTE)
    }


def _body(error: GatewayError) -> str:
    # messageString comes with its own quotes.
    message = json.dumps(error.message) if error.message else "$context.error.messageString"
    return f'{{"error": {{"type": "{error.type}", "message": {message}, "request_id": "$context.requestId"}}}}'
