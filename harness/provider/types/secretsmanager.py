"""Secrets Manager: secrets, their values and their rotation."""

from __future__ import annotations

import base64

from ..rows import Call, Codec, Read, Row, Setting, Tagging


def as_base64(value: bytes | str) -> str:
    """Bytes as Pulumi's programs write them."""
    return base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode()


ROWS = (
    Row(
        type="aws:secretsmanager/secret:Secret",
        service="secretsmanager",
        create=Call("CreateSecret"),
        update=Call("UpdateSecret"),
        delete=Call("DeleteSecret", fixed={"ForceDeleteWithoutRecovery": True}),
        names={"replicas": "AddReplicaRegions"},
        id="{arn}",
        key={"SecretId": "{id}"},
        answers={"arn": "ARN"},
        reads=(
            Read("DescribeSecret"),
            Read("GetResourcePolicy", names={"policy": "ResourcePolicy"}, only=("policy",)),
        ),
        settings=(
            Setting(
                ("policy",),
                Call("PutResourcePolicy", names={"policy": "ResourcePolicy"}),
                remove=Call("DeleteResourcePolicy"),
            ),
        ),
        reset={"description": ""},
        autoname="name",
        identity=("name",),
        replace=("name", "type"),
        local={"recoveryWindowInDays": "a local secret is deleted at once, which frees its name"},
        tagging=Tagging(add="TagResource", remove="UntagResource", key={"SecretId": "{id}"}),
    ),
    Row(
        type="aws:secretsmanager/secretVersion:SecretVersion",
        service="secretsmanager",
        create=Call("PutSecretValue"),
        id="{secretId}|{versionId}",
        key={"SecretId": "{secretId}", "VersionId": "{versionId}"},
        answers={"arn": "ARN", "versionId": "VersionId"},
        reads=(Read("GetSecretValue"),),
        codecs={"secretBinary": Codec(encode=base64.b64decode, decode=as_base64)},
        unordered=("versionStages",),
    ),
    Row(
        type="aws:secretsmanager/secretRotation:SecretRotation",
        service="secretsmanager",
        create=Call("RotateSecret"),
        update=Call("RotateSecret"),
        delete=Call("CancelRotateSecret"),
        id="{secretId}",
        key={"SecretId": "{secretId}"},
        reads=(Read("DescribeSecret", needs="RotationEnabled", outputs={"rotationEnabled": "RotationEnabled"}),),
        identity=("secretId",),
        replace=("secretId",),
    ),
)
