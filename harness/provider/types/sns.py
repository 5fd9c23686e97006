"""SNS: topics and subscriptions. Their properties are bags of attributes that are set one by one."""

from __future__ import annotations

from ..conversion import to_text
from ..rows import Call, Caller, Read, Row, Setting, Tagging
from ..values import Properties

TOPIC = {
    "displayName": "DisplayName",
    "policy": "Policy",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "fifoTopic": "FifoTopic",
    "contentBasedDeduplication": "ContentBasedDeduplication",
    "signatureVersion": "SignatureVersion",
    "tracingConfig": "TracingConfig",
    "deliveryPolicy": "DeliveryPolicy",
    "archivePolicy": "ArchivePolicy",
    "fifoThroughputScope": "FifoThroughputScope",
}
SUBSCRIPTION = {
    "filterPolicy": "FilterPolicy",
    "filterPolicyScope": "FilterPolicyScope",
    "rawMessageDelivery": "RawMessageDelivery",
    "redrivePolicy": "RedrivePolicy",
    "deliveryPolicy": "DeliveryPolicy",
    "subscriptionRoleArn": "SubscriptionRoleArn",
}


def _bag(attributes: dict[str, str]) -> dict[str, str]:
    return {name: f"Attributes.{attribute}" for name, attribute in attributes.items()}


def set_topic(resource: Caller, old: Properties) -> None:
    """Sets the topic's attributes that changed; one that is no longer given becomes empty."""
    for name, attribute in TOPIC.items():
        if resource.inputs.get(name) != old.get(name):
            value = to_text(resource.inputs.get(name, ""))
            resource.call(
                "SetTopicAttributes", TopicArn=resource.scope["id"], AttributeName=attribute, AttributeValue=value
            )


def set_subscription(resource: Caller, old: Properties) -> None:
    """Sets the subscription's attributes that changed; one that is no longer given becomes empty."""
    for name, attribute in SUBSCRIPTION.items():
        if resource.inputs.get(name) != old.get(name):
            value = to_text(resource.inputs.get(name, ""))
            resource.call(
                "SetSubscriptionAttributes",
                SubscriptionArn=resource.scope["id"],
                AttributeName=attribute,
                AttributeValue=value,
            )


ROWS = (
    Row(
        type="aws:sns/topic:Topic",
        service="sns",
        create=Call("CreateTopic"),
        delete=Call("DeleteTopic"),
        names=_bag(TOPIC),
        id="{arn}",
        key={"TopicArn": "{id}"},
        answers={"arn": "TopicArn"},
        reads=(Read("GetTopicAttributes", outputs={"owner": "Attributes.Owner"}),),
        settings=(Setting(tuple(name for name in TOPIC if name != "fifoTopic"), set_topic),),
        autoname="name",
        identity=("name",),
        tagging=Tagging(
            add="TagResource",
            remove="UntagResource",
            key={"ResourceArn": "{id}"},
            read=Read("ListTagsForResource", key={"ResourceArn": "{id}"}),
        ),
    ),
    Row(
        type="aws:sns/topicPolicy:TopicPolicy",
        service="sns",
        create=Call("SetTopicAttributes", fixed={"AttributeName": "Policy"}),
        update=Call("SetTopicAttributes", fixed={"AttributeName": "Policy"}),
        names={"arn": "TopicArn", "policy": "AttributeValue"},
        id="{arn}",
        key={"TopicArn": "{id}"},
        reads=(
            Read("GetTopicAttributes", names={"policy": "Attributes.Policy"}, outputs={"owner": "Attributes.Owner"}),
        ),
        identity=("arn",),
        replace=("arn",),
    ),
    Row(
        type="aws:sns/topicSubscription:TopicSubscription",
        service="sns",
        create=Call("Subscribe", fixed={"ReturnSubscriptionArn": True}),
        delete=Call("Unsubscribe"),
        names={"topic": "TopicArn", **_bag(SUBSCRIPTION)},
        id="{arn}",
        key={"SubscriptionArn": "{id}"},
        answers={"arn": "SubscriptionArn"},
        reads=(
            Read(
                "GetSubscriptionAttributes",
                names={"topic": "Attributes.TopicArn"},
                outputs={"ownerId": "Attributes.Owner"},
            ),
        ),
        settings=(Setting(tuple(SUBSCRIPTION), set_subscription),),
    ),
)
