import io

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from functions.shared.errors import AccessDenied, FileTooLarge, ObjectNotFound, ServiceUnavailable
from functions.shared.storage import ChangedMeanwhile, Storage

TRANSLATIONS = [
    ("NoSuchKey", 404, ObjectNotFound, "there is no object 'k' in the bucket 'b'"),
    ("AccessDenied", 403, AccessDenied, "S3 denies access to an object in the bucket 'b'"),
    ("PreconditionFailed", 412, ChangedMeanwhile, "k"),
    ("ConditionalRequestConflict", 409, ChangedMeanwhile, "k"),
    ("NoSuchBucket", 404, ServiceUnavailable, "S3 answered NoSuchBucket"),
    ("SlowDown", 503, ServiceUnavailable, "S3 answered SlowDown"),
]


@pytest.fixture
def client():
    return boto3.client(
        "s3",
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture
def stub(client):
    with Stubber(client) as stub:
        yield stub


def body(data: bytes, claimed: int | None = None) -> dict[str, object]:
    return {
        "Body": StreamingBody(io.BytesIO(data), len(data)),
        "ContentLength": len(data) if claimed is None else claimed,
        "ETag": '"abc"',
        "Metadata": {"source-etag": "e"},
    }


def test_an_object_comes_with_its_etag_and_metadata(client, stub):
    stub.add_response("get_object", body(b'{"a": 1}'), {"Bucket": "b", "Key": "k"})
    stored = Storage(lambda: client).get("b", "k")
    assert (stored.json(), stored.etag, stored.metadata) == ({"a": 1}, "abc", {"source-etag": "e"})


def test_a_certain_content_is_asked_for_by_its_quoted_etag(client, stub):
    stub.add_response("get_object", body(b"x"), {"Bucket": "b", "Key": "k", "IfMatch": '"abc"'})
    assert Storage(lambda: client).get("b", "k", etag="abc").data == b"x"


def test_what_is_too_large_is_refused_without_being_fetched(client, stub):
    response = body(b"never read", claimed=10**12)
    stub.add_response("get_object", response)
    with pytest.raises(FileTooLarge, match=r"the file has 1,000,000,000,000 bytes; at most 100 are allowed"):
        Storage(lambda: client).get("b", "k", max_bytes=100)


@pytest.mark.parametrize(("code", "status", "error", "message"), TRANSLATIONS)
def test_refusals_of_a_read_are_told_apart(client, stub, code, status, error, message):
    stub.add_client_error("get_object", code, http_status_code=status)
    with pytest.raises(error, match=message):
        Storage(lambda: client).get("b", "k")


def test_a_lost_network_is_worth_another_try(client, monkeypatch):
    def fail(**_):
        raise EndpointConnectionError(endpoint_url="https://s3")

    monkeypatch.setattr(client, "get_object", fail)
    with pytest.raises(ServiceUnavailable, match="S3 did not answer: EndpointConnectionError"):
        Storage(lambda: client).get("b", "k")


def test_a_new_object_must_not_exist_yet(client, stub):
    expected = {
        "Bucket": "b",
        "Key": "k",
        "Body": '{"name":"时"}'.encode(),
        "ContentType": "application/json; charset=utf-8",
        "Metadata": {"m": "1"},
        "IfNoneMatch": "*",
    }
    stub.add_response("put_object", {"ETag": '"new"'}, expected)
    Storage(lambda: client).put_json("b", "k", {"name": "时"}, replaces=None, metadata={"m": "1"})
    stub.assert_no_pending_responses()


def test_a_known_object_is_replaced_only_while_it_is_the_same(client, stub):
    expected = {"Bucket": "b", "Key": "k", "Body": ANY, "ContentType": ANY, "Metadata": {}, "IfMatch": '"old"'}
    stub.add_client_error("put_object", "PreconditionFailed", http_status_code=412, expected_params=expected)
    with pytest.raises(ChangedMeanwhile):
        Storage(lambda: client).put_json("b", "k", {}, replaces="old")


def test_a_known_object_that_vanished_has_changed(client, stub):
    stub.add_client_error("put_object", "NoSuchKey", http_status_code=404)
    with pytest.raises(ChangedMeanwhile):
        Storage(lambda: client).put_json("b", "k", {}, replaces="old")


def test_half_a_surrogate_pair_does_not_stop_a_result_from_being_stored(client, stub):
    expected = {"Bucket": "b", "Key": "k", "Body": b'{"t":"?"}', "ContentType": ANY, "Metadata": {}, "IfNoneMatch": "*"}
    stub.add_response("put_object", {}, expected)
    Storage(lambda: client).put_json("b", "k", {"t": "\ud800"}, replaces=None)
    stub.assert_no_pending_responses()
