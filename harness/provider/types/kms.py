"""KMS: keys and their aliases."""

from __future__ import annotations

from ..rows import Call, Caller, Codec, IfGiven, Read, Row, Setting, Tagging
from ..values import Properties


def rotate(resource: Caller, old: Properties) -> None:
    """Switches the yearly rotation on or off."""
    operation = "EnableKeyRotation" if resource.inputs.get("enableKeyRotation") else "DisableKeyRotation"
    resource.call(operation, KeyId=resource.scope["id"])


def key_id(key: str) -> str:
    """The id of a key that is named by id or ARN."""
    return key.rpartition("/")[2]


ROWS = (
    Row(
        type="aws:kms/key:Key",
        service="kms",
        create=Call("CreateKey"),
        delete=Call(
            "ScheduleKeyDeletion",
            key={"KeyId": "{id}", "PendingWindowInDays": IfGiven("{deletionWindowInDays}")},
        ),
        id="{keyId}",
        key={"KeyId": "{id}"},
        answers={"keyId": "KeyMetadata.KeyId"},
        reads=(
            Read("DescribeKey", root="KeyMetadata", outputs={"arn": "Arn"}),
            Read("GetKeyPolicy", fixed={"PolicyName": "default"}, only=("policy",)),
            Read(
                "GetKeyRotationStatus", names={"enableKeyRotation": "KeyRotationEnabled"}, only=("enableKeyRotation",)
            ),
        ),
        settings=(
            Setting(("description",), Call("UpdateKeyDescription"), reset={"description": ""}),
            Setting(("policy",), Call("PutKeyPolicy", fixed={"PolicyName": "default"})),
            Setting(("enableKeyRotation",), rotate),
        ),
        defaults={"enableKeyRotation": False},
        local={"deletionWindowInDays": "applies when the key is deleted"},
        ended={"KeyState": "PendingDeletion"},
        gone=("KMSInvalidStateException",),  # a key that waits for its deletion can do nothing else
        tagging=Tagging(
            add="TagResource",
            remove="UntagResource",
            key={"KeyId": "{id}"},
            read=Read("ListResourceTags", key={"KeyId": "{id}"}),
        ),
    ),
    Row(
        type="aws:kms/alias:Alias",
        service="kms",
        create=Call("CreateAlias"),
        update=Call("UpdateAlias"),
        delete=Call("DeleteAlias"),
        names={"name": "AliasName"},
        id="{name}",
        key={"AliasName": "{id}"},
        reads=(Read("ListAliases", root="Aliases", find={"AliasName": "{id}"}, outputs={"arn": "AliasArn"}),),
        codecs={"targetKeyId": Codec(encode=key_id, decode=str)},
        identity=("name",),
        replace=("name",),
    ),
)
