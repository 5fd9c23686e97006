import base64
import json
import uuid

import boto3
import pytest
from botocore.config import Config

from functions.shared import clients
from functions.shared.documents import Documents
from functions.shared.errors import UnexpectedEvent
from functions.shared.records import Source, Stage, document_id
from functions.shared.settings import Settings
from functions.shared.storage import Storage
from functions.uploads import handler as module
from functions.uploads.handler import handler
from functions.uploads.service import UploadService
from tests.functions.in_memory import Context, api_event
from tests.functions.shared.fake_aws import FakeS3

SOURCE = Source("inputs", "uploads/a.png", "e1", "01")


@pytest.fixture
def s3():
    return FakeS3()


@pytest.fixture
def documents(s3, monkeypatch):
    """The documents that the handler serves; presigning is botocore's own, which needs no network."""
    signer = boto3.client(
        "s3",
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(**clients.S3),
    )
    documents = Documents(Storage(lambda: s3), "results")
    settings = Settings("dev", "inputs", "results", 1_000_000, 600, ("https://app.example",))
    monkeypatch.setattr(module, "service", lambda: UploadService(settings, documents, signer))
    return documents


def call(method, route, body=None, **parameters):
    response = handler(api_event(method, route, body, **parameters), Context())
    return response["statusCode"], json.loads(response["body"])


def test_an_upload_is_promised_under_a_key_of_its_own(documents):
    status, answer = call("POST", "/uploads", {"filename": "../时间表 4M.pdf", "content_type": "application/pdf"})
    assert status == 201
    folder, unique, name = answer["key"].split("/")
    assert (folder, name, str(uuid.UUID(unique))) == ("uploads", "时间表 4M.pdf", unique)
    assert answer["id"] == document_id(answer["key"])
    assert answer["expires_in"] == 600
    assert call("GET", "/documents/{id}", id=answer["id"]) == (
        200,
        {"id": answer["id"], "status": "awaiting_upload", "ocr": None, "timetable": None, "error": None},
    )


def test_the_presigned_form_takes_exactly_this_file(documents):
    _, answer = call("POST", "/uploads", {"filename": "a.pdf", "content_type": "application/pdf"})
    assert answer["url"] == "https://inputs.s3.eu-west-1.amazonaws.com/"
    assert (answer["fields"]["key"], answer["fields"]["Content-Type"]) == (answer["key"], "application/pdf")
    conditions = json.loads(base64.b64decode(answer["fields"]["policy"]))["conditions"]
    assert {"key": answer["key"]} in conditions
    assert {"bucket": "inputs"} in conditions
    assert {"Content-Type": "application/pdf"} in conditions
    assert ["content-length-range", 1, 1_000_000] in conditions
    assert answer["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


@pytest.mark.parametrize(
    ("body", "status", "error_type"),
    [
        ("no json", 400, "InvalidRequest"),
        ({"filename": "a.pdf"}, 400, "InvalidRequest"),
        ({"filename": "", "content_type": "application/pdf"}, 400, "InvalidRequest"),
        ({"filename": "a.pdf", "content_type": "application/pdf", "key": "other"}, 400, "InvalidRequest"),
        ({"filename": "a.html", "content_type": "text/html"}, 415, "UnsupportedMediaType"),
    ],
)
def test_a_wrong_request_for_an_upload_is_refused_and_leaves_no_record(documents, s3, body, status, error_type):
    answered, content = call("POST", "/uploads", body)
    assert (answered, content["error"]["type"]) == (status, error_type)
    assert s3.objects == {}


def test_a_document_shows_its_results_so_far(documents):
    documents.begin(SOURCE)
    documents.save_result(Stage.OCR, SOURCE, {"text": "Maths"})
    documents.finish(Stage.OCR, SOURCE)
    status, answer = call("GET", "/documents/{id}", id=SOURCE.document_id)
    assert (status, answer["status"], answer["ocr"]) == (200, "processing", {"text": "Maths"})
    assert answer["timetable"] is None
    documents.save_result(Stage.TIMETABLE, SOURCE, {"timeblocks": []})
    documents.finish(Stage.TIMETABLE, SOURCE)
    _, answer = call("GET", "/documents/{id}", id=SOURCE.document_id)
    assert (answer["status"], answer["timetable"]) == ("completed", {"timeblocks": []})


def test_results_of_an_older_upload_are_not_shown_for_a_newer_one(documents):
    documents.begin(SOURCE)
    documents.save_result(Stage.OCR, SOURCE, {"text": "old"})
    documents.finish(Stage.OCR, SOURCE)
    documents.begin(Source("inputs", "uploads/a.png", "e2", "02"))
    assert call("GET", "/documents/{id}", id=SOURCE.document_id)[1]["ocr"] is None


def test_an_unknown_document_is_not_found(documents):
    status, content = call("GET", "/documents/{id}", id="0" * 32)
    assert (status, content["error"]["type"]) == (404, "DocumentNotFound")
    assert content["error"]["message"] == f"there is no document {'0' * 32}"


@pytest.mark.parametrize("identifier", ["", "1", "G" * 32, "A" * 32, "0" * 33, "../documents/x", "0" * 32 + "\n"])
def test_a_malformed_id_is_the_callers_mistake(documents, identifier):
    status, content = call("GET", "/documents/{id}", id=identifier)
    assert (status, content["error"]["type"]) == (400, "InvalidRequest")


def test_health_names_the_environment(documents):
    assert call("GET", "/health") == (200, {"status": "ok", "environment": "dev"})


@pytest.mark.parametrize(("method", "route"), [("GET", "/uploads"), ("DELETE", "/documents/{id}"), ("GET", "/other")])
def test_an_unknown_route_is_not_found(documents, method, route):
    status, content = call(method, route)
    assert (status, content["error"]["message"]) == (404, f"there is no {method} {route}")


def test_an_event_for_another_function_is_refused(documents):
    with pytest.raises(UnexpectedEvent, match="the uploads function takes no Notification"):
        handler({"Records": []}, Context())
