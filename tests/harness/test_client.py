import base64
import json

import pytest

from harness.client import LARGEST_INLINE_BYTES, PipelineClient, document_id
from harness.errors import PipelineError
from tests.harness.http_server import Request, serving

ENVIRONMENT = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def _client(address: str) -> PipelineClient:
    outputs = {"apiUrl": f"{address}/dev/", "inputBucket": "uploads-here", "resultsBucket": "results"}
    return PipelineClient(outputs, {**ENVIRONMENT, "AWS_ENDPOINT_URL": address})


def test_a_small_file_travels_inside_the_request():
    seen: list[Request] = []

    def answer(request: Request) -> tuple[int, bytes]:
        seen.append(request)
        return 200, b'{"words": []}'

    with serving(answer) as address:
        assert _client(address).infer("ocr", b"page") == {"words": []}
    assert (seen[0].method, seen[0].path) == ("POST", "/dev/infer/ocr")
    assert base64.b64decode(json.loads(seen[0].body)["image_base64"]) == b"page"


def test_a_large_file_travels_through_the_input_bucket():
    seen: list[Request] = []

    def answer(request: Request) -> tuple[int, bytes]:
        seen.append(request)
        return 200, b"" if request.method == "PUT" else b"{}"

    with serving(answer) as address:
        _client(address).infer("document", b"x" * (LARGEST_INLINE_BYTES + 1))
    put, post = seen
    assert put.method == "PUT"
    assert put.path.startswith("/uploads-here/requests/")
    assert json.loads(post.body) == {"image_s3_uri": f"s3:/{put.path}"}


def test_an_error_of_the_api_keeps_its_status_type_and_message():
    body = json.dumps({"error": {"type": "NoTimetable", "message": "only a letter", "request_id": "1"}}).encode()
    with serving(lambda request: (422, body)) as address, pytest.raises(PipelineError, match="only a letter") as caught:
        _client(address).infer("document", b"page")
    assert (caught.value.status, caught.value.type) == (422, "NoTimetable")


@pytest.mark.parametrize("body", [b"Bad Gateway", b"[1]", b'{"message": "Forbidden"}', b'{"error": "text"}'])
def test_an_error_that_is_not_the_apis_own_shows_what_was_answered(body):
    with serving(lambda request: (502, body)) as address, pytest.raises(PipelineError) as caught:
        _client(address).call("GET", "/health")
    assert caught.value.status == 502
    assert body.decode() in str(caught.value)


def test_waiting_for_a_result_ends_with_the_reason_when_the_document_failed():
    record = {"status": "failed", "error": {"type": "UnreadableFile", "message": "the PDF is encrypted"}}

    def answer(request: Request) -> tuple[int, bytes]:
        if "/documents/" in request.path:
            return 200, json.dumps(record).encode()
        return 404, b"<Error><Code>NoSuchKey</Code></Error>"

    with serving(answer) as address, pytest.raises(PipelineError, match="the PDF is encrypted"):
        _client(address).wait_for_result("ocr", "0" * 32)


def test_waiting_for_a_result_that_never_comes_says_where_it_looked():
    missing = 404, b"<Error><Code>NoSuchKey</Code></Error>"
    with serving(lambda request: missing) as address, pytest.raises(TimeoutError, match="ocr/abc.json in results"):
        _client(address).wait_for_result("ocr", "abc", timeout=0.3)


def test_the_document_id_is_that_of_the_functions():
    from functions.shared.records import document_id as of_the_functions

    for key in ("uploads/a b+c.png", "uploads/Übersicht 4ü/План.png"):
        assert document_id(key) == of_the_functions(key)
