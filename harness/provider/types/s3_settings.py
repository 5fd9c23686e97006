"""What is set on S3 buckets: each a resource of its own, put and taken away as a whole."""

from __future__ import annotations

from typing import Any

from ..rows import Call, Codec, ErrorPattern, Read, Row
from ..values import UNKNOWN

FILTERS = (("filterPrefix", "prefix"), ("filterSuffix", "suffix"))
KEY = {"Bucket": "{id}"}


def nested_filter(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Terraform's flat `filterPrefix` and `filterSuffix` as S3's list of rules."""
    return [_nest(target) for target in targets]


def _nest(target: Any) -> Any:
    if target is UNKNOWN:
        return target
    flat = {name for name, _ in FILTERS}
    rules = [{"name": rule, "value": target[name]} for name, rule in FILTERS if target.get(name)]
    rest = {name: value for name, value in target.items() if name not in flat}
    return {**rest, "filter": {"key": {"filterRules": rules}}} if rules else rest


def flat_filter(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inverse of `nested_filter`; S3 answers rule names in any case."""
    return [_flatten(dict(target)) for target in targets]


def _flatten(target: dict[str, Any]) -> dict[str, Any]:
    rules = target.pop("filter", {}).get("key", {}).get("filterRules", [])
    values = {rule["name"].lower(): rule["value"] for rule in rules}
    return {**target, **{name: values[rule] for name, rule in FILTERS if rule in values}}


FILTER = Codec(encode=nested_filter, decode=flat_filter)
# S3 switches events to EventBridge on by the presence of an empty object.
PRESENCE = Codec(encode=lambda wanted: {} if wanted else None, decode=lambda _: True)

ROWS = (
    Row(
        type="aws:s3/bucketVersioning:BucketVersioning",
        service="s3",
        create=Call("PutBucketVersioning"),
        update=Call("PutBucketVersioning"),
        delete=Call("PutBucketVersioning", fixed={"VersioningConfiguration": {"Status": "Suspended"}}),
        id="{bucket}",
        key=KEY,
        reads=(Read("GetBucketVersioning", names={"versioningConfiguration": ""}),),
        identity=("bucket",),
        replace=("bucket",),
    ),
    Row(
        type="aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        service="s3",
        create=Call("PutBucketEncryption", names={"rules": "ServerSideEncryptionConfiguration.Rules"}),
        update=Call("PutBucketEncryption", names={"rules": "ServerSideEncryptionConfiguration.Rules"}),
        delete=Call("DeleteBucketEncryption"),
        id="{bucket}",
        key=KEY,
        reads=(Read("GetBucketEncryption", root="ServerSideEncryptionConfiguration", needs="Rules"),),
        identity=("bucket",),
        replace=("bucket",),
        gone=("ServerSideEncryptionConfigurationNotFoundError",),
    ),
    Row(
        type="aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        service="s3",
        create=Call("PutPublicAccessBlock"),
        update=Call("PutPublicAccessBlock"),
        delete=Call("DeletePublicAccessBlock"),
        names={
            name: f"PublicAccessBlockConfiguration.{name[0].upper()}{name[1:]}"
            for name in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        },
        id="{bucket}",
        key=KEY,
        reads=(Read("GetPublicAccessBlock"),),
        defaults=dict.fromkeys(
            ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), False
        ),
        identity=("bucket",),
        replace=("bucket",),
        gone=("NoSuchPublicAccessBlockConfiguration",),
    ),
    Row(
        type="aws:s3/bucketPolicy:BucketPolicy",
        service="s3",
        create=Call("PutBucketPolicy"),
        update=Call("PutBucketPolicy"),
        delete=Call("DeleteBucketPolicy"),
        id="{bucket}",
        key=KEY,
        reads=(Read("GetBucketPolicy"),),
        identity=("bucket",),
        replace=("bucket",),
        gone=("NoSuchBucketPolicy",),
    ),
    Row(
        type="aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        service="s3",
        create=Call("PutBucketOwnershipControls"),
        update=Call("PutBucketOwnershipControls"),
        delete=Call("DeleteBucketOwnershipControls"),
        names={"rule": "OwnershipControls.Rules[0]"},
        id="{bucket}",
        key=KEY,
        reads=(Read("GetBucketOwnershipControls"),),
        identity=("bucket",),
        replace=("bucket",),
        gone=("OwnershipControlsNotFoundError",),
    ),
    Row(
        type="aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        service="s3",
        create=Call("PutBucketLifecycleConfiguration", names={"rules": "LifecycleConfiguration.Rules"}),
        update=Call("PutBucketLifecycleConfiguration", names={"rules": "LifecycleConfiguration.Rules"}),
        delete=Call("DeleteBucketLifecycle"),
        id="{bucket}",
        key=KEY,
        reads=(Read("GetBucketLifecycleConfiguration"),),
        identity=("bucket",),
        replace=("bucket",),
        gone=("NoSuchLifecycleConfiguration",),
    ),
    Row(
        type="aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        service="s3",
        create=Call("PutBucketCors", names={"corsRules": "CORSConfiguration.CORSRules"}),
        update=Call("PutBucketCors", names={"corsRules": "CORSConfiguration.CORSRules"}),
        delete=Call("DeleteBucketCors"),
        id="{bucket}",
        key=KEY,
        reads=(Read("GetBucketCors"),),
        identity=("bucket",),
        replace=("bucket",),
        unordered=tuple(
            f"corsRules.{name}" for name in ("allowedHeaders", "allowedMethods", "allowedOrigins", "exposeHeaders")
        ),
        gone=("NoSuchCORSConfiguration",),
    ),
    Row(
        type="aws:s3/bucketNotification:BucketNotification",
        service="s3",
        create=Call(
            "PutBucketNotificationConfiguration",
            names={
                "lambdaFunctions": "NotificationConfiguration.LambdaFunctionConfigurations",
                "queues": "NotificationConfiguration.QueueConfigurations",
                "topics": "NotificationConfiguration.TopicConfigurations",
                "eventbridge": "NotificationConfiguration.EventBridgeConfiguration",
            },
        ),
        update=Call(
            "PutBucketNotificationConfiguration",
            names={
                "lambdaFunctions": "NotificationConfiguration.LambdaFunctionConfigurations",
                "queues": "NotificationConfiguration.QueueConfigurations",
                "topics": "NotificationConfiguration.TopicConfigurations",
                "eventbridge": "NotificationConfiguration.EventBridgeConfiguration",
            },
        ),
        delete=Call("PutBucketNotificationConfiguration", fixed={"NotificationConfiguration": {}}),
        id="{bucket}",
        key=KEY,
        reads=(
            Read(
                "GetBucketNotificationConfiguration",
                names={
                    "lambdaFunctions": "LambdaFunctionConfigurations",
                    "queues": "QueueConfigurations",
                    "topics": "TopicConfigurations",
                    "eventbridge": "EventBridgeConfiguration",
                },
            ),
        ),
        codecs={"lambdaFunctions": FILTER, "queues": FILTER, "topics": FILTER, "eventbridge": PRESENCE},
        unordered=("lambdaFunctions.events", "queues.events", "topics.events"),
        identity=("bucket",),
        replace=("bucket",),
        # S3 tries the function's permission, which may have been given a moment ago.
        retry=(ErrorPattern("InvalidArgument", "Unable to validate the following destination configurations"),),
    ),
)
