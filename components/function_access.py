"""What functions may do: IAM statements as plain data, one Python function for one purpose."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi import Input, Output

from components.policies import Statement, allow, deny
from components.target import Target

EVENT_SOURCE = "custom.learningyogi"

_NETWORK_INTERFACE_ACTIONS = (
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)
_NETWORK_LOOKUP_ACTIONS = ("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets")


def read_objects(sid: str, bucket_arn: Input[str], prefixes: Sequence[str]) -> list[Statement]:
    """Reads objects under the prefixes, such as `uploads/`.

    Listing them is part of it: without it S3 answers 403 for a missing object, where the caller should see 404.
    A request for one object carries no `s3:prefix`, hence IfExists.
    """
    return [
        allow(f"Read{sid}", ["s3:GetObject"], _objects(bucket_arn, prefixes)),
        allow(
            f"Find{sid}",
            ["s3:ListBucket"],
            [bucket_arn],
            when={"StringLikeIfExists": {"s3:prefix": [f"{prefix}*" for prefix in prefixes]}},
        ),
    ]


def write_objects(sid: str, bucket_arn: Input[str], prefixes: Sequence[str]) -> list[Statement]:
    """Writes objects under the prefixes."""
    return [allow(f"Write{sid}", ["s3:PutObject"], _objects(bucket_arn, prefixes))]


def publish_events(bus_arn: Input[str], detail_types: Sequence[str]) -> list[Statement]:
    """Publishes events of the pipeline of the given types: others on the same bus start training."""
    own = {"StringEquals": {"events:source": EVENT_SOURCE, "events:detail-type": list(detail_types)}}
    return [allow("PublishEvents", ["events:PutEvents"], [bus_arn], when=own)]


def send_dead_letters(queue_arn: Input[str]) -> list[Statement]:
    """Sends to the dead-letter queue; Lambda uses the same right for invocations that failed for good."""
    return [allow("SendDeadLetters", ["sqs:SendMessage"], [queue_arn])]


def write_logs(log_group_arn: Input[str]) -> list[Statement]:
    """Writes to the function's own log group."""
    streams = Output.concat(log_group_arn, ":*")
    return [allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [streams])]


def send_traces() -> list[Statement]:
    """Sends traces; X-Ray has no resources to name, so `*` is the only one that IAM takes."""
    return [allow("SendTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"])]


def join_network(target: Target, function_name: str) -> list[Statement]:
    """Lets Lambda attach the function to the VPC, and keeps the same rights from the function's code.

    EC2's Describe actions take no resource but `*`. Lambda creates the interfaces with the role but not in the
    function's name, so a denial for what the function itself does leaves it able to.
    https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
    """
    of_the_function = {"ArnEquals": {"lambda:SourceFunctionArn": target.arn("lambda", f"function:{function_name}")}}
    return [
        allow("AttachToNetwork", _NETWORK_INTERFACE_ACTIONS, [target.arn("ec2", "*/*")]),
        allow("LookUpNetwork", _NETWORK_LOOKUP_ACTIONS, ["*"]),
        deny(
            "NotByFunctionCode",
            [*_NETWORK_INTERFACE_ACTIONS, *_NETWORK_LOOKUP_ACTIONS],
            ["*"],
            when=of_the_function,
        ),
    ]


def _objects(bucket_arn: Input[str], prefixes: Sequence[str]) -> list[Output[str]]:
    return [Output.concat(bucket_arn, f"/{prefix}*") for prefix in prefixes]
