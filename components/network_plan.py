"""The layout of the network as plain data."""

from __future__ import annotations

import pulumi_awsx as awsx

from components import policies
from components.target import Target

CACHE_PORT = 6379  # TLS as well as plain; 6380, the readers' port of a serverless cache, is not used
HTTPS_PORT = 443
BUCKETS = ("input", "results", "models")


def subnet_specs(nat_gateways: str) -> list[awsx.ec2.SubnetSpecArgs]:
    """Subnets of each zone: a private one, and a public one where NAT gateways need a place.

    Private comes first and sizes are explicit, so that adding NAT later moves no existing subnet.

    Args:
        nat_gateways: `None`, `Single` or `OnePerAz`.
    """
    private = awsx.ec2.SubnetSpecArgs(type=awsx.ec2.SubnetType.PRIVATE, name="private", cidr_mask=22)
    public = awsx.ec2.SubnetSpecArgs(type=awsx.ec2.SubnetType.PUBLIC, name="public", cidr_mask=26)
    return [private] if nat_gateways == "None" else [private, public]


def storage_endpoint_policy(target: Target) -> dict[str, object]:
    """What the network's way to S3 lets through: objects of this stack's buckets, for this account's identities."""
    buckets = [f"arn:{target.partition}:s3:::{target.bucket(name)}" for name in BUCKETS]
    own = {"StringEquals": {"aws:PrincipalAccount": target.account}}
    objects = policies.allow("Objects", ["s3:GetObject", "s3:PutObject"], [f"{arn}/*" for arn in buckets], when=own)
    listing = policies.allow("Listing", ["s3:ListBucket"], buckets, when=own)
    return policies.document([policies.by(objects, "*"), policies.by(listing, "*")])
