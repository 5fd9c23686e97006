import base64
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.errors import InvalidRequest, UnexpectedEvent
from functions.shared.events import (
    ApiRequest,
    Notification,
    OcrCompleted,
    WarmUp,
    decode_key,
    parse_event,
)
from tests.functions.in_memory import api_event, upload_record

keys = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(keys)
def test_a_key_survives_s3s_encoding(key):
    assert decode_key(quote_plus(key, safe="/")) == key


@given(keys)
def test_a_key_survives_an_encoding_that_writes_spaces_as_percent_20(key):
    assert decode_key(quote(key, safe="/~")) == key


@pytest.mark.parametrize(
    ("encoded", "key"),
    [
        ("uploads/my+plan.pdf", "uploads/my plan.pdf"),
        ("uploads/a%2Bb.pdf", "uploads/a+b.pdf"),
        ("uploads/100%25.png", "uploads/100%.png"),
        ("uploads/%E6%97%B6%E9%97%B4%E8%A1%A8.jpg", "uploads/时间表.jpg"),
        ("uploads/../../secret", "uploads/../../secret"),
    ],
)
def test_keys_are_decoded_once_and_never_treated_as_paths(encoded, key):
    assert decode_key(encoded) == key


def test_an_s3_event_names_every_upload_in_order():
    records = [upload_record("uploads/a b.png", b"1", "0A"), upload_record("uploads/ü.png", b"2", "0B")]
    notification = parse_event({"Records": records})
    assert isinstance(notification, Notification)
    first, second = notification.objects
    assert (first.bucket, first.key, first.sequencer, first.size) == ("inputs", "uploads/a b.png", "0A", 1)
    assert (second.key, second.version_id) == ("uploads/ü.png", None)


def test_removals_and_folders_are_not_uploads():
    removed = {**upload_record("uploads/a.png", b"1", "0A"), "eventName": "ObjectRemoved:Delete"}
    folder = upload_record("uploads/new/", b"", "0B")
    assert parse_event({"Records": [removed, folder]}) == Notification(())


def test_an_empty_file_is_an_upload():
    notification = parse_event({"Records": [upload_record("uploads/empty.png", b"", "0A")]})
    assert isinstance(notification, Notification)
    assert [upload.size for upload in notification.objects] == [0]


def test_words_that_are_ready_are_announced_with_their_place():
    detail = {
        "documentId": "d",
        "bucket": "b",
        "key": "k",
        "etag": "e",
        "resultsBucket": "r",
        "ocrResultKey": "ocr/d.json",
        "wordCount": 3,
        "confidence": 0.9,
        "modelVersion": "1",
    }
    event = {"source": "custom.learningyogi", "detail-type": "OCR Completed", "detail": detail}
    assert parse_event(event) == OcrCompleted("d", "b", "k", "e", "r", "ocr/d.json")


def test_an_api_event_becomes_a_request_with_lower_case_headers():
    request = parse_event(api_event("GET", "/documents/{id}", id="abc"))
    assert isinstance(request, ApiRequest)
    assert (request.method, request.route, request.parameters) == ("GET", "/documents/{id}", {"id": "abc"})
    assert request.headers == {"origin": "https://app.example"}
    assert (request.body(), request.request_id) == (b"", "api-1")


@given(st.binary())
def test_a_body_that_api_gateway_encoded_is_decoded(data):
    event = {**api_event("POST", "/uploads", base64.b64encode(data).decode()), "isBase64Encoded": True}
    request = parse_event(event)
    assert isinstance(request, ApiRequest)
    assert request.body() == data


def test_a_body_that_is_no_base64_although_it_says_so_is_the_callers_mistake():
    request = parse_event({**api_event("POST", "/uploads", "%%%"), "isBase64Encoded": True})
    assert isinstance(request, ApiRequest)
    with pytest.raises(InvalidRequest, match="no valid base64"):
        request.body()


def test_a_warm_up_is_recognised():
    assert parse_event({"warmup": True}) == WarmUp()


@pytest.mark.parametrize("event", [{}, {"warmup": "no"}, {"detail-type": "Other", "detail": {}}])
def test_an_event_of_no_trigger_is_refused(event):
    with pytest.raises(UnexpectedEvent, match="no trigger of this function sends an event with the keys"):
        parse_event(event)


@pytest.mark.parametrize("event", [{"Records": [{}]}, {"Records": 1}, {"detail-type": "OCR Completed", "detail": {}}])
def test_a_malformed_event_is_refused_with_what_it_lacks(event):
    with pytest.raises(UnexpectedEvent, match="malformed event: "):
        parse_event(event)
