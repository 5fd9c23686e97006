from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.recording import TARGET, Recording, run_program, stack_settings

BUCKETS = ("storage-input", "storage-results", "storage-models")
BUCKET = "aws:s3/bucket:Bucket"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"


def test_buckets_are_named_after_purpose_stack_and_account(dev: Recording) -> None:
    assert [dev.one(BUCKET, name).inputs["bucket"] for name in BUCKETS] == [
        f"learningyogi-{purpose}-dev-{TARGET.account}" for purpose in ("input", "results", "models")
    ]


@pytest.mark.parametrize("name", BUCKETS)
def test_every_bucket_shuts_the_public_out(stack: Recording, name: str) -> None:
    closed = stack.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", f"{name}-public-access").inputs
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert [closed[one] for one in switches] == [True] * 4
    owner = stack.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls", f"{name}-ownership").inputs
    assert owner["rule"] == {"objectOwnership": "BucketOwnerEnforced"}


@pytest.mark.parametrize("name", BUCKETS)
def test_every_bucket_is_versioned(stack: Recording, name: str) -> None:
    versioning = stack.one("aws:s3/bucketVersioning:BucketVersioning", f"{name}-versioning").inputs
    assert versioning["versioningConfiguration"] == {"status": "Enabled"}


@pytest.mark.parametrize("name", BUCKETS)
def test_every_bucket_is_encrypted(dev: Recording, prod: Recording, name: str) -> None:
    def algorithm(recording: Recording) -> tuple[str, bool]:
        (rule,) = recording.one(ENCRYPTION, f"{name}-encryption").inputs["rules"]
        return rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"], rule["bucketKeyEnabled"]

    assert algorithm(dev) == ("AES256", False)
    assert algorithm(prod) == ("aws:kms", True)


@pytest.mark.parametrize("name", BUCKETS)
def test_every_bucket_refuses_unencrypted_and_outdated_transport(stack: Recording, name: str) -> None:
    arn = stack.one(BUCKET, name).inputs["bucket"]
    statements = stack.policies()[f"aws:s3/bucketPolicy:BucketPolicy {name}-policy policy"]["Statement"]
    for statement in statements:
        assert statement["Effect"] == "Deny"
        assert statement["Principal"] == "*"
        assert statement["Action"] == ["s3:*"]
        assert statement["Resource"] == [f"arn:aws:s3:::{arn}", f"arn:aws:s3:::{arn}/*"]
    assert [statement["Condition"] for statement in statements] == [
        {"Bool": {"aws:SecureTransport": "false"}},
        {"NumericLessThan": {"s3:TlsVersion": "1.2"}},
    ]


def test_prod_keeps_its_buckets_and_dev_lets_them_go(dev: Recording, prod: Recording) -> None:
    for name in BUCKETS:
        assert (prod.one(BUCKET, name).protect, prod.one(BUCKET, name).inputs["forceDestroy"]) == (True, False)
        assert (dev.one(BUCKET, name).protect, dev.one(BUCKET, name).inputs["forceDestroy"]) == (False, True)


def test_only_the_input_bucket_takes_uploads_from_browsers(dev: Recording, prod: Recording) -> None:
    for recording, origins in ((dev, ["http://localhost:3000"]), (prod, ["https://app.learningyogi.com"])):
        (cors,) = recording.of_type("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")
        assert cors.parent == "storage-input"
        (rule,) = cors.inputs["corsRules"]
        assert rule["allowedOrigins"] == origins
        assert rule["allowedMethods"] == ["POST"]


def test_without_origins_no_bucket_answers_browsers(tmp_path: Path) -> None:
    api = {**stack_settings("dev")["ai-pipeline:api"], "corsOrigins": []}
    recording = run_program("dev", tmp_path, {"ai-pipeline:api": api})
    assert recording.of_type("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration") == []


def test_changes_of_a_buckets_access_wait_for_each_other(stack: Recording) -> None:
    policy = stack.one("aws:s3/bucketPolicy:BucketPolicy", "storage-input-policy")
    closed = stack.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "storage-input-public-access")
    assert "storage-input-public-access" in policy.dependencies
    assert "storage-input-ownership" in closed.dependencies
