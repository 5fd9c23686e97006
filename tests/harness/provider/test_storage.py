"""Buckets and their settings on the running emulator."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.harness.provider.round_trip import policy, round_trip
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator
BUCKET = "aws:s3/bucket:Bucket"


@pytest.fixture
def bucket(stack: Stack) -> Deployed:
    return stack.create(BUCKET, "data", bucket=f"data-{uuid.uuid4().hex}", forceDestroy=True)


def test_a_bucket_lives_through_a_round_trip(stack: Stack) -> None:
    name = f"trip-{uuid.uuid4().hex}"
    first: dict[str, Any] = {"bucket": name, "tags": {"a": "1", "b": "2"}}
    with round_trip(stack, BUCKET, first, {"bucket": name, "tags": {"a": "3"}}, {"bucket": name}) as resource:
        assert resource.outputs["arn"] == f"arn:aws:s3:::{name}"


def test_a_bucket_without_a_name_gets_one_that_stays(stack: Stack) -> None:
    resource = stack.create(BUCKET, "auto")
    assert resource.id.startswith("auto-")
    assert stack.check(BUCKET, "auto", {}, resource.inputs)["bucket"] == resource.id


def test_tags_changed_behind_the_stack_are_seen(stack: Stack) -> None:
    name = f"drift-{uuid.uuid4().hex}"
    resource = stack.create(BUCKET, "drift", bucket=name, tags={"a": "1"})
    other = stack.create(BUCKET, "other", bucket=f"other-{uuid.uuid4().hex}", tags={"a": "1"})
    other.id = resource.id  # somebody else's update of the same bucket
    other.inputs = {**resource.inputs}
    stack.update(other, bucket=name, tags={"a": "2"})
    found = stack.read(resource)
    assert found is not None
    assert found[1]["tags"] == {"a": "2"}


SETTINGS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "bucketVersioning:BucketVersioning": (
        {"versioningConfiguration": {"status": "Enabled"}},
        {"versioningConfiguration": {"status": "Suspended"}},
        True,
    ),
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}, "bucketKeyEnabled": False}]},
        {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}, "bucketKeyEnabled": True}]},
        True,
    ),
    "bucketOwnershipControls:BucketOwnershipControls": (
        {"rule": {"objectOwnership": "BucketOwnerEnforced"}},
        {"rule": {"objectOwnership": "BucketOwnerPreferred"}},
        False,
    ),
    "bucketPublicAccessBlock:BucketPublicAccessBlock": (
        {"blockPublicAcls": True, "blockPublicPolicy": True, "ignorePublicAcls": True, "restrictPublicBuckets": True},
        {"blockPublicAcls": True},
        False,
    ),
    "bucketPolicy:BucketPolicy": ({"policy": policy("s3:GetObject")}, {"policy": policy(["s3:PutObject"])}, False),
    "bucketLifecycleConfiguration:BucketLifecycleConfiguration": (
        {
            "rules": [
                {
                    "id": "cold",
                    "status": "Enabled",
                    "filter": {"prefix": "uploads/"},
                    "transitions": [{"days": 90, "storageClass": "GLACIER_IR"}],
                },
                {
                    "id": "tidy",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "expiration": {"expiredObjectDeleteMarker": True},
                    "noncurrentVersionExpiration": {"noncurrentDays": 30},
                    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 1},
                },
            ]
        },
        {"rules": [{"id": "gone", "status": "Enabled", "filter": {"prefix": ""}, "expiration": {"days": 30}}]},
        False,
    ),
    "bucketCorsConfiguration:BucketCorsConfiguration": (
        {"corsRules": [{"allowedMethods": ["POST"], "allowedOrigins": ["https://a.example"], "maxAgeSeconds": 600}]},
        {"corsRules": [{"allowedMethods": ["PUT", "POST"], "allowedOrigins": ["https://a.example"]}]},
        False,
    ),
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_a_setting_of_a_bucket_lives_through_a_round_trip(stack: Stack, bucket: Deployed, kind: str) -> None:
    first, second, remains = SETTINGS[kind]
    of_bucket = {"bucket": bucket.id}
    if kind.endswith("BucketPolicy"):
        first, second = (
            {"policy": one["policy"].replace('"*"]', f'"arn:aws:s3:::{bucket.id}/*"]')} for one in (first, second)
        )
    replacing = {**first, "bucket": "another-bucket"}
    with round_trip(
        stack, f"aws:s3/{kind}", {**of_bucket, **first}, {**of_bucket, **second}, replacing=replacing, remains=remains
    ):
        pass


def test_a_notification_lives_through_a_round_trip(stack: Stack, bucket: Deployed) -> None:
    queue = stack.create("aws:sqs/queue:Queue", "target")
    target = {"id": "uploads", "queueArn": queue.outputs["arn"], "events": ["s3:ObjectCreated:*"]}
    first = {"bucket": bucket.id, "eventbridge": True, "queues": [{**target, "filterPrefix": "uploads/"}]}
    second = {"bucket": bucket.id, "queues": [{**target, "filterPrefix": "uploads/", "filterSuffix": ".pdf"}]}
    with round_trip(stack, "aws:s3/bucketNotification:BucketNotification", first, second, remains=True):
        pass
