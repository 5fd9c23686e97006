import base64
import json

import numpy as np
import pytest

from functions.document import handler as module
from functions.document import service as service_module
from functions.document.handler import handler
from functions.document.timetable import NoTimetable
from functions.shared.errors import UnexpectedEvent
from functions.shared.records import document_id
from tests.functions.in_memory import INPUT, REQUEST_ID, Context, Pipeline, api_event, png

KEY = "uploads/时间表.png"
ID = document_id(KEY)


class ShadeTimetable:
    """A timetable with one lesson, named after the words."""

    def __init__(self, words):
        self.words = words

    def to_dict(self):
        block = {"day": "Monday", "name": self.words[0].text, "startTime": None, "endTime": None, "notes": None}
        return {
            "teacher": None,
            "className": None,
            "term": None,
            "year": None,
            "timeblocks": [block],
            "confidence": 0.8,
        }


@pytest.fixture
def pipeline(monkeypatch):
    """A pipeline whose timetables have one lesson; a black page has none."""

    def extract(pages, words):
        if not np.any(pages[0].image):
            raise NoTimetable("found 1 words, no weekday")
        return ShadeTimetable(words)

    pipeline = Pipeline()
    monkeypatch.setattr(service_module, "extract_timetable", extract)
    monkeypatch.setattr(module, "service", lambda: pipeline.document)
    return pipeline


def read_words(pipeline, data, key=KEY):
    """Uploads a page and has the OCR function read it; returns the event that the document function then receives."""
    from functions.shared.events import parse_event

    pipeline.ocr.process(parse_event({"Records": [pipeline.upload(key, data)]}), REQUEST_ID)
    name, detail = pipeline.bus.events[-1]
    assert name == "OCR Completed"
    return {"source": "custom.learningyogi", "detail-type": name, "detail": detail}


def call(body):
    response = handler(api_event("POST", "/infer/document", body), Context())
    return response["statusCode"], json.loads(response["body"])


def test_words_that_are_ready_become_a_timetable_features_an_event_and_a_completed_record(pipeline):
    event = read_words(pipeline, png(5))
    assert handler(event, Context()) == {"documents": {ID: "completed"}}
    result = pipeline.result("timetables", ID)
    assert [block["name"] for block in result["timeblocks"]] == ["shade5"]
    assert (result["model_version"], result["processing_time"] >= 0) == ("shades-1", True)
    assert pipeline.features.stored[ID]["timetable_block_count"] == 1
    assert pipeline.bus.events[-1] == (
        "Timetable Extracted",
        {
            "documentId": ID,
            "bucket": INPUT,
            "key": KEY,
            "timetableKey": f"timetables/{ID}.json",
            "blockCount": 1,
            "confidence": 0.8,
        },
    )
    record = pipeline.result("documents", ID)
    assert (record["status"], record["ocr"], record["timetable"]) == (
        "completed",
        f"ocr/{ID}.json",
        f"timetables/{ID}.json",
    )


def test_the_words_of_the_ocr_result_are_used_and_not_read_again(pipeline, monkeypatch):
    event = read_words(pipeline, png(5))
    monkeypatch.setattr(type(pipeline.inference.models), "current", lambda self: pytest.fail("read again"))
    assert handler(event, Context()) == {"documents": {ID: "completed"}}


def test_the_same_event_again_changes_nothing(pipeline):
    event = read_words(pipeline, png(5))
    handler(event, Context())
    objects, events = dict(pipeline.s3.objects), list(pipeline.bus.events)
    assert handler(event, Context()) == {"documents": {ID: "already_done"}}
    assert (pipeline.s3.objects, pipeline.bus.events) == (objects, events)


def test_words_of_an_upload_that_was_replaced_are_superseded(pipeline):
    older = read_words(pipeline, png(1))
    newer = read_words(pipeline, png(2))
    assert handler(older, Context()) == {"documents": {ID: "superseded"}}
    assert handler(newer, Context()) == {"documents": {ID: "completed"}}
    assert handler(older, Context()) == {"documents": {ID: "superseded"}}
    assert pipeline.result("timetables", ID)["timeblocks"][0]["name"] == "shade2"


def test_words_of_an_upload_that_is_being_replaced_are_superseded(pipeline):
    event = read_words(pipeline, png(1))
    pipeline.upload(KEY, png(2))
    assert handler(event, Context()) == {"documents": {ID: "superseded"}}
    assert pipeline.result("timetables", ID) is None


def test_words_of_a_forgotten_document_are_superseded(pipeline):
    event = read_words(pipeline, png(1))
    del pipeline.s3.objects["results", f"documents/{ID}.json"]
    assert handler(event, Context()) == {"documents": {ID: "superseded"}}


def test_a_page_without_a_timetable_is_put_aside_and_keeps_its_words(pipeline):
    event = read_words(pipeline, png(0))
    assert handler(event, Context()) == {"documents": {ID: "failed"}}
    record = pipeline.result("documents", ID)
    assert (record["status"], record["ocr"]) == ("failed", f"ocr/{ID}.json")
    assert record["error"] == {"type": "NoTimetable", "message": "found 1 words, no weekday"}
    assert pipeline.sqs.messages[0]["error"]["type"] == "NoTimetable"
    assert pipeline.bus.events[-1][0] == "Document Failed"
    assert pipeline.bus.events[-1][1]["stage"] == "timetable"


def test_the_event_may_come_before_the_ocr_function_has_noted_its_result(pipeline):
    from functions.shared.events import parse_event

    record = pipeline.upload(KEY, png(5))
    handled = []

    def announce(call):
        before, pipeline.s3.before = pipeline.s3.before, lambda _: None
        pipeline.bus.before = lambda _: None
        source = {"bucket": INPUT, "key": KEY, "etag": record["s3"]["object"]["eTag"]}
        detail = {**source, "documentId": ID, "resultsBucket": "results", "ocrResultKey": f"ocr/{ID}.json"}
        handled.append(handler({"detail-type": "OCR Completed", "detail": detail}, Context()))
        pipeline.s3.before = before

    pipeline.bus.before = announce
    pipeline.ocr.process(parse_event({"Records": [record]}), REQUEST_ID)
    assert handled == [{"documents": {ID: "completed"}}]
    stored = pipeline.result("documents", ID)
    assert (stored["status"], stored["ocr"]) == ("completed", f"ocr/{ID}.json")


def test_an_image_in_the_body_is_read_and_its_timetable_returned(pipeline):
    status, result = call({"image_base64": base64.b64encode(png(9)).decode()})
    assert (status, result["timeblocks"][0]["name"], result["model_version"]) == (200, "shade9", "shades-1")


def test_a_page_without_a_timetable_is_a_422_that_says_what_was_found(pipeline):
    status, content = call({"image_base64": base64.b64encode(png(0)).decode()})
    assert (status, content["error"]["type"]) == (422, "NoTimetable")
    assert content["error"]["message"] == "found 1 words, no weekday"


def test_a_warm_up_loads_the_models_and_names_them(pipeline):
    assert handler({"warmup": True}, Context()) == {"warm": True, "champion": "shades-1", "canary": None}


def test_an_event_for_another_function_is_refused(pipeline):
    with pytest.raises(UnexpectedEvent, match="the document function takes no Notification"):
        handler({"Records": [pipeline.upload(KEY, png())]}, Context())
