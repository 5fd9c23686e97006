"""S3 buckets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..rows import Call, Caller, Read, Row, Tagging

DELETE_BATCH = 1000  # the most keys DeleteObjects takes


def in_region(request: dict[str, Any], scope: Mapping[str, Any]) -> dict[str, Any]:
    """S3 wants the region of a bucket, except for its first one, which it refuses to be told."""
    if scope["region"] != "us-east-1":
        request["CreateBucketConfiguration"] = {"LocationConstraint": scope["region"]}
    return request


def empty(resource: Caller) -> None:
    """Deletes every version of every object, where `forceDestroy` allows it; S3 deletes only empty buckets."""
    if not resource.inputs.get("forceDestroy"):
        return
    bucket = resource.scope["id"]
    while True:
        answer = resource.call("ListObjectVersions", Bucket=bucket, MaxKeys=DELETE_BATCH)
        found = [*answer.get("Versions", []), *answer.get("DeleteMarkers", [])]
        if not found:
            return
        objects = [{"Key": item["Key"], "VersionId": item["VersionId"]} for item in found]
        resource.call("DeleteObjects", Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


ROWS = (
    Row(
        type="aws:s3/bucket:Bucket",
        service="s3",
        create=Call("CreateBucket", names={"objectLockEnabled": "ObjectLockEnabledForBucket"}),
        id="{bucket}",
        key={"Bucket": "{id}"},
        reads=(Read("HeadBucket"),),
        delete=Call("DeleteBucket"),
        derived={
            "arn": "arn:aws:s3:::{id}",
            "bucketDomainName": "{id}.s3.amazonaws.com",
            "bucketRegionalDomainName": "{id}.s3.{region}.amazonaws.com",
            "region": "{region}",
        },
        autoname="bucket",
        identity=("bucket",),
        local={"forceDestroy": "only says whether a deletion may empty the bucket"},
        tagging=Tagging(
            add="PutBucketTagging",
            remove=None,
            key={"Bucket": "{id}"},
            tags="Tagging.TagSet",
            create="",
            read=Read("GetBucketTagging", absent=("NoSuchTagSet",)),
            found="TagSet",
        ),
        prepare=in_region,
        deleting=empty,
    ),
)
