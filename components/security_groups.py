"""Security groups without rules of their own, and the rules between them."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

HTTPS_PORT = 443


@dataclass(frozen=True)
class Group:
    """A security group.

    Attributes:
        purpose: who its members are, such as `functions`; names its rules.
        id: id of the group.
    """

    purpose: str
    id: pulumi.Output[str]


def connect(name: str, source: Group, destination: Group, port: int, opts: pulumi.ResourceOptions) -> None:
    """Lets members of one group open TCP connections to one port of another's members.

    Args:
        name: of the component that the rules belong to.
    """
    allow_egress(name, source, destination.purpose, port, opts, referenced_security_group_id=destination.id)
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-{destination.purpose}-from-{source.purpose}",
        security_group_id=destination.id,
        description=f"From {source.purpose}",
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        referenced_security_group_id=source.id,
        opts=opts,
    )


def allow_egress(
    name: str,
    source: Group,
    purpose: str,
    port: int,
    opts: pulumi.ResourceOptions,
    **destination: pulumi.Input[str],
) -> None:
    """Lets members of a group open TCP connections to a port of one destination.

    Args:
        name: of the component that the rule belongs to.
        purpose: what the destination is called.
        destination: as the rule takes it: a group, a prefix list or a range.
    """
    aws.vpc.SecurityGroupEgressRule(
        f"{name}-{source.purpose}-to-{purpose}",
        security_group_id=source.id,
        description=f"To {purpose}",
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        opts=opts,
        **destination,
    )
