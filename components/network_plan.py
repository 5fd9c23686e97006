"""The layout of the network as plain data."""

from __future__ import annotations

import pulumi_awsx as awsx

from components import policies
from components.target import Target

CACHE_PORT = 6379  # TLS as well as plain; 6380, the readers' port of a serverless cache, is not used
BUCKETS = ("input", "results", "models")
BUCKETS_OF_CONTAINERS = ("training", "mlflow")


def subnet_specs(nat_gateways: str) -> list[awsx.ec2.SubnetSpecArgs]:
    """Subnets of each zone: a private one, and a public one where NAT gateways need a place.

    Private comes first and sizes are explicit, so that adding NAT later moves no existing subnet.

    Args:
        nat_gateways: `None`, `Single` or `OnePerAz`.
    """
    private = awsx.ec2.SubnetSpecArgs(type=awsx.ec2.SubnetType.PRIVATE, name="private", cidr_mask=22)
    public = awsx.ec2.SubnetSpecArgs(type=awsx.ec2.SubnetType.PUBLIC, name="public", cidr_mask=26)
    return [private] if nat_gateways == "None" else [private, public]


def storage_endpoint_policy(target: Target, *, containers: bool) -> dict[str, object]:
    """What the network's way to S3 lets through: objects of this stack's buckets, for this account's identities.

    Args:
        containers: whether tasks pull images. ECR keeps the layers in a bucket of its own and lets tasks read them
            with addresses that it signed, not with the account's identities.
            https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
    """
    names = (*BUCKETS, *BUCKETS_OF_CONTAINERS) if containers else BUCKETS
    buckets = [f"arn:{target.partition}:s3:::{target.bucket(name)}" for name in names]
    own = {"StringEquals": {"aws:PrincipalAccount": target.account}}
    objects = policies.allow("Objects", ["s3:GetObject", "s3:PutObject"], [f"{arn}/*" for arn in buckets], when=own)
    listing = policies.allow("Listing", ["s3:ListBucket"], buckets, when=own)
    statements = [policies.by(objects, "*"), policies.by(listing, "*")]
    if containers:
        layers = f"arn:{target.partition}:s3:::prod-{target.region}-starport-layer-bucket/*"
        statements.append(policies.by(policies.allow("ImageLayers", ["s3:GetObject"], [layers]), "*"))
    return policies.document(statements)
