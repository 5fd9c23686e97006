import pytest

from functions.shared.errors import Failure, ServiceUnavailable, Superseded
from functions.shared.records import Source, Stage
from tests.functions.in_memory import Pipeline
from tests.functions.shared.fake_aws import client_error

SOURCE = Source("inputs", "uploads/a.png", "e1", "01")
NEWER = Source("inputs", "uploads/a.png", "e2", "02")
FAILURE = Failure("UnreadableFile", "The file is cut short.", 422, permanent=True)


def test_a_letter_names_the_document_the_reason_and_the_request():
    pipeline = Pipeline()
    pipeline.inference.dead_letters.put_aside(SOURCE, Stage.OCR, FAILURE, "request-9")
    assert pipeline.sqs.messages == [
        {
            "documentId": SOURCE.document_id,
            "bucket": "inputs",
            "key": "uploads/a.png",
            "function": "ocr",
            "error": {"type": "UnreadableFile", "message": "The file is cut short."},
            "requestId": "request-9",
            "occurredAt": "now",
        }
    ]


def test_a_queue_that_does_not_answer_leaves_the_document_as_it_is():
    pipeline = Pipeline()

    def refuse(call):
        raise client_error("ServiceUnavailable", 503, "SendMessage")

    pipeline.sqs.before = refuse
    with pytest.raises(ServiceUnavailable, match="SQS did not take the dead letter"):
        pipeline.inference.dead_letters.put_aside(SOURCE, Stage.OCR, FAILURE, "request-9")
    assert pipeline.bus.events == []
    assert pipeline.result("documents", SOURCE.document_id) is None


def test_a_newer_upload_is_not_marked_failed():
    pipeline = Pipeline()
    pipeline.inference.documents.begin(NEWER)
    with pytest.raises(Superseded):
        pipeline.inference.dead_letters.put_aside(SOURCE, Stage.OCR, FAILURE, "request-9")
    assert pipeline.result("documents", SOURCE.document_id)["status"] == "processing"
