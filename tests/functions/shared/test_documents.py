import pytest

from functions.shared.documents import ATTEMPTS, Documents
from functions.shared.errors import Failure, ServiceUnavailable, Superseded
from functions.shared.records import Source, Stage, Status
from functions.shared.storage import Storage
from tests.functions.shared.fake_aws import FakeS3

OLDER, NEWER = Source("in", "uploads/a.png", "e1", "01"), Source("in", "uploads/a.png", "e2", "02")
ID = OLDER.document_id
FAILURE = Failure("UnreadableFile", "broken", 422, permanent=True)


@pytest.fixture
def s3():
    return FakeS3()


@pytest.fixture
def documents(s3):
    times = iter(f"t{number}" for number in range(100))
    return Documents(Storage(lambda: s3), "out", now=lambda: next(times))


def test_a_promised_upload_is_awaited(documents):
    promised = Source("in", "uploads/a.png")
    documents.expect(promised)
    assert documents.load(ID).status is Status.AWAITING_UPLOAD


def test_a_promise_noted_late_does_not_undo_the_upload(documents):
    documents.begin(OLDER)
    documents.expect(Source("in", "uploads/a.png"))
    assert documents.load(ID).status is Status.PROCESSING


def test_beginning_again_writes_nothing(documents):
    documents.begin(OLDER)
    documents.begin(OLDER)
    assert documents.load(ID).updated == "t0"


def test_a_newer_upload_starts_afresh(documents):
    documents.begin(OLDER)
    documents.fail(OLDER, FAILURE)
    documents.begin(NEWER)
    record = documents.load(ID)
    assert (record.status, record.source, record.error) == (Status.PROCESSING, NEWER, None)


def test_nothing_of_an_older_upload_is_noted_once_a_newer_is_known(documents):
    documents.begin(NEWER)
    documents.save_result(Stage.OCR, NEWER, {"from": "newer"})
    for change in (
        lambda: documents.begin(OLDER),
        lambda: documents.finish(Stage.OCR, OLDER),
        lambda: documents.fail(OLDER, FAILURE),
        lambda: documents.is_done(Stage.OCR, OLDER),
        lambda: documents.save_result(Stage.OCR, OLDER, {"from": "older"}),
    ):
        with pytest.raises(Superseded, match="a newer upload"):
            change()
    assert documents.result_of(Stage.OCR, NEWER) == {"from": "newer"}


def test_the_first_result_of_an_upload_stands(documents):
    assert documents.save_result(Stage.OCR, OLDER, {"try": 1}) == {"try": 1}
    assert documents.save_result(Stage.OCR, OLDER, {"try": 2}) == {"try": 1}


def test_a_newer_uploads_result_replaces_an_older_ones(documents):
    documents.save_result(Stage.OCR, OLDER, {"from": "older"})
    documents.save_result(Stage.OCR, NEWER, {"from": "newer"})
    assert documents.result_of(Stage.OCR, NEWER) == {"from": "newer"}
    assert documents.result_of(Stage.OCR, OLDER) is None


def test_the_words_may_be_named_after_the_timetable(documents):
    documents.begin(OLDER)
    documents.finish(Stage.TIMETABLE, OLDER)
    documents.finish(Stage.OCR, OLDER)
    record = documents.load(ID)
    assert (record.status, record.ocr, record.timetable) == (
        Status.COMPLETED,
        f"ocr/{ID}.json",
        f"timetables/{ID}.json",
    )


def test_a_document_that_everybody_writes_is_worth_another_try(documents, s3):
    calls = []

    def write_meanwhile(call):
        calls.append(call)
        if call == "put_object":
            before, s3.before = s3.before, lambda _: None
            s3.put_object("out", f"documents/{ID}.json", documents_text(len(calls)))
            s3.before = before

    s3.before = write_meanwhile
    with pytest.raises(ServiceUnavailable, match="is being written by too many others"):
        documents.begin(NEWER)
    assert calls.count("put_object") == ATTEMPTS


def documents_text(number):
    return (
        f'{{"id": "{ID}", "status": "processing", "source": {{"bucket": "in", "key": "uploads/a.png",'
        f' "etag": "e1", "sequencer": "01"}}, "ocr": null, "timetable": null, "error": null, "updated": "{number}"}}'
    ).encode()
