"""SQS: queues and their policies. A queue's properties are one bag of attributes, all text."""

from __future__ import annotations

from ..rows import Call, Read, Row, Tagging

ATTRIBUTES = {
    name: f"Attributes.{attribute}"
    for name, attribute in {
        "visibilityTimeoutSeconds": "VisibilityTimeout",
        "messageRetentionSeconds": "MessageRetentionPeriod",
        "maxMessageSize": "MaximumMessageSize",
        "delaySeconds": "DelaySeconds",
        "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
        "policy": "Policy",
        "redrivePolicy": "RedrivePolicy",
        "redriveAllowPolicy": "RedriveAllowPolicy",
        "fifoQueue": "FifoQueue",
        "contentBasedDeduplication": "ContentBasedDeduplication",
        "deduplicationScope": "DeduplicationScope",
        "fifoThroughputLimit": "FifoThroughputLimit",
        "kmsMasterKeyId": "KmsMasterKeyId",
        "kmsDataKeyReusePeriodSeconds": "KmsDataKeyReusePeriodSeconds",
        "sqsManagedSseEnabled": "SqsManagedSseEnabled",
    }.items()
}
ALL_ATTRIBUTES = {"AttributeNames": ["All"]}

ROWS = (
    Row(
        type="aws:sqs/queue:Queue",
        service="sqs",
        create=Call("CreateQueue"),
        update=Call("SetQueueAttributes"),
        delete=Call("DeleteQueue"),
        names={"name": "QueueName", **ATTRIBUTES},
        id="{url}",
        key={"QueueUrl": "{id}"},
        answers={"url": "QueueUrl"},
        reads=(Read("GetQueueAttributes", fixed=ALL_ATTRIBUTES, outputs={"arn": "Attributes.QueueArn"}),),
        defaults={
            "visibilityTimeoutSeconds": 30,
            "messageRetentionSeconds": 345_600,
            "delaySeconds": 0,
            "receiveWaitTimeSeconds": 0,
        },
        reset={"policy": "", "redrivePolicy": "", "redriveAllowPolicy": "", "kmsMasterKeyId": ""},
        autoname="name",
        identity=("name",),
        replace=("name", "fifoQueue"),
        tagging=Tagging(
            add="TagQueue",
            remove="UntagQueue",
            key={"QueueUrl": "{id}"},
            create="tags",
            read=Read("ListQueueTags", key={"QueueUrl": "{id}"}),
        ),
    ),
    *(
        Row(
            type=type_token,
            service="sqs",
            create=Call("SetQueueAttributes"),
            update=Call("SetQueueAttributes"),
            delete=Call("SetQueueAttributes", fixed={"Attributes": {attribute: ""}}),
            names={name: f"Attributes.{attribute}"},
            id="{queueUrl}",
            key={"QueueUrl": "{id}"},
            reads=(Read("GetQueueAttributes", fixed=ALL_ATTRIBUTES, needs=f"Attributes.{attribute}"),),
            identity=("queueUrl",),
            replace=("queueUrl",),
        )
        for type_token, name, attribute in (
            ("aws:sqs/queuePolicy:QueuePolicy", "policy", "Policy"),
            ("aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy", "RedrivePolicy"),
            ("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "redriveAllowPolicy", "RedriveAllowPolicy"),
        )
    ),
)
