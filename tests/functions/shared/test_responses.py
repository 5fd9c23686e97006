import json

import pytest

from functions.shared.errors import DocumentNotFound
from functions.shared.events import ApiRequest
from functions.shared.responses import MAX_BODY_BYTES, Answer, respond

ALLOWED = ("https://app.example", "https://admin.example")


def from_origin(origin=None) -> ApiRequest:
    return ApiRequest("GET", "/x", headers={"origin": origin} if origin else {}, request_id="r-1")


def raising(error):
    def route(request):
        raise error

    return route


def test_an_answer_is_json_with_its_status():
    response = respond(from_origin(), lambda request: Answer({"name": "时间表"}, 201), ALLOWED)
    assert (response["statusCode"], json.loads(response["body"])) == (201, {"name": "时间表"})
    assert response["headers"]["Content-Type"] == "application/json; charset=utf-8"
    assert response["isBase64Encoded"] is False


def test_an_expected_error_has_type_message_and_request_id():
    response = respond(from_origin(), raising(DocumentNotFound("there is no document d")), ALLOWED)
    assert response["statusCode"] == 404
    assert json.loads(response["body"]) == {
        "error": {"type": "DocumentNotFound", "message": "there is no document d", "request_id": "r-1"}
    }


def test_an_unexpected_error_is_a_500_without_its_text():
    response = respond(from_origin(), raising(ZeroDivisionError("secret")), ALLOWED)
    assert response["statusCode"] == 500
    assert "secret" not in response["body"] and "Traceback" not in response["body"]


@pytest.mark.parametrize("text", ["x" * MAX_BODY_BYTES, "\\" * (MAX_BODY_BYTES // 3), "时" * (MAX_BODY_BYTES // 2)])
def test_an_answer_that_lambda_could_not_return_says_so(text):
    response = respond(from_origin(), lambda request: Answer({"text": text}), ALLOWED)
    error = json.loads(response["body"])["error"]
    assert (response["statusCode"], error["type"]) == (413, "ResponseTooLarge")
    assert error["message"].endswith("send fewer pages")


def test_an_answer_just_below_the_limit_is_returned():
    response = respond(from_origin(), lambda request: Answer({"text": "x" * (MAX_BODY_BYTES - 100)}), ALLOWED)
    assert response["statusCode"] == 200


@pytest.mark.parametrize(
    ("origin", "allowed", "header"),
    [
        ("https://app.example", ALLOWED, "https://app.example"),
        ("https://admin.example", ALLOWED, "https://admin.example"),
        ("https://evil.example", ALLOWED, None),
        (None, ALLOWED, None),
        ("https://app.example", (), None),
        ("https://any.example", ("*",), "*"),
    ],
)
@pytest.mark.parametrize("route", [lambda request: Answer({}), raising(DocumentNotFound("x"))])
def test_only_pages_of_allowed_origins_may_read_answers_and_errors(origin, allowed, header, route):
    response = respond(from_origin(origin), route, allowed)
    assert response["headers"].get("Access-Control-Allow-Origin") == header
    assert (response["headers"].get("Vary") == "Origin") == (header != "*")
