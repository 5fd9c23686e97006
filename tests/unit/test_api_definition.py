from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from components.api_definition import ROUTES, definition

ARNS = {service: f"arn:{service}" for service in ("ocr", "document", "uploads")}
METHODS = ("get", "post")


def made(authorization: str = "NONE", cors_origins: tuple[str, ...] = ("https://a.org",)) -> dict[str, Any]:
    return definition("api", ARNS, authorization=authorization, cors_origins=cors_origins)


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """What functions answer, by method and path."""
    return {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "options"
    }


def test_the_routes_are_those_of_the_contract() -> None:
    assert {f"{method.upper()} {path}" for method, path in operations(made())} == {
        "POST /infer/ocr",
        "POST /infer/document",
        "POST /uploads",
        "GET /documents/{id}",
        "GET /health",
    }


def test_every_route_goes_to_its_function() -> None:
    for route in ROUTES:
        integration = operations(made())[route.method, route.path]["x-amazon-apigateway-integration"]
        assert integration["type"] == "aws_proxy"
        assert integration["httpMethod"] == "POST"
        assert integration["uri"] == f"arn:{route.service}"


def test_bodies_are_checked_before_a_function_runs() -> None:
    document = made()
    assert document["x-amazon-apigateway-request-validators"]["request"]["validateRequestBody"] is True
    for (method, _), operation in operations(document).items():
        assert operation["x-amazon-apigateway-request-validator"] == "request"
        assert ("requestBody" in operation) == (method == "post")


def test_every_schema_that_a_route_names_exists() -> None:
    document = made()
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text
    for route in ROUTES:
        assert route.schema is None or route.schema in document["components"]["schemas"]


def test_parameters_in_a_path_are_declared() -> None:
    for (_, path), operation in operations(made()).items():
        declared = [one["name"] for one in operation.get("parameters", [])]
        assert declared == (["id"] if "{id}" in path else [])


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for operation in operations(made()).values()]
    assert len(set(names)) == len(names)
    assert "GetDocumentsId" in names


def test_requests_are_signed_where_iam_decides_except_health() -> None:
    document = made("AWS_IAM")
    signed = {path for (_, path), operation in operations(document).items() if "security" in operation}
    assert signed == {"/infer/ocr", "/infer/document", "/uploads", "/documents/{id}"}
    scheme = document["components"]["securitySchemes"]["signature"]
    assert scheme["x-amazon-apigateway-authtype"] == "awsSigv4"


def test_requests_are_open_where_nobody_decides() -> None:
    assert not any("security" in operation for operation in operations(made("NONE")).values())
    assert "securitySchemes" not in made("NONE")["components"]


def test_preflights_are_never_signed() -> None:
    assert not any("security" in methods["options"] for methods in made("AWS_IAM")["paths"].values())


def test_without_origins_there_are_no_preflights() -> None:
    assert not any("options" in methods for methods in made(cors_origins=())["paths"].values())


@given(st.lists(st.from_regex(r"https://[a-z]{1,9}\.org", fullmatch=True), min_size=1, max_size=4, unique=True))
def test_preflights_name_the_configured_origins_and_no_wildcard(origins: list[str]) -> None:
    for methods in made(cors_origins=tuple(origins))["paths"].values():
        answer = methods["options"]["x-amazon-apigateway-integration"]["responses"]["default"]
        template = answer["responseTemplates"]["application/json"]
        assert f"#set($allowed = {json.dumps(origins)})" in template
        assert "'*'" not in json.dumps(answer)


def test_preflights_allow_the_methods_of_their_path() -> None:
    answer = made()["paths"]["/documents/{id}"]["options"]["x-amazon-apigateway-integration"]["responses"]["default"]
    assert answer["responseParameters"]["method.response.header.Access-Control-Allow-Methods"] == "'GET,OPTIONS'"
