from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from functions.pipeline.dataset.manifest import Dataset
from functions.pipeline.errors import BadDataset, BadRequest
from functions.pipeline.objects import Objects
from functions.pipeline.prepare_data.service import prepare
from functions.shared.errors import ServiceUnavailable
from tests.functions.pipeline.labelled import page
from tests.functions.shared.fake_aws import FakeS3, client_error

CHARACTERS = frozenset("MathsEnglishScience ")


class Bucket:
    """The training bucket, in memory."""

    def __init__(self) -> None:
        self.s3 = FakeS3()
        self.objects = Objects(lambda: self.s3, "training")

    def put(self, stem: str, picture: bytes | None, label: bytes | None) -> None:
        for name, data in ((f"{stem}.png", picture), (f"{stem}.json", label)):
            if data is not None:
                self.objects.write(f"datasets/incoming/{name}", data)

    def prepare(self, **given: Any) -> dict[str, Any]:
        return prepare(given, 0.9, self.objects, CHARACTERS)


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


def test_a_version_keeps_its_pages_whatever_becomes_of_the_incoming_files(bucket: Bucket) -> None:
    picture, label = page()
    bucket.put("school a/1", picture, label)
    result = bucket.prepare(steps=2)
    bucket.put("school a/1", b"changed", b"too")
    dataset = Dataset.parse(bucket.objects.read(result["manifest"], 1 << 20))
    (kept,) = dataset.pages
    assert (dataset.version, kept.source, kept.lines) == (result["dataset"], "school a", 3)
    assert bucket.objects.read(f"datasets/pages/{kept.page}", 1 << 20) == picture
    assert kept.label == hashlib.sha256(label).hexdigest()
    assert bucket.objects.read(f"datasets/pages/{kept.label}", 1 << 20) == label
    assert result["counts"]["training_lines"] + result["counts"]["test_lines"] == 3
    assert (result["threshold"], result["settings"]["steps"]) == (0.9, 2)


def test_preparing_again_makes_the_same_version_and_writes_nothing_anew(bucket: Bucket) -> None:
    bucket.put("a/1", *page())
    first = bucket.prepare()
    before = dict(bucket.s3.objects)
    assert bucket.prepare() == first
    assert bucket.s3.objects == before


def test_without_labelled_pages_the_dataset_is_empty_and_training_is_on_drawn_lines(bucket: Bucket) -> None:
    assert set(bucket.prepare()["counts"].values()) == {0}


def test_every_file_that_cannot_be_used_is_told_by_name(bucket: Bucket) -> None:
    picture, label = page()
    bucket.put("good", picture, label)
    bucket.put("broken", picture[:100], label)
    bucket.put("text", b"no picture", label)
    bucket.put("wrong", picture, json.dumps({"lines": [{"text": "Maths", "box": [0, 0, 9999, 10]}]}).encode())
    bucket.put("no-json", picture, b"{")
    bucket.put("unlabelled", picture, None)
    bucket.put("lonely", None, label)
    bucket.objects.write("datasets/incoming/notes.txt", b"?")
    with pytest.raises(BadDataset) as caught:
        bucket.prepare()
    told = str(caught.value)
    for name, problem in (
        ("broken.png", ""),
        ("text.png", ""),
        ("wrong.json", "not on the page"),
        ("no-json.json", "is no JSON"),
        ("unlabelled.png", "label datasets/incoming/unlabelled.json is missing"),
        ("lonely.json", "picture is missing"),
        ("notes.txt", "neither a picture"),
    ):
        assert f"datasets/incoming/{name}: " in told
        assert problem in told
    assert "good" not in told
    assert not list(bucket.objects.keys("datasets/versions/"))


def test_two_pictures_of_one_label_are_told(bucket: Bucket) -> None:
    bucket.put("1", *page())
    bucket.objects.write("datasets/incoming/1.jpg", page()[0])
    with pytest.raises(BadDataset, match=r"shares its label with datasets/incoming/1\."):
        bucket.prepare()


def test_of_many_problems_the_first_are_told_and_the_others_counted(bucket: Bucket) -> None:
    for number in range(25):
        bucket.put(f"{number:02}", None, b"{}")
    with pytest.raises(BadDataset, match="and 5 more$"):
        bucket.prepare()


def test_a_request_that_makes_no_sense_is_refused_before_anything_is_read(bucket: Bucket) -> None:
    def refuse(call: str) -> None:
        raise AssertionError(call)

    bucket.s3.before = refuse
    with pytest.raises(BadRequest):
        bucket.prepare(steps=-1)


def test_that_s3_does_not_answer_is_no_fault_of_the_dataset(bucket: Bucket) -> None:
    bucket.put("1", *page())

    def fail(call: str) -> None:
        if call == "get_object":
            raise client_error("SlowDown", 503, "GetObject")

    bucket.s3.before = fail
    with pytest.raises(ServiceUnavailable):
        bucket.prepare()
