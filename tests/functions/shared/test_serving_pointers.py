import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.errors import ObjectNotFound, ServiceUnavailable
from functions.shared.model_manifest import ManifestError
from functions.shared.serving_pointer import ServingPointer
from functions.shared.serving_pointers import ServingPointers
from functions.shared.storage import Storage
from tests.functions.interleaving import Interleaving
from tests.functions.shared.fake_aws import FakeS3, client_error

BUCKET, KEY = "models", "models/ocr/serving.json"
START = ServingPointer("v1")


def pointers(s3: FakeS3) -> ServingPointers:
    return ServingPointers(Storage(lambda: s3), BUCKET, "ocr", now=lambda: "now")


def promote(version: str):
    return lambda pointer: pointer.promoted(version)


def test_where_nothing_was_promoted_there_is_no_pointer():
    assert pointers(FakeS3()).load() is None


def test_a_change_is_written_with_its_reason_and_time():
    s3 = FakeS3()
    after = pointers(s3).change(promote("v2"), "better", START)
    document = {"version": "v2", "previous": "v1", "reason": "better", "changed": "now"}
    assert s3.json(BUCKET, KEY) == document == after.to_dict()
    assert pointers(s3).load() == after


def test_a_change_that_changes_nothing_writes_nothing():
    s3 = FakeS3()
    before = pointers(s3).change(promote("v2"), "better", START)
    writes = []
    s3.before = writes.append
    assert pointers(s3).change(promote("v2"), "again", START) == before
    assert writes == ["get_object"]


def test_a_change_of_what_was_never_there_is_refused():
    with pytest.raises(ObjectNotFound, match="nothing was ever promoted"):
        pointers(FakeS3()).change(lambda pointer: pointer.without_canary(), "alarm")


def test_a_malformed_pointer_is_not_overwritten():
    s3 = FakeS3()
    s3.put_object(BUCKET, KEY, b"{")
    with pytest.raises(ManifestError):
        pointers(s3).change(promote("v2"), "better", START)
    assert s3.objects[BUCKET, KEY]["Body"] == b"{"


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 8)), max_size=8))
def test_of_two_who_promote_at_once_none_is_lost(bursts):
    s3, interleaving = FakeS3(), Interleaving(bursts)
    s3.before = interleaving.checkpoint
    ends = interleaving.run([lambda v=version: pointers(s3).change(promote(v), v, START) for version in ("v2", "v3")])
    assert ends == [None, None]
    last = ServingPointer(**s3.json(BUCKET, KEY))
    assert {last.version, last.previous} == {"v2", "v3"}


def test_a_rollback_whose_answer_is_lost_is_not_rolled_back_itself_when_it_is_tried_again():
    s3 = FakeS3()
    pointers(s3).change(promote("v2"), "better", START)

    def answer_is_lost(call: str) -> None:
        if call == "put_object":
            s3.before = lambda call: None
            pointers(s3).change(lambda pointer: pointer.rolled_back(), "worse")  # takes effect; its answer is lost
            raise client_error("ConditionalRequestConflict", 409, "PutObject")

    s3.before = answer_is_lost
    assert pointers(s3).change(lambda pointer: pointer.rolled_back(), "worse").version == "v1"
    assert s3.json(BUCKET, KEY)["version"] == "v1"


def test_a_pointer_that_others_keep_moving_is_left_to_them():
    s3 = FakeS3()
    pointers(s3).change(promote("v2"), "better", START)

    def move(call: str) -> None:
        if call == "put_object":
            stored = json.loads(s3.objects[BUCKET, KEY]["Body"])
            s3.objects[BUCKET, KEY]["ETag"] = f'"{stored}{len(moves)}"'
            moves.append(call)

    moves: list[str] = []
    s3.before = move
    with pytest.raises(ServiceUnavailable, match="others keep changing"):
        pointers(s3).change(promote("v3"), "better")
