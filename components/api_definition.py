"""The REST API as one OpenAPI document: routes, request checks, CORS and errors, as plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi import Input

from components.api_errors import gateway_responses
from components.api_schemas import SCHEMAS


@dataclass(frozen=True)
class Route:
    """One method of one path.

    Attributes:
        method: in lower case, as OpenAPI has it.
        path: with parameters in braces.
        service: the function that answers.
        schema: name of the request body's schema; None where there is no body.
        open: answers without credentials, whatever the API's authorization.
    """

    method: str
    path: str
    service: str
    schema: str | None = None
    open: bool = False


ROUTES = (
    Route("post", "/infer/ocr", "ocr", schema="Page"),
    Route("post", "/infer/document", "document", schema="Page"),
    Route("post", "/uploads", "uploads", schema="Upload"),
    Route("get", "/documents/{id}", "uploads"),
    Route("get", "/health", "uploads", open=True),
)

ALLOWED_HEADERS = "Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token"
PREFLIGHT_SECONDS = 600
# The longest that API Gateway waits for a function by default.
INTEGRATION_MILLISECONDS = 29_000


def definition(
    title: str, invoke_arns: Mapping[str, Input[str]], *, authorization: str, cors_origins: Sequence[str]
) -> dict[str, Any]:
    """The OpenAPI 3.0 document with API Gateway's extensions.

    Args:
        title: name of the API.
        invoke_arns: by service, what API Gateway calls.
        authorization: `NONE` or `AWS_IAM`.
        cors_origins: web origins that may call; without any there are no preflight answers.
    """
    signed = authorization == "AWS_IAM"
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = _operation(route, invoke_arns[route.service], signed)
    if cors_origins:
        for path, operations in paths.items():
            operations["options"] = _preflight([*operations], cors_origins) | _parameters(path)
    return {
        "openapi": "3.0.1",
        "info": {"title": title, "version": "1"},
        "paths": paths,
        "components": {"schemas": SCHEMAS, **({"securitySchemes": _SIGNATURE} if signed else {})},
        "x-amazon-apigateway-request-validators": {
            "request": {"validateRequestBody": True, "validateRequestParameters": True}
        },
        "x-amazon-apigateway-gateway-responses": gateway_responses(signed=signed, cors_origins=cors_origins),
    }


_SIGNATURE = {
    "signature": {
        "type": "apiKey",
        "name": "Authorization",
        "in": "header",
        "x-amazon-apigateway-authtype": "awsSigv4",
    }
}


def _operation(route: Route, invoke_arn: Input[str], signed: bool) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation_id(route),
        "x-amazon-apigateway-request-validator": "request",
        "x-amazon-apigateway-integration": {
            "type": "aws_proxy",
            "httpMethod": "POST",
            "uri": invoke_arn,
            "passthroughBehavior": "when_no_match",
            "timeoutInMillis": INTEGRATION_MILLISECONDS,
        },
        "responses": {"200": {"description": "The function's answer"}},
        **_parameters(route.path),
    }
    if route.schema:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{route.schema}"}}},
        }
    if signed and not route.open:
        operation["security"] = [{"signature": []}]
    return operation


def _operation_id(route: Route) -> str:
    """`PostInferOcr` for `POST /infer/ocr`: generated clients name their methods after it."""
    words = re.findall("[a-z]+", f"{route.method} {route.path}")
    return "".join(word.capitalize() for word in words)


def _parameters(path: str) -> dict[str, Any]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    return {"parameters": parameters} if parameters else {}


def _preflight(methods: Sequence[str], origins: Sequence[str]) -> dict[str, Any]:
    """Answers a browser's question without a function: yes for the origins, silence for all others."""
    allowed = ",".join([*(method.upper() for method in methods), "OPTIONS"])
    headers = {
        "Access-Control-Allow-Methods": f"'{allowed}'",
        "Access-Control-Allow-Headers": f"'{ALLOWED_HEADERS}'",
        "Access-Control-Max-Age": f"'{PREFLIGHT_SECONDS}'",
        "Vary": "'Origin'",
    }
    return {
        "responses": {
            "204": {
                "description": "What pages of other origins may do",
                "headers": {name: {"schema": {"type": "string"}} for name in [*headers, "Access-Control-Allow-Origin"]},
            }
        },
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": {"application/json": '{"statusCode": 204}'},
            "responses": {
                "default": {
                    "statusCode": "204",
                    "responseParameters": {f"method.response.header.{name}": value for name, value in headers.items()},
                    "responseTemplates": {"application/json": _echo_origin(origins)},
                }
            },
        },
    }


def _echo_origin(origins: Sequence[str]) -> str:
    """A template (VTL) that names the caller's origin as allowed when it is one of `origins`."""
    return (
        "#set($headers = $input.params().header)"
        '#set($origin = $headers.get("origin"))'
        '#if(!$origin || $origin == "")#set($origin = $headers.get("Origin"))#end'
        f"#set($allowed = {json.dumps(list(origins))})"
        "#foreach($one in $allowed)#if($one == $origin)"
        "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)"
        "#end#end"
    )
