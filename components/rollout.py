"""Ends the trial of a model version when an alarm on it rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pulumi
import pulumi_aws as aws

from components import function_access as access
from components import policies
from components.alarms import Alarm
from components.canary_alarms import canary_alarms
from components.configuration import FunctionSettings
from components.events import Events
from components.function import Function
from components.function_args import FunctionArgs, FunctionPlatform
from components.policies import Statement
from components.prefixes import MODELS
from components.private_bucket import PrivateBucket
from components.watched import WatchedModel

MODEL = "ocr"
SMALL = FunctionSettings(memory=256, timeout=30)


class Rollout(pulumi.ComponentResource):
    """A function outside of the VPC that takes a canary out of the serving pointer, and the alarms that invoke it.

    Attributes:
        function: what the alarms invoke.
        watched: the model, as metrics name it.
        alarms: on its canary.
    """

    function: Function
    watched: WatchedModel
    alarms: Sequence[Alarm]

    def __init__(
        self,
        name: str,
        platform: FunctionPlatform,
        models: PrivateBucket,
        events: Events,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            platform: what all functions share.
            models: bucket of model versions and their pointer.
            events: where invocations go that failed for good.
        """
        super().__init__("learningyogi:rollout:Rollout", name, {}, opts)
        target = platform.target
        child = pulumi.ResourceOptions(parent=self)
        self.watched = WatchedModel(environment=target.stack, name=MODEL)
        self.alarms = canary_alarms(self.watched)
        self.function = Function(
            f"{name}-function",
            FunctionArgs(
                service="rollout",
                purpose="rollout",
                description="Takes a canary out of service when an alarm on it rings",
                settings=SMALL,
                layers=[platform.layers.base_arn],
                environment={"MODELS_BUCKET": models.bucket_name, "MODEL": MODEL},
                statements=[*_move_pointer(models), *access.send_dead_letters(events.dead_letters_arn)],
                dead_letters_arn=events.dead_letters_arn,
            ),
            # What the other functions share names their buckets, which are none of this function's business.
            replace(platform, environment={}),
            opts=child,
        )
        for alarm in self.alarms:
            aws.lambda_.Permission(
                f"{name}-{alarm.key}",
                statement_id=alarm.key,
                action="lambda:InvokeFunction",
                function=self.function.function_name,
                qualifier=self.function.alias_name,
                principal="lambda.alarms.cloudwatch.amazonaws.com",
                source_account=target.account,
                source_arn=target.arn("cloudwatch", f"alarm:{alarm.name(target)}"),
                opts=child,
            )
        self.register_outputs({"functionName": self.function.function_name})


def _move_pointer(models: PrivateBucket) -> list[Statement]:
    """Reads and writes the pointer, and nothing beside it. A conditional write needs the right to read as well.

    Listing it is what tells a pointer that is missing from one that may not be read.
    """
    key = f"{MODELS}{MODEL}/serving.json"
    return [
        policies.allow("MoveServingPointer", ["s3:GetObject", "s3:PutObject"], [models.objects(key)]),
        policies.allow(
            "FindServingPointer", ["s3:ListBucket"], [models.arn], when={"StringEquals": {"s3:prefix": key}}
        ),
    ]
