"""EventBridge: buses, rules, targets, archives."""

from __future__ import annotations

from ..rows import Call, Read, Row, Tagging

TAGS = Tagging(
    add="TagResource",
    remove="UntagResource",
    key={"ResourceARN": "{arn}"},
    read=Read("ListTagsForResource", key={"ResourceARN": "{arn}"}),
)
TARGET = {
    name: f"Targets[0].{member}"
    for name, member in {
        "targetId": "Id",
        "arn": "Arn",
        "roleArn": "RoleArn",
        "input": "Input",
        "inputPath": "InputPath",
        "inputTransformer": "InputTransformer",
        "retryPolicy": "RetryPolicy",
        "deadLetterConfig": "DeadLetterConfig",
        "sqsTarget": "SqsParameters",
    }.items()
}

ROWS = (
    Row(
        type="aws:cloudwatch/eventBus:EventBus",
        service="events",
        create=Call("CreateEventBus"),
        update=Call("UpdateEventBus"),
        delete=Call("DeleteEventBus"),
        id="{name}",
        key={"Name": "{id}"},
        reads=(Read("DescribeEventBus", outputs={"arn": "Arn"}),),
        autoname="name",
        identity=("name",),
        replace=("name",),
        tagging=TAGS,
    ),
    Row(
        type="aws:cloudwatch/eventRule:EventRule",
        service="events",
        create=Call("PutRule"),
        update=Call("PutRule"),
        delete=Call("DeleteRule"),
        id="{eventBusName}/{name}",
        key={"Name": "{name}", "EventBusName": "{eventBusName}"},
        reads=(Read("DescribeRule", outputs={"arn": "Arn"}),),
        defaults={"eventBusName": "default", "state": "ENABLED"},
        autoname="name",
        identity=("eventBusName", "name"),
        replace=("eventBusName", "name"),
        tagging=TAGS,
    ),
    Row(
        type="aws:cloudwatch/eventTarget:EventTarget",
        service="events",
        create=Call("PutTargets", names=TARGET),
        update=Call("PutTargets", names=TARGET),
        delete=Call("RemoveTargets"),
        names={"inputTransformer.inputPaths": "InputPathsMap"},
        id="{rule}-{targetId}",
        key={"Rule": "{rule}", "EventBusName": "{eventBusName}", "Ids": ["{targetId}"]},
        reads=(
            Read(
                "ListTargetsByRule",
                root="Targets",
                find={"Id": "{targetId}"},
                names={"targetId": "Id", "sqsTarget": "SqsParameters"},
            ),
        ),
        defaults={"eventBusName": "default"},
        autoname="targetId",
        identity=("rule", "eventBusName", "targetId"),
        replace=("rule", "eventBusName", "targetId"),
    ),
    Row(
        type="aws:cloudwatch/eventArchive:EventArchive",
        service="events",
        create=Call("CreateArchive"),
        update=Call("UpdateArchive"),
        delete=Call("DeleteArchive"),
        names={"name": "ArchiveName"},
        id="{name}",
        key={"ArchiveName": "{id}"},
        reads=(Read("DescribeArchive", outputs={"arn": "ArchiveArn"}),),
        autoname="name",
        identity=("name",),
        replace=("name", "eventSourceArn"),
    ),
)
