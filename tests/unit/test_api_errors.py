from __future__ import annotations

import json

import pytest

from components.api_errors import gateway_responses


@pytest.mark.parametrize("signed", [True, False])
def test_refusals_have_the_shape_of_the_functions_errors(signed: bool) -> None:
    for kind, response in gateway_responses(signed=signed, cors_origins=[]).items():
        template = response["responseTemplates"]["application/json"]
        body = json.loads(template.replace("$context.error.messageString", '"quoted"'))
        assert set(body["error"]) == {"type", "message", "request_id"}, kind
        assert body["error"]["request_id"] == "$context.requestId"


def test_an_unknown_route_is_404_unless_a_signature_may_be_what_is_missing() -> None:
    kind = "MISSING_AUTHENTICATION_TOKEN"
    assert gateway_responses(signed=False, cors_origins=[])[kind]["statusCode"] == "404"
    assert gateway_responses(signed=True, cors_origins=[])[kind]["statusCode"] == "403"


def test_catch_alls_keep_the_status_of_their_cause() -> None:
    responses = gateway_responses(signed=True, cors_origins=[])
    assert "statusCode" not in responses["DEFAULT_4XX"]
    assert "statusCode" not in responses["DEFAULT_5XX"]


def test_a_refusal_can_be_read_by_a_single_origin_only() -> None:
    def headers(*origins: str) -> dict[str, str]:
        found: dict[str, str] = gateway_responses(signed=True, cors_origins=origins)["THROTTLED"]["responseParameters"]
        return found

    assert headers("https://a.org") == {"gatewayresponse.header.Access-Control-Allow-Origin": "'https://a.org'"}
    assert headers("https://a.org", "https://b.org") == headers() == {}
