import base64
import io
import json
import logging

import pytest

from functions.ocr import handler as module
from functions.ocr.handler import handler
from functions.shared.deliveries import DeliveryIncomplete
from functions.shared.errors import UnexpectedEvent
from functions.shared.records import document_id
from functions.shared.telemetry import logger
from tests.functions.in_memory import INPUT, Context, Pipeline, api_event, png
from tests.functions.shared.fake_aws import client_error


@pytest.fixture
def pipeline(monkeypatch):
    pipeline = Pipeline()
    monkeypatch.setattr(module, "service", lambda: pipeline.ocr)
    return pipeline


@pytest.fixture
def log_text():
    """What is logged, which goes to the output that was the process's when the logger was made."""
    (stream,) = [found for found in logger.handlers if isinstance(found, logging.StreamHandler)]
    text = io.StringIO()
    before = stream.setStream(text)
    yield text
    stream.setStream(before)


def refuse(code, status):
    def before(call):
        raise client_error(code, status, call)

    return before


def call(body):
    response = handler(api_event("POST", "/infer/ocr", body), Context())
    return response["statusCode"], json.loads(response["body"])


def test_an_image_in_the_body_is_read(pipeline):
    status, result = call({"image_base64": base64.b64encode(png(9)).decode()})
    assert (status, result["text"], result["model_version"]) == (200, "shade9", "shades-1")


def test_an_image_in_the_input_bucket_is_read(pipeline):
    pipeline.upload("requests/a b+ü.png", png(8))
    assert call({"image_s3_uri": f"s3://{INPUT}/requests/a b+ü.png"})[1]["text"] == "shade8"


@pytest.mark.parametrize(
    ("body", "status", "error_type"),
    [
        ("{", 400, "InvalidRequest"),
        ({}, 400, "InvalidRequest"),
        ({"image_base64": "%"}, 400, "InvalidRequest"),
        ({"image_s3_uri": "s3://someone-elses/a.png"}, 403, "BucketNotAllowed"),
        ({"image_s3_uri": f"s3://{INPUT}/requests/none.png"}, 404, "ObjectNotFound"),
        ({"image_base64": base64.b64encode(b"x" * 1_000_001).decode()}, 413, "FileTooLarge"),
        ({"image_base64": base64.b64encode(b"text").decode()}, 415, "UnsupportedFile"),
        ({"image_base64": base64.b64encode(png()[:60]).decode()}, 422, "UnreadableFile"),
    ],
)
def test_each_mistake_has_its_status_and_type(pipeline, body, status, error_type):
    answered, content = call(body)
    assert (answered, content["error"]["type"], content["error"]["request_id"]) == (status, error_type, "api-1")


def test_a_key_that_the_role_may_not_read_is_not_allowed(pipeline):
    pipeline.s3.before = refuse("AccessDenied", 403)
    status, content = call({"image_s3_uri": f"s3://{INPUT}/private/a.png"})
    assert (status, content["error"]["type"]) == (403, "KeyNotAllowed")


def test_an_unexpected_error_is_answered_without_its_text(pipeline, monkeypatch):
    monkeypatch.setattr(pipeline.s3, "before", lambda call: (_ for _ in ()).throw(RuntimeError("secret")))
    status, content = call({"image_s3_uri": f"s3://{INPUT}/requests/a.png"})
    assert (status, content["error"]["type"]) == (500, "InternalError")
    assert "secret" not in json.dumps(content)


def test_an_s3_event_is_processed_and_its_outcome_returned(pipeline):
    record = pipeline.upload("uploads/a.png", png())
    answer = handler({"Records": [record]}, Context())
    assert json.loads(json.dumps(answer)) == {"documents": {document_id("uploads/a.png"): "completed"}}


def test_a_warm_up_loads_the_models_and_names_them(pipeline):
    assert handler({"warmup": True}, Context()) == {"warm": True, "champion": "shades-1", "canary": None}


def test_an_event_for_another_function_is_refused(pipeline):
    detail = dict.fromkeys(("documentId", "bucket", "key", "etag", "resultsBucket", "ocrResultKey"), "x")
    with pytest.raises(UnexpectedEvent, match="the OCR function takes no OcrCompleted"):
        handler({"detail-type": "OCR Completed", "detail": detail}, Context())


def test_neither_what_a_page_says_nor_what_a_file_is_called_is_logged(pipeline, capsys, log_text):
    good = pipeline.upload("uploads/Mrs Jones.png", png(77))
    bad = pipeline.upload("uploads/Mrs Jones.gif", b"no image")
    handler({"Records": [good, bad]}, Context())
    call({"image_base64": base64.b64encode(png(77)).decode()})
    pipeline.s3.before = refuse("SlowDown", 503)
    call({"image_s3_uri": f"s3://{INPUT}/requests/Mrs Jones.png"})
    with pytest.raises(DeliveryIncomplete):
        handler({"Records": [good]}, Context())
    output = capsys.readouterr().out + log_text.getvalue()
    assert output.count(document_id("uploads/Mrs Jones.png")) == 2
    assert "SlowDown" in output
    assert "shade77" not in output
    assert "Jones" not in output
