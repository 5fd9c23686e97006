"""SSM: parameters."""

from __future__ import annotations

from ..rows import Call, Read, Row, Tagging

PARAMETER = {"ResourceType": "Parameter", "ResourceId": "{id}"}

ROWS = (
    Row(
        type="aws:ssm/parameter:Parameter",
        service="ssm",
        create=Call("PutParameter"),
        update=Call("PutParameter", fixed={"Overwrite": True}),
        delete=Call("DeleteParameter"),
        names={"insecureValue": "Value"},
        id="{name}",
        key={"Name": "{id}"},
        reads=(
            Read(
                "GetParameter",
                root="Parameter",
                fixed={"WithDecryption": True},
                outputs={"arn": "ARN", "version": "Version"},
            ),
            Read(
                "DescribeParameters",
                root="Parameters",
                key={"ParameterFilters[0].Key": "Name", "ParameterFilters[0].Values": ["{id}"]},
                find={"Name": "{id}"},
                only=("description", "keyId", "tier", "allowedPattern"),
            ),
        ),
        defaults={"dataType": "text"},
        autoname="name",
        identity=("name",),
        replace=("name", "dataType"),
        reset={"description": ""},
        local={"overwrite": "a parameter of the stack is always overwritten, another one never"},
        volatile=("version",),
        gone=("ParameterNotFound",),
        tagging=Tagging(
            add="AddTagsToResource",
            remove="RemoveTagsFromResource",
            key=PARAMETER,
            read=Read("ListTagsForResource", key=PARAMETER),
            found="TagList",
        ),
    ),
)
