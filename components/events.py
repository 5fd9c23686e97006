"""The pipeline's event bus, and the queue that keeps what could not be worked off."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components import policies
from components.target import Target

DAYS_KEPT = 14  # the longest that SQS keeps a message


class Events(pulumi.ComponentResource):
    """A bus for what happens to documents, and the dead letters.

    Attributes:
        bus_name: name of the bus.
        bus_arn: its ARN.
        dead_letters_name: name of the dead-letter queue.
        dead_letters_arn: its ARN.
        dead_letters_url: its URL.
    """

    bus_name: pulumi.Output[str]
    bus_arn: pulumi.Output[str]
    dead_letters_name: str
    dead_letters_arn: pulumi.Output[str]
    dead_letters_url: pulumi.Output[str]

    def __init__(self, name: str, target: Target, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            target: where the stack lives.
        """
        super().__init__("learningyogi:events:Events", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        bus = aws.cloudwatch.EventBus(f"{name}-bus", name=target.named(), opts=child)
        self.bus_name, self.bus_arn = bus.name, bus.arn

        self.dead_letters_name = f"{target.named()}-dead-letters"
        queue = aws.sqs.Queue(
            f"{name}-dead-letters",
            name=self.dead_letters_name,
            message_retention_seconds=DAYS_KEPT * 24 * 3600,
            sqs_managed_sse_enabled=True,
            opts=child,
        )
        self.dead_letters_arn, self.dead_letters_url = queue.arn, queue.url
        aws.sqs.QueuePolicy(
            f"{name}-dead-letters-policy",
            queue_url=queue.url,
            policy=pulumi.Output.json_dumps(self._queue_policy(target)),
            opts=child,
        )
        self.register_outputs({"busName": self.bus_name, "deadLettersUrl": self.dead_letters_url})

    def _queue_policy(self, target: Target) -> dict[str, object]:
        rules = target.arn("events", f"rule/{target.named()}/*")
        undelivered = policies.allow(
            "UndeliveredEvents",
            ["sqs:SendMessage"],
            [self.dead_letters_arn],
            when={"ArnLike": {"aws:SourceArn": rules}},
        )
        return policies.document(
            [
                policies.by(undelivered, {"Service": "events.amazonaws.com"}),
                *policies.encrypted_transport_only([self.dead_letters_arn], "sqs"),
            ]
        )
