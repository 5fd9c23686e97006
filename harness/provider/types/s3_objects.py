"""S3 objects."""

from __future__ import annotations

from ..rows import Call, Caller, Read, Row, Tagging


def tag_again(resource: Caller) -> None:
    """A new version of an object has no tags."""
    tags = resource.inputs.get("tagsAll") or resource.inputs.get("tags") or {}
    if tags:
        resource.call(
            "PutObjectTagging",
            Bucket=resource.scope["bucket"],
            Key=resource.scope["key"],
            Tagging={"TagSet": [{"Key": key, "Value": value} for key, value in tags.items()]},
        )


OBJECT = {"Bucket": "{bucket}", "Key": "{key}"}

ROWS = (
    Row(
        type="aws:s3/bucketObjectv2:BucketObjectv2",
        service="s3",
        create=Call("PutObject"),
        update=Call("PutObject"),
        delete=Call("DeleteObject"),
        names={
            "source": "Body",
            "content": "Body",
            "kmsKeyId": "SSEKMSKeyId",
            "websiteRedirect": "WebsiteRedirectLocation",
        },
        id="{bucket}/{key}",
        key=OBJECT,
        reads=(Read("HeadObject", outputs={"etag": "ETag", "versionId": "VersionId"}),),
        derived={"arn": "arn:aws:s3:::{bucket}/{key}"},
        identity=("bucket", "key"),
        replace=("bucket", "key"),
        local={
            "sourceHash": "only says that the content changed",
            "forceDestroy": "concerns locked objects, which emulators do not keep",
        },
        volatile=("etag", "versionId"),
        tagging=Tagging(
            add="PutObjectTagging",
            remove=None,
            key=OBJECT,
            tags="Tagging.TagSet",
            create="",
            read=Read("GetObjectTagging", key=OBJECT),
            found="TagSet",
        ),
        updated=tag_again,
    ),
)
