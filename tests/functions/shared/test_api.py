import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.api import ImageInBody, ImageInS3, decode_image, image_of, json_body, parse_s3_uri, text_field
from functions.shared.errors import BucketNotAllowed, FileTooLarge, InvalidRequest
from functions.shared.events import ApiRequest


def post(body) -> ApiRequest:
    return ApiRequest("POST", "/infer/ocr", payload=body if isinstance(body, str) else json.dumps(body))


@given(st.text(min_size=1, max_size=200).filter(lambda key: len(key.encode(errors="replace")) <= 1024))
def test_everything_after_the_bucket_is_the_key(key):
    assert parse_s3_uri(f"s3://inputs/{key}", "inputs") == ImageInS3("inputs", key)


@pytest.mark.parametrize(
    "uri", ["inputs/a.png", "http://inputs/a.png", "S3://inputs/a", "s3://inputs", "s3://inputs/", "s3:///a"]
)
def test_what_is_no_s3_uri_is_told_how_one_reads(uri):
    with pytest.raises(InvalidRequest, match="'image_s3_uri' must read s3://BUCKET/KEY"):
        parse_s3_uri(uri, "inputs")


@pytest.mark.parametrize("uri", ["s3://results/a", "s3://inputs.evil/a", "s3://INPUTS/a", "s3://user@inputs/a"])
def test_only_the_input_bucket_may_be_named(uri):
    with pytest.raises(BucketNotAllowed, match="may name only the bucket inputs; upload the image there"):
        parse_s3_uri(uri, "inputs")


def test_a_key_that_s3_cannot_hold_is_refused():
    with pytest.raises(InvalidRequest, match="longer than 1024 bytes"):
        parse_s3_uri("s3://inputs/" + "é" * 513, "inputs")


@given(st.binary(min_size=1))
def test_an_image_in_base64_is_decoded(data):
    encoded = base64.b64encode(data).decode()
    assert image_of(post({"image_base64": encoded}), "inputs", 1000) == ImageInBody(data)


@given(st.binary(min_size=1, max_size=100), st.integers(1, 100))
def test_an_image_is_too_large_exactly_when_it_has_more_bytes_than_allowed(data, limit):
    encoded = base64.b64encode(data).decode()
    if len(data) <= limit:
        assert decode_image(encoded, limit) == data
    else:
        with pytest.raises(FileTooLarge, match=rf"the image has {len(data)} bytes; at most {limit} are allowed"):
            decode_image(encoded, limit)


@pytest.mark.parametrize(
    "encoded", ["%%%%", "YQ", "YQ=", "Y Q==", "YQ==\n", "YQ==YQ==", "é", "data:image/png;base64,YQ=="]
)
def test_what_is_no_strict_base64_is_refused(encoded):
    with pytest.raises(InvalidRequest, match="'image_base64' is no valid base64"):
        decode_image(encoded, 1000)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "the body must be a JSON object in UTF-8"),
        ("{", "the body must be a JSON object in UTF-8"),
        ("[" * 100_000, "the body must be a JSON object in UTF-8"),
        ([], "the body must be a JSON object, not an array"),
        ("null", "the body must be a JSON object, not null"),
        ({}, "send exactly one of 'image_s3_uri' and 'image_base64'"),
        ({"image_s3_uri": "a", "image_base64": "b"}, "send exactly one of"),
        ({"image": "a"}, "unknown field 'image'; the body may have image_s3_uri and image_base64"),
        ({"image_base64": ""}, "the field 'image_base64' must be a non-empty string"),
        ({"image_base64": 3}, "the field 'image_base64' must be a non-empty string, not a number"),
        ({"image_s3_uri": None}, "the field 'image_s3_uri' must be a non-empty string, not null"),
        ({"image_s3_uri": True}, "not true or false"),
    ],
)
def test_a_body_that_is_wrong_is_told_what_is_wrong(body, message):
    with pytest.raises(InvalidRequest, match=message):
        image_of(post(body), "inputs", 1000)


def test_a_body_that_is_not_utf8_is_refused():
    request = ApiRequest("POST", "/uploads", payload=base64.b64encode(b'{"filename": "\xff"}').decode(), encoded=True)
    with pytest.raises(InvalidRequest, match="in UTF-8"):
        json_body(request, "filename")


def test_a_missing_field_is_named():
    with pytest.raises(InvalidRequest, match="the field 'filename' is missing"):
        text_field({}, "filename")
