import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.shared.deliveries import DeliveryIncomplete
from functions.shared.events import Notification, parse_event
from functions.shared.records import document_id
from tests.functions.in_memory import INPUT, REQUEST_ID, Pipeline, png
from tests.functions.interleaving import Interleaving

KEY = "uploads/My class/时间表 4M+.png"
ID = document_id(KEY)
CALLS = 13  # more than one delivery makes


def deliver(pipeline, *records):
    notification = parse_event({"Records": list(records)})
    assert isinstance(notification, Notification)
    return pipeline.ocr.process(notification, REQUEST_ID)


def deliver_until_done(pipeline, *records):
    """Delivers as Lambda does: again after a failure, twice at most."""
    for _ in range(3):
        try:
            return deliver(pipeline, *records)
        except DeliveryIncomplete:
            continue
    raise AssertionError("not done after three deliveries")


def test_an_upload_becomes_a_result_features_an_event_and_a_record():
    pipeline = Pipeline()
    record = pipeline.upload(KEY, png(7))
    assert deliver(pipeline, record) == {ID: "completed"}
    result = pipeline.result("ocr", ID)
    assert result["words"] == [{"text": "shade7", "confidence": 0.9, "left": 1, "top": 2, "width": 30, "height": 10}]
    assert pipeline.features.stored[ID] == {
        "ocr_word_count": 1,
        "ocr_confidence": 0.9,
        "ocr_model_version": "shades-1",
        "page_count": 1,
    }
    etag = record["s3"]["object"]["eTag"]
    assert pipeline.bus.events == [
        (
            "OCR Completed",
            {
                "documentId": ID,
                "bucket": INPUT,
                "key": KEY,
                "etag": etag,
                "resultsBucket": "results",
                "ocrResultKey": f"ocr/{ID}.json",
                "wordCount": 1,
                "confidence": 0.9,
                "modelVersion": "shades-1",
            },
        )
    ]
    assert pipeline.result("documents", ID) == {
        "id": ID,
        "status": "processing",
        "source": {"bucket": INPUT, "key": KEY, "etag": etag, "sequencer": "00000001"},
        "ocr": f"ocr/{ID}.json",
        "timetable": None,
        "error": None,
        "updated": "2026-01-02T03:04:05.678+00:00",
    }


def test_the_same_event_again_changes_nothing():
    pipeline = Pipeline()
    record = pipeline.upload(KEY, png())
    deliver(pipeline, record)
    objects = dict(pipeline.s3.objects)
    assert deliver(pipeline, record) == {ID: "already_done"}
    assert pipeline.s3.objects == objects
    assert len(pipeline.bus.events) == 1


def test_an_older_event_that_comes_late_is_superseded():
    pipeline = Pipeline()
    older, newer = pipeline.upload(KEY, png(1)), pipeline.upload(KEY, png(2))
    deliver(pipeline, newer)
    assert deliver(pipeline, older) == {ID: "superseded"}
    assert pipeline.result("ocr", ID)["text"] == "shade2"


def test_an_older_event_that_comes_first_is_superseded_since_its_content_is_gone():
    pipeline = Pipeline()
    older, newer = pipeline.upload(KEY, png(1)), pipeline.upload(KEY, png(2))
    assert deliver(pipeline, older) == {ID: "superseded"}
    assert pipeline.result("documents", ID) is None
    assert deliver(pipeline, newer) == {ID: "completed"}


def test_uploading_the_same_content_again_processes_it_again():
    pipeline = Pipeline()
    deliver(pipeline, pipeline.upload(KEY, png()))
    assert deliver(pipeline, pipeline.upload(KEY, png())) == {ID: "completed"}
    assert pipeline.result("documents", ID)["source"]["sequencer"] == "00000002"
    assert len(pipeline.bus.events) == 2


def test_a_file_that_cannot_be_read_is_put_aside_and_the_others_are_processed():
    pipeline = Pipeline()
    bad, good = pipeline.upload("uploads/bad.png", b"no image"), pipeline.upload(KEY, png())
    bad_id = document_id("uploads/bad.png")
    assert deliver(pipeline, bad, good) == {bad_id: "failed", ID: "completed"}
    error = {
        "type": "UnsupportedFile",
        "message": "The file is neither an image nor a PDF. Upload a JPEG, PNG, WebP, TIFF, BMP, GIF or PDF file.",
    }
    document = {"documentId": bad_id, "bucket": INPUT, "key": "uploads/bad.png"}
    assert pipeline.sqs.messages == [
        {**document, "function": "ocr", "error": error, "requestId": REQUEST_ID, "occurredAt": "now"}
    ]
    assert pipeline.bus.events[0] == ("Document Failed", {**document, "stage": "ocr", "error": error})
    record = pipeline.result("documents", bad_id)
    assert (record["status"], record["error"]) == ("failed", error)


@pytest.mark.parametrize(
    ("data", "error_type"),
    [(b"", "UnreadableFile"), (png()[:60], "UnreadableFile"), (b"x" * 2000, "FileTooLarge")],
)
def test_each_kind_of_bad_file_is_put_aside_by_its_name(data, error_type):
    pipeline = Pipeline(max_upload_bytes=1000)
    assert deliver(pipeline, pipeline.upload(KEY, data)) == {ID: "failed"}
    assert pipeline.sqs.messages[0]["error"]["type"] == error_type


def test_a_bad_file_is_put_aside_once_however_often_it_is_announced():
    pipeline = Pipeline()
    record = pipeline.upload(KEY, b"no image")
    deliver(pipeline, record)
    assert deliver(pipeline, record) == {ID: "already_done"}
    assert len(pipeline.sqs.messages) == 1


def test_a_better_file_under_the_same_key_replaces_the_failure():
    pipeline = Pipeline()
    deliver(pipeline, pipeline.upload(KEY, b"no image"))
    assert deliver(pipeline, pipeline.upload(KEY, png())) == {ID: "completed"}
    record = pipeline.result("documents", ID)
    assert (record["status"], record["error"]) == ("processing", None)


def test_an_upload_that_was_deleted_is_put_aside():
    pipeline = Pipeline()
    record = pipeline.upload(KEY, png())
    del pipeline.s3.objects[INPUT, KEY]
    assert deliver(pipeline, record) == {ID: "failed"}
    assert pipeline.sqs.messages[0]["error"]["type"] == "ObjectNotFound"


def test_a_feature_store_that_is_down_stops_nothing():
    pipeline = Pipeline()
    pipeline.features.down = True
    assert deliver(pipeline, pipeline.upload(KEY, png())) == {ID: "completed"}


def test_a_service_that_fails_for_one_upload_has_the_event_delivered_again_after_all_others():
    pipeline = Pipeline()
    first, second = pipeline.upload("uploads/1.png", png(1)), pipeline.upload("uploads/2.png", png(2))
    pipeline.bus.before = fail_once()
    with pytest.raises(DeliveryIncomplete, match="1 documents to try again: ConnectionError"):
        deliver(pipeline, first, second)
    assert pipeline.result("documents", document_id("uploads/2.png"))["ocr"] is not None
    assert deliver(pipeline, first, second) == {
        document_id("uploads/1.png"): "completed",
        document_id("uploads/2.png"): "already_done",
    }


def test_an_event_that_the_bus_refuses_is_sent_again():
    pipeline = Pipeline()
    record = pipeline.upload(KEY, png())
    pipeline.bus.refusal = "ThrottlingException"
    with pytest.raises(DeliveryIncomplete, match="ServiceUnavailable"):
        deliver(pipeline, record)
    pipeline.bus.refusal = None
    assert deliver(pipeline, record) == {ID: "completed"}
    assert len(pipeline.bus.events) == 1


@pytest.mark.parametrize("data", [png(), b"no image"])
@pytest.mark.parametrize("crash_at", range(10))
def test_a_crash_at_any_step_leaves_a_state_from_which_a_retry_completes(data, crash_at):
    undisturbed, pipeline = Pipeline(), Pipeline()
    deliver(undisturbed, undisturbed.upload(KEY, data))
    record = pipeline.upload(KEY, data)
    crash = fail_once(after=crash_at)
    pipeline.s3.before = pipeline.sqs.before = pipeline.bus.before = crash
    deliver_until_done(pipeline, record)
    assert without_times(pipeline) == without_times(undisturbed)
    assert {name for name, _ in pipeline.bus.events} == {name for name, _ in undisturbed.bus.events}
    assert len(pipeline.sqs.messages) >= len(undisturbed.sqs.messages)


@pytest.mark.parametrize("pause", range(CALLS))
def test_deliveries_of_two_uploads_may_pause_for_each_other_at_any_call(pause):
    for resume in range(CALLS):
        check_overlap([(0, pause), (2, resume), (0, CALLS)], newest=png(2))
        check_overlap([(2, pause), (0, resume), (2, CALLS)], newest=png(2))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, CALLS)), max_size=12))
def test_deliveries_that_overlap_in_any_way_end_in_the_newest_uploads_failure(bursts):
    check_overlap(bursts, newest=b"no image")


def check_overlap(bursts, newest):
    """Delivers an upload twice at once, while another replaces it and is delivered, too."""
    pipeline, interleaving = Pipeline(), Interleaving(bursts)
    older = pipeline.upload(KEY, png(1))
    newer = []

    def replace_upload():
        interleaving.checkpoint("upload")
        pipeline.s3.before = lambda call: None
        newer.append(pipeline.upload(KEY, newest))
        pipeline.s3.before = interleaving.checkpoint
        deliver(pipeline, *newer)

    pipeline.s3.before = pipeline.sqs.before = pipeline.bus.before = interleaving.checkpoint
    ends = interleaving.run([lambda: deliver(pipeline, older), lambda: deliver(pipeline, older), replace_upload])
    assert ends == [None, None, None]
    record = pipeline.result("documents", ID)
    assert record["source"]["sequencer"] == newer[0]["s3"]["object"]["sequencer"]
    if newest.startswith(b"no image"):
        assert (record["status"], record["ocr"]) == ("failed", None)
    else:
        assert (pipeline.result("ocr", ID)["text"], record["ocr"]) == ("shade2", f"ocr/{ID}.json")
        assert pipeline.sqs.messages == []


def fail_once(after=0):
    """Fails one call after so many others."""
    calls = iter(range(after, -1, -1))

    def before(call):
        if next(calls, None) == 0:
            raise ConnectionError(f"{call} failed")

    return before


def without_times(pipeline):
    """All results, less how long each took."""
    contents = {}
    for bucket, key in pipeline.s3.objects:
        content = pipeline.s3.json(bucket, key) if bucket != INPUT else None
        if content is not None:
            content.pop("processing_time", None)
            contents[key] = content
    return contents
